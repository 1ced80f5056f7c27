# What a citizen and the service say to each other about a request.
talking-title = Échanges avec le service
talking-you = Vous
talking-question = question
talking-todo = À vous de répondre
talking-answer = Répondre
talking-row-answer = Répondre
talking-answer-label = Votre réponse
talking-answer-send = Envoyer ma réponse
talking-write-label = Écrire au service
talking-send = Envoyer mon message
talking-hint = { $limit } caractères au plus. Pour envoyer un document, attendez que le service vous le demande{"\u00a0"}: un formulaire s’ouvrira ici.
talking-read-by-service = lu par le service le { $date }
talking-unread-by-service = pas encore lu par le service
talking-sent = Votre message est envoyé au service.
talking-missing = Écrivez votre message
talking-long = Raccourcissez votre message{"\u00a0"}: { $limit } caractères au plus
talking-newer = Lisez d’abord ce qui vient de s’ajouter aux échanges, puis envoyez votre message s’il convient encore
talking-over = Votre message n’a pas été envoyé{"\u00a0"}: cette demande est terminée. Pour toute question, contactez le service
talking-unsent = Ce que vous aviez écrit
talking-next = Votre réponse
talking-awaited = Le service attend votre réponse
talking-awaited-you = Ouvrez votre demande depuis votre compte ou depuis le courriel reçu{"\u00a0"}: vous y verrez ce qui est attendu ({ $service }).
talking-event-question = Question du service
talking-event-reply = Message du service
talking-event-answered = Réponse envoyée au service
talking-event-wrote = Message envoyé au service

# The same for agents.
talking-title-agent = Échanges avec l’usager
talking-citizen = L’usager
talking-service = Un agent du service
talking-none-agent = Rien n’a encore été écrit. Ce que vous envoyez part au nom du service, sans votre nom.
talking-question-open = question sans réponse
talking-agent-label = Écrire à l’usager
talking-agent-hint = L’usager le lit tel quel, dans son compte et par courriel. Une question arrête le délai jusqu’à sa réponse{"\u202f"}; un message ne l’arrête pas.
talking-agent-hint-pending = L’usager le lit tel quel, dans son compte et par courriel. Pour poser une question qui arrête le délai, prenez d’abord la demande en charge.
talking-ask = Poser cette question
talking-tell = Envoyer sans attendre de réponse
talking-asked = La question est posée. L’usager en est informé et le délai attend sa réponse.
talking-told = Le message est envoyé. L’usager en est informé.
talking-read-by-citizen = lu par l’usager le { $date }
talking-unread-by-citizen = pas encore lu par l’usager
talking-received = message reçu
talking-event-agent-answered = Réponse de l’usager
talking-event-agent-wrote = Message de l’usager

# Notes of agents.
notes-title = Notes internes
notes-why = Entre agents du service{"\u00a0"}: l’usager ne les voit pas sur ses pages. La loi lui permet d’en demander une copie{"\u00a0"}: n’écrivez que ce qui est utile au dossier.
notes-label = Ajouter une note
notes-add = Ajouter la note
notes-kept = La note est ajoutée.
notes-event = Note interne ajoutée
notes-command-none = La demande { $number } n’a pas de note interne.

# The history in full.
history-intact = { $count ->
    [one] Historique intact{"\u00a0"}: une action vérifiée.
   *[other] Historique intact{"\u00a0"}: { $count } actions vérifiées.
  }
history-broken = L’historique a été modifié
history-broken-body = Une action au moins a été changée ou retirée hors du portail. Ne vous fiez pas au détail des actions et prévenez tout de suite l’administrateur du portail.
history-citizen = l’usager
history-portal = le portail
history-places = { $count ->
    [one] un point
   *[other] { $count } points
  }
history-unverified = { $count ->
    [one] un document non accepté
   *[other] { $count } documents non acceptés
  }
history-codes = Codes et empreintes
history-codes-why = Chaque empreinte tient compte de la précédente{"\u00a0"}: rien ne peut être changé sans que cela se voie. Les textes n’y figurent que par leur empreinte.
history-column-number = N°
history-column-kind = Action
history-column-codes = Codes
history-column-hash = Empreinte
