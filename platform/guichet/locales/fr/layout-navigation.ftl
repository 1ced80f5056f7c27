layout-procedures = Démarches
layout-tracking = Suivre une demande
layout-queue = Demandes à traiter
layout-staff = Équipe
layout-requests = Mes demandes
layout-messages = Messages
layout-profile = Mon profil
