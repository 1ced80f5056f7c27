# Begin, resume.
requests-start = Make the request
requests-begin-title = Your request
requests-begin = Begin
requests-begin-body = Your answers are saved at each step. You can stop and resume later.
requests-account-title = An account is needed
requests-account-body = Sign in to make this request. Your answers will be saved and you will follow your request from your account.
requests-resume = Resume
requests-resume-title = You have already begun this request
requests-resume-body = Your draft was saved on { $moment }. Resume it where you left off.
requests-anew = Begin a new request
requests-anew-body = Your draft stays in “My requests”.
requests-back-procedure = Back to the presentation of the procedure
requests-unstartable = This procedure cannot be begun
requests-unsendable = Your request has not been sent
requests-refused-closed = This procedure is no longer open online. Contact the service.
requests-refused-early = This procedure is not open yet. Come back on the date given on its page.
requests-refused-over = The period of this procedure is over. Contact the service.
requests-refused-verified = This procedure asks for a verified identity. Add your identity document to your document library: once the city has accepted it, come back to this procedure.
requests-refused-verified-add = Add my identity document
requests-refused-verified-link = This procedure asks for a verified identity. Link FranceConnect to your account, then come back to this procedure. Or add your identity document to your document library, and come back once the city has accepted it.
requests-refused-verified-go = Link FranceConnect to my account
requests-refused-verified-unsaved = Nothing is saved: this procedure asks for a verified identity. Link FranceConnect to your account in “My profile”, then save again.
requests-unsavable = Nothing can be saved at the moment
requests-refused-limit = You already have a request in progress for this procedure. Wait for the answer of the town hall before sending another.

# The steps.
requests-error = Error:
requests-saved-at = Saved on { $moment }
requests-next = Next step
requests-previous = Previous step
requests-save = Save and leave
requests-abandon = Abandon the request
requests-saved = Your draft is saved. Resume it whenever you like.
requests-pieces = Your documents
requests-preflight = Are your documents ready?
requests-preflight-all = { $total ->
    [one] The document asked for is already in your library and valid: you have nothing to attach.
   *[other] The { $total } documents asked for are already in your library and valid: you have nothing to attach.
}
requests-preflight-some = { $ready ->
    [one] { $ready } document out of { $total } is already valid in your library; still missing:
   *[other] { $ready } documents out of { $total } are already valid in your library; still missing:
}
requests-preflight-none = { $total ->
    [one] One document will be asked for; your library has no valid one yet:
   *[other] { $total } documents will be asked for; your library has no valid one yet:
}
requests-preflight-pending = It is in your library and waits to be verified.
requests-preflight-refused = The one in your library was refused: replace it.
requests-preflight-expired = The one in your library can no longer be used here: replace it.
requests-preflight-more = Depending on your answers, other documents may be asked for.
requests-preflight-library = Open my library of documents
requests-piece-given = already given
requests-piece-asked = to be added at step { $step }
requests-help = Need help?
requests-hours = Opening hours:
requests-notice-undeclared = A piece of information unknown to this form was ignored.
requests-notice-pruned = These answers are no longer asked for and were removed: { $fields }.
requests-notice-lost = Your file could not be saved. Your other answers are. Add it again in a moment.
requests-conflict-title = This draft was changed in another window
requests-conflict-files = Choose again the files that you wanted to add.
requests-exit-kept = Your draft is kept.
requests-exit-back = Change my answers
requests-exit-home = See all procedures

# Check and send.
requests-review = Check and send
requests-review-intro = Read your answers again. You can change each step before sending.
requests-review-conflict-title = Your request has changed since this page was shown
requests-review-conflict-body = It has not been sent. Read your answers again, then send it.
requests-submit = Send my request
requests-receipt = Your request is sent
requests-receipt-number = Your tracking number:
requests-receipt-keep = Write it down: with this number you follow your request without signing in.
requests-receipt-next = What happens now?
requests-receipt-mail = An acknowledgement is sent to { $email } and to your messages.
requests-receipt-take = An agent takes your request up ({ $service }). You will be told.
requests-receipt-delay = The town hall answers within { $delay }, on { $date } at the latest.
requests-receipt-answer = The town hall answers by e-mail and in your messages.
requests-follow = Follow my request
requests-sent-title = This request is already sent
requests-sent-body = It can no longer be changed here: what you have just typed was not taken into account.

# Abandon, cancel.
requests-abandon-title = Abandon this request?
requests-abandon-body = Your answers and files will be erased. You will not be able to get them back.
requests-abandon-confirm = Yes, erase everything
requests-abandon-back = No, resume the request
requests-abandoned = The draft “{ $title }” is erased.
requests-cancel = Cancel my request
requests-cancel-title = Cancel this request?
requests-cancel-body = The town hall will not handle it. You will be able to send another.
requests-cancel-confirm = Yes, cancel my request
requests-cancel-back = No, keep it
requests-cancel-late-title = This request can no longer be cancelled
requests-cancel-late-body = Its status has just changed. If you no longer need it, tell the service.
requests-cancelled = Your request is cancelled.

# «Mes demandes» and one request.
requests-title = My requests
requests-new = New request
requests-group-open = In progress
requests-group-done = Done
requests-none-open = You have no request in progress.
requests-none-done = You have no finished request yet.
requests-column-open = See the request
requests-column-request = Request
requests-column-status = Status
requests-column-date = Date
requests-column-history = All actions
requests-open-of = See the request { $title }, number { $number }
requests-resume-of = Resume the draft { $title }
requests-history-of = All actions on the request { $title }, number { $number }
requests-delete = Delete
requests-delete-of = Delete the draft { $title }
requests-saved-on = saved on { $date }
requests-sent-on = sent on { $date }
requests-number = no. { $number }
requests-reason = Reason of the refusal
requests-awaited = Nothing is awaited from you
requests-awaited-city = The town hall is looking after the request ({ $service }). You will be told of every step.
requests-where = Where does the request stand?
requests-asked = What you asked for
requests-documents = Documents
requests-documents-none = No document added.
requests-erased = Answers and documents erased
requests-erased-body = The answers and documents of this request were erased on { $date }, at the end of the time they are kept.
requests-history = All actions
requests-history-none = No action yet.
requests-event-submitted = Request sent
requests-event-taken = Taken up: { $service }
requests-event-closed = Request completed
requests-event-refused = Request refused
requests-event-cancelled = Request cancelled
requests-event-read = Request read by an agent: { $service }
requests-event-read-file = Document read by an agent: { $service }
requests-next-take = Taken up: { $service }
requests-next-answer = Answer of the town hall
requests-next-answer-due = on { $date } at the latest
requests-next-answer-late = the promised time is over, contact the service if need be

# Tracking by number.
requests-tracking = Track a request
requests-tracking-label = Tracking number
requests-tracking-hint = It is in your acknowledgement, for example ACN-7KQ4-M2XP-9W3T-C8ZR-5.
requests-tracking-go = Track
requests-tracking-form = Enter the whole number, as it stands in your acknowledgement.
requests-tracking-check = Check the number: one character does not fit.
requests-tracking-unknown = No request has this number. Check it in your acknowledgement.
requests-tracking-other = Track another request
requests-tracking-reason = The reason is in your account and in the e-mail that you received.
