# The queue.
backoffice-queue = Demandes à traiter
backoffice-procedure = Démarche
backoffice-all-procedures = Toutes
backoffice-status = Statut
backoffice-all-statuses = Tous
backoffice-filter = Filtrer
backoffice-due = Échéance
backoffice-request = Demande
backoffice-applicant = Demandeur
backoffice-submitted = Envoyée
backoffice-agent = Agent
backoffice-nobody = Personne pour l’instant
backoffice-empty = Aucune demande à traiter.
backoffice-first-page = Début de la liste
backoffice-next-page = Suite
backoffice-due-none = aucune
backoffice-due-late = { $count ->
    [one] en retard d’un jour
   *[other] en retard de { $count } jours
  }
backoffice-due-today = aujourd’hui
backoffice-due-in = { $count ->
    [one] demain
   *[other] dans { $count } jours
  }

# One request.
backoffice-case = Dossier
backoffice-decided = terminée
backoffice-answers = Ce qui est demandé
backoffice-history = Détail des actions
backoffice-take = Prendre en charge
backoffice-take-title = Prendre la demande en charge
backoffice-take-body = L’usager est prévenu. Il ne peut plus modifier ni annuler sa demande.
backoffice-taken = Vous avez pris cette demande en charge.
backoffice-close = Clore la demande
backoffice-close-title = Clore la demande
backoffice-close-body = La demande est satisfaite. L’usager est prévenu.
backoffice-closed = La demande est close.
backoffice-refuse = Refuser la demande
backoffice-refuse-title = Refuser la demande
backoffice-refused = La demande est refusée.
backoffice-reason = Motif du refus
backoffice-reason-hint = L’usager le lit tel quel. Dites pourquoi, et ce qu’il peut faire.
backoffice-reason-missing = Indiquez le motif du refus
backoffice-reason-long = Raccourcissez le motif{"\u00a0"}: { $limit } caractères au plus
backoffice-event-taken = Prise en charge
backoffice-event-cancelled = Demande annulée par l’usager
backoffice-event-read = Demande consultée
backoffice-event-read-file = Document consulté
backoffice-conflict-title = Cette demande vient de changer
backoffice-conflict-body = Quelqu’un a agi avant vous. Votre action n’a pas été faite. Regardez où en est la demande.
backoffice-conflict-typed = Ce que vous aviez saisi
backoffice-conflict-back = Voir la demande
backoffice-channel-email = Préfère un e-mail
backoffice-channel-phone = Préfère un appel
backoffice-channel-post = Préfère un courrier
