rights-own = Mes données
rights-copy = Télécharger mes données
rights-copy-name = mes-donnees-{ $date }.zip
rights-copy-why = Vous recevez une copie de tout ce que ce portail garde sur vous, à conserver ou à donner à un autre organisme.
rights-copy-holds = Ce que contient la copie
rights-copy-holds-account = votre compte, vos accords et vos appareils connectés ;
rights-copy-holds-profile = vos informations personnelles, votre foyer, et ce que vos demandes y ont changé ;
rights-copy-holds-requests = vos demandes : réponses, historique, messages, et une version à imprimer de chacune ;
rights-copy-holds-documents = vos documents, tels que vous les avez envoyés ;
rights-copy-holds-readings = la liste de qui a consulté vos données.
rights-copy-form = C’est un fichier ZIP. Ouvrez-le, puis ouvrez le fichier « index.html » qu’il contient. Les données y sont aussi au format JSON, que lisent les logiciels.
rights-copy-mail = Un e-mail envoyé à { $email } confirme le téléchargement.
rights-copy-go = Télécharger la copie
rights-recent = Par sécurité, le téléchargement n’est possible que dans les dix minutes qui suivent votre connexion.
rights-not-recent = Déconnectez-vous, connectez-vous de nouveau, puis revenez sur cette page
rights-readings = Qui a consulté mes données
rights-readings-why = Chaque fois qu’un agent ouvre une de vos demandes ou un de vos documents, la date et le service sont notés ici.
rights-readings-what = Ce qui a été consulté
rights-readings-service = Service
rights-readings-when = Date
rights-readings-request = Vos réponses
rights-readings-document = Document { $name }
rights-readings-document-gone = Un document effacé depuis
rights-readings-none = Aucun agent n’a encore consulté vos données.
rights-consents = Mes accords
rights-consents-terms = Vous les avez acceptées le { $moment }.
rights-consents-terms-none = Votre compte a été ouvert par la ville : vous n’avez pas eu à les accepter.
rights-consents-use = Usage de vos informations
rights-consents-reused = Vos informations remplissent d’avance vos nouvelles demandes.
rights-consents-not-reused = Vos informations ne remplissent pas vos nouvelles demandes : vous vous y êtes opposé.
rights-consents-fed = Ce que vous écrivez dans une demande peut mettre à jour vos informations ; la page de vérification vous montre chaque changement avant l’envoi.
rights-consents-not-fed = Ce que vous écrivez dans une demande ne change pas vos informations : vous vous y êtes opposé.
rights-consents-cookies = Cookies
rights-consents-cookies-body = Ce portail ne dépose que des cookies nécessaires : aucun accord ne vous est demandé.
rights-consents-cookies-read = Voir les cookies de ce portail
rights-delete = Supprimer mon compte
rights-delete-why = La suppression est immédiate et définitive. Avant de continuer, vous pouvez emporter une copie :
rights-delete-goes = Ce qui est effacé
rights-delete-goes-account = votre compte, votre identifiant et vos appareils connectés ;
rights-delete-goes-profile = vos informations personnelles, votre foyer et vos documents ;
rights-delete-goes-messages = tous vos messages.
rights-delete-goes-drafts = { $count ->
    [one] Un brouillon, avec ses documents.
   *[other] { $count } brouillons, avec leurs documents.
}
rights-delete-goes-requests = { $count ->
    [one] Les réponses et les documents d’une demande effectuée.
   *[other] Les réponses et les documents de { $count } demandes effectuées.
}
rights-delete-stays = Ce que la loi oblige la ville à garder
rights-delete-stays-body = Ces demandes ont reçu une décision, que la ville doit pouvoir justifier. Elles ne seront plus liées à un compte ; seul le service indiqué pourra les lire, puis elles seront effacées :
rights-delete-stays-until = { $service }, jusqu’au { $date }
rights-delete-stays-none = Aucune de vos demandes n’a à être gardée.
rights-delete-stays-trace = La ville garde cinq ans la preuve qu’un compte a été supprimé, sans votre nom ni votre adresse.
rights-delete-confirm = Confirmer la suppression
rights-delete-go = Supprimer mon compte définitivement
rights-delete-by-mail = Votre compte n’a pas de mot de passe. Nous envoyons à { $email } un lien, valable une heure, qui permet de confirmer.
rights-delete-send = Recevoir le lien de confirmation
rights-delete-sent = Nous envoyons un e-mail à { $email }. Ouvrez sous une heure le lien qu’il contient pour confirmer la suppression.
rights-delete-of = Le compte { $email } va être supprimé. La suppression est immédiate et définitive.
rights-delete-refused = Votre compte ne peut pas encore être supprimé
rights-delete-refused-body = { $count ->
    [one] La ville n’a pas terminé cette demande :
   *[other] La ville n’a pas terminé ces demandes :
}
rights-delete-refused-next = Attendez la décision, ou annulez celles qui sont « en attente ». Revenez ensuite sur cette page.
rights-delete-staff = Ce compte est géré par la ville
rights-delete-staff-body = Il sert à travailler sur le portail : demandez sa fermeture à la personne qui l’a ouvert.
rights-deleted = Votre compte est supprimé
rights-deleted-body = Vous êtes déconnecté. Un dernier e-mail confirme la suppression.
rights-deleted-track = Une demande que la ville doit garder se suit encore par son numéro.
rights-deleted-home = Voir les démarches
rights-administration = Suppression de comptes
rights-admin-why = À la demande de son titulaire, un compte peut être supprimé ici. Vérifiez d’abord qui le demande. Chaque suppression est enregistrée avec votre compte et le motif.
rights-admin-find = Chercher le compte
rights-admin-unknown = Aucun compte n’a cette adresse : vérifiez-la avec la personne
rights-admin-account = Le compte trouvé
rights-admin-name = Nom
rights-admin-created = Créé le
rights-admin-staff = Il a un rôle sur le portail et ne se supprime pas ici.
rights-admin-refused = Ce compte ne peut pas encore être supprimé
rights-admin-refused-body = La ville n’a pas terminé ces demandes. Dites à la personne d’attendre la décision, ou d’annuler celles qui sont « en attente » :
rights-admin-kept = { $count ->
    [0] Aucune demande n’aura à être gardée.
    [one] Une demande, que la loi oblige à garder, sera détachée du compte.
   *[other] { $count } demandes, que la loi oblige à garder, seront détachées du compte.
}
rights-admin-delete = Supprimer ce compte
rights-admin-checked = J’ai vérifié l’identité de la personne qui demande la suppression
rights-admin-unchecked = Vérifiez l’identité de la personne, puis cochez cette case
rights-admin-reason = Motif
rights-admin-reason-hint = Sans nom ni adresse. Par exemple : courrier du 3 mars, pièce d’identité vue au guichet
rights-admin-reason-missing = Écrivez comment la demande est arrivée
rights-admin-password = Votre mot de passe
rights-admin-go = Supprimer définitivement
rights-admin-deleted = Le compte est supprimé. Un e-mail l’a confirmé à la personne.
rights-archive = Copie de mes données
rights-archive-of = Données du compte { $email } sur le portail { $city }, copiées le { $moment }.
rights-archive-why = Cette page conduit à chaque fichier de la copie. Gardez le dossier entier : les liens y restent valables.
rights-archive-requests = Demandes
rights-archive-no-request = Aucune demande.
rights-archive-documents = Documents
rights-archive-no-document = Aucun document.
rights-archive-missing = Ces fichiers n’ont pas pu être lus. Recommencez plus tard, ou écrivez à la ville :
rights-archive-data = Toutes les données
rights-archive-data-body = Ces fichiers au format JSON se lisent avec un éditeur de texte ou un logiciel.
rights-archive-rows = { $count ->
    [one] (un élément)
   *[other] ({ $count } éléments)
}
rights-holding-account = Compte
rights-holding-demonstration-mails = E-mails de la démonstration
rights-holding-documents = Liste des documents
rights-holding-links = Liens envoyés et pas encore utilisés
rights-holding-messages = Messages
rights-holding-corrections = Corrections qui vous ont été demandées
rights-holding-conversation = Échanges avec les services
rights-holding-opinions = Votre avis après une décision
rights-holding-library = Bibliothèque de justificatifs
rights-holding-library-history = Historique de la bibliothèque
rights-holding-profile = Informations personnelles et foyer
rights-holding-profile-changes = Ce que les demandes ont changé dans les informations personnelles
rights-holding-readings = Consultations par des agents
rights-holding-registrations = Créations de compte demandées
rights-holding-requests = Demandes, réponses et historique
rights-holding-sessions = Appareils connectés
rights-holding-authenticators = Application d’authentification
rights-holding-security-keys = Clés de sécurité
rights-holding-recovery-codes = Codes de secours, sans les codes eux-mêmes
rights-holding-waiting-letters = E-mails pas encore partis
rights-holding-identities = Identités certifiées (FranceConnect, ProConnect)
rights-holding-staff = Rôles reçus pour travailler sur le portail
