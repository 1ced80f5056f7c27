# The queue.
backoffice-queue = Requests to handle
backoffice-procedure = Procedure
backoffice-all-procedures = All
backoffice-status = Status
backoffice-all-statuses = All
backoffice-filter = Filter
backoffice-due = Due
backoffice-request = Request
backoffice-applicant = Applicant
backoffice-submitted = Sent
backoffice-agent = Agent
backoffice-nobody = Nobody yet
backoffice-empty = No request to handle.
backoffice-first-page = Start of the list
backoffice-next-page = Next
backoffice-due-none = none
backoffice-due-late = { $count ->
    [one] one day late
   *[other] { $count } days late
  }
backoffice-due-today = today
backoffice-due-in = { $count ->
    [one] tomorrow
   *[other] in { $count } days
  }

# One request.
backoffice-case = Case
backoffice-decided = finished
backoffice-answers = What is asked for
backoffice-history = All actions
backoffice-take = Take up
backoffice-take-title = Take the request up
backoffice-take-body = The citizen is told, and can no longer change or cancel the request.
backoffice-taken = You have taken this request up.
backoffice-close = Close the request
backoffice-close-title = Close the request
backoffice-close-body = The request is granted. The citizen is told.
backoffice-closed = The request is closed.
backoffice-refuse = Refuse the request
backoffice-refuse-title = Refuse the request
backoffice-refused = The request is refused.
backoffice-reason = Reason of the refusal
backoffice-reason-hint = The citizen reads it as it is. Say why, and what can be done.
backoffice-reason-missing = Enter the reason of the refusal
backoffice-reason-long = Shorten the reason: { $limit } characters at most
backoffice-event-taken = Taken up
backoffice-event-cancelled = Request cancelled by the citizen
backoffice-event-read = Request read
backoffice-event-read-file = Document read
backoffice-conflict-title = This request has just changed
backoffice-conflict-body = Somebody acted before you. What you did has not been done. See where the request stands.
backoffice-conflict-typed = What you had typed
backoffice-conflict-back = See the request
backoffice-channel-email = Prefers an e-mail
backoffice-channel-phone = Prefers a call
backoffice-channel-post = Prefers a letter
