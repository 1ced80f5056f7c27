# What a citizen and the service say to each other about a request.
talking-title = Messages with the service
talking-you = You
talking-question = question
talking-todo = Your answer is needed
talking-answer = Answer
talking-row-answer = Answer
talking-answer-label = Your answer
talking-answer-send = Send my answer
talking-write-label = Write to the service
talking-send = Send my message
talking-hint = { $limit } characters at most. To send a document, wait until the service asks for it: a form will open here.
talking-read-by-service = read by the service on { $date }
talking-unread-by-service = not read by the service yet
talking-sent = Your message is sent to the service.
talking-missing = Write your message
talking-long = Shorten your message: { $limit } characters at most
talking-newer = First read what has just been added to the messages, then send yours if it still fits
talking-over = Your message was not sent: this request is completed. If you have any question, contact the service
talking-unsent = What you had written
talking-next = Your answer
talking-awaited = The service waits for your answer
talking-awaited-you = Open your request from your account or from the e-mail that you received: it tells you what is awaited ({ $service }).
talking-event-question = Question from the service
talking-event-reply = Message from the service
talking-event-answered = Answer sent to the service
talking-event-wrote = Message sent to the service

# The same for agents.
talking-title-agent = Messages with the citizen
talking-citizen = The citizen
talking-service = An agent of the service
talking-none-agent = Nothing has been written yet. What you send goes in the name of the service, without yours.
talking-question-open = question without an answer
talking-agent-label = Write to the citizen
talking-agent-hint = The citizen reads it as it is, in the account and by e-mail. A question stops the delay until it is answered; a message does not.
talking-agent-hint-pending = The citizen reads it as it is, in the account and by e-mail. To ask a question that stops the delay, take the request up first.
talking-ask = Ask this question
talking-tell = Send without waiting for an answer
talking-asked = The question is asked. The citizen is told, and the delay waits for the answer.
talking-told = The message is sent. The citizen is told.
talking-read-by-citizen = read by the citizen on { $date }
talking-unread-by-citizen = not read by the citizen yet
talking-received = message received
talking-event-agent-answered = Answer from the citizen
talking-event-agent-wrote = Message from the citizen

# Notes of agents.
notes-title = Internal notes
notes-why = Between agents of the service: the citizen does not see them on any page. The law lets citizens ask for a copy: write only what serves the case.
notes-label = Add a note
notes-add = Add the note
notes-kept = The note is added.
notes-event = Internal note added
notes-command-none = Request { $number } has no internal note.

# The history in full.
history-intact = { $count ->
    [one] History intact: one action verified.
   *[other] History intact: { $count } actions verified.
  }
history-broken = The history was tampered with
history-broken-body = At least one action was changed or taken away outside the portal. Do not rely on the history, and tell the administrator of the portal at once.
history-citizen = the citizen
history-portal = the portal
history-places = { $count ->
    [one] one place
   *[other] { $count } places
  }
history-unverified = { $count ->
    [one] one document not accepted
   *[other] { $count } documents not accepted
  }
history-codes = Codes and hashes
history-codes-why = Each hash takes the one before into account: nothing can be changed without being seen. Texts stand here by their hash only.
history-column-number = No.
history-column-kind = Action
history-column-codes = Codes
history-column-hash = Hash
