# What the law makes of a delay that ran out without an answer.
silence-accepted = Your request is granted
silence-accepted-body = The city did not answer it by { $date }. For this procedure, its silence is acceptance.
silence-accepted-proof = You may ask the service for a certificate of this acceptance ({ $service }).
silence-refused = Your request is refused, for want of an answer
silence-refused-body = The city did not answer it by { $date }. For this procedure, its silence is refusal.
silence-refused-proof = You may ask the service for the reasons of this refusal within two months ({ $service }), or make a new request.
silence-event-accepted = Request granted, the city not having answered in time
silence-event-refused = Request refused, the city not having answered in time
silence-event-failed = Request impossible to deal with, for a technical problem
silence-queue = { $count ->
    [one] Silence will decide one request within 7 days
   *[other] Silence will decide { $count } requests within 7 days
  }
silence-queue-colon = :
silence-queue-accept = granted without an answer by { $date }
silence-queue-refuse = refused without an answer by { $date }
silence-queue-more = The others follow in the list, which is sorted by due day.
silence-soon-accept = Without a decision by { $date }, this request will be granted
silence-soon-refuse = Without a decision by { $date }, this request will be refused
silence-soon-body = For this procedure, the city’s silence is a decision. Decide before, or ask the citizen a question if you lack an answer: the delay waits for it.
silence-case = Without an answer
silence-means-accept = silence is acceptance
silence-means-refuse = silence is refusal
silence-case-accepted = Granted by silence
silence-case-refused = Refused by silence
silence-case-body = No decision was taken by { $date }. The citizen is told, and may ask for a certificate or for the reasons.
silence-command-done = Request { $number } is refused. Its author is told.
silence-command-unknown = No request has the number { $number }.
silence-command-over = Request { $number } is not in progress: nothing was done.
silence-command-reason = Give a reason that the citizen can read, { $limit } characters at most.
