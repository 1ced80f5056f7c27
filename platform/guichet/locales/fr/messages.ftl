# Messages of the account.
messages-title = Messages
messages-nav = Messages ({ $count })
messages-count = { $count ->
    [0] Tous vos messages sont lus.
    [one] Vous avez un message non lu.
   *[other] Vous avez { $count } messages non lus.
  }
messages-unread = Non lu
messages-read = Lu
messages-column-subject = Message
messages-column-state = État
messages-column-date = Reçu le
messages-none = Vous n’avez pas encore de message. Nous vous écrirons ici à chaque étape de vos demandes.
messages-request = Voir la demande
messages-back = Tous mes messages

# E-mails that no server took, for agents.
messages-failures-title = Courriels non remis
messages-failures-note = { $count ->
    [one] Un courriel n’a pas pu être remis
   *[other] { $count } courriels n’ont pas pu être remis
  }
messages-failures-intro = Ces courriels n’ont pas pu être remis. Le message reste lisible dans le compte de la personne{"\u202f"}; si elle n’en a pas, joignez-la autrement.
messages-failures-none = Tous les courriels de vos services ont été remis.
messages-failures-request = Demande
messages-failures-since = Depuis le
messages-failures-cause = Cause
messages-failures-action = Action
messages-failures-retry = Envoyer à nouveau
messages-failures-again = Le courriel va être envoyé à nouveau.
messages-fault-address = L’adresse n’est pas valable.
messages-fault-refused = Le serveur de messagerie a refusé cette adresse ou ce courriel.
messages-fault-other = L’envoi a échoué malgré plusieurs essais.

# The mailbox of the demonstration.
messages-mailbox-title = Courriels de la démonstration
messages-mailbox-intro = Dans cette démonstration, aucun courriel ne part{"\u00a0"}: chacun arrive ici. Les plus récents sont en tête.
messages-mailbox-none = Aucun courriel pour l’instant. Envoyez une demande{"\u00a0"}: l’accusé de réception arrivera ici.
messages-mailbox-date = Date
messages-mailbox-to = Destinataire
messages-mailbox-subject = Objet
messages-mailbox-text = Version en texte simple
messages-mailbox-html = Version mise en forme
