# The preview of one definition, for whoever writes it.
preview-label = Preview
preview-of = Preview of { $name }
preview-renewed = The preview shows the file that has just been saved.
preview-version = version { $version }
preview-saved = saved on { $moment }
preview-clean = No finding: the file can be published.
preview-count = { $errors ->
    [0] No error
    [one] One error
   *[other] { $errors } errors
  }, { $warnings ->
    [0] no warning.
    [one] one warning.
   *[other] { $warnings } warnings.
  }
preview-broken = The file cannot be read as it is saved.
preview-still = The preview still shows the last version that could be read, that of { $moment }. Mend the file and save it: the new one will take its place.
preview-nothing = There is nothing to show yet. Mend what follows and save the file: the preview will appear.
preview-fault-title = This page cannot be shown
preview-fault = The file can be read, but what it describes cannot be shown as a whole. Mend the findings and save it.
preview-findings = Findings
preview-information = { $count ->
    [one] One piece of information
   *[other] { $count } pieces of information
  }
preview-severity-error = Error
preview-severity-warning = Warning
preview-severity-information = Information
preview-line = line { $line }

preview-citizen = The citizen
preview-procedure = The page of the procedure
preview-start = Make the request, from the start to the acknowledgement
preview-closed = A citizen cannot make this request today:
preview-no-form = This procedure has no form: it informs.
preview-ready = With ready answers
preview-ready-hint = Choose answers: all that follows shows them. What you type in a step is kept as long as the file asks for it.
preview-answers = Answers
preview-made-up = Made up
preview-answers-fullest = Everything that can be answered
preview-answers-smallest = Only what is required
preview-answers-chance-1 = By chance, a first time
preview-answers-chance-2 = By chance, a second time
preview-tests = Tests of the procedure (x-tests)
preview-show = Show these answers
preview-none = No answers of this kind were found. Choose others.
preview-test-passes = This test passes.
preview-test-fails = This test fails: the findings say why.
preview-test-day = It happens on { $day }; the steps below are judged on today’s date.
preview-exit = These answers lead to the stop “{ $title }”.
preview-wrong = { $count ->
    [one] One of these answers is to be corrected: the request cannot be sent.
   *[other] { $count } of these answers are to be corrected: the request cannot be sent.
  }
preview-steps = Step by step
preview-step = Step
preview-empty = Empty
preview-errors = With its errors
preview-filled = Filled in
preview-not-shown = does not show with these answers
preview-review = Review
preview-receipt = The confirmation
preview-request = The page that follows the request
preview-not-sent = With these answers the request cannot be sent.
preview-agent = The agent
preview-agent-request = The request as the agent reads it
preview-agent-queue = The queue of requests
preview-paper = The paper (PDF)
preview-paper-form = The form to print
preview-paper-receipt = The receipt
preview-paper-copy = The copy of the request
preview-paper-decision = Decision: { $title }
preview-mails = The e-mails
preview-mailbox = The e-mails of the requests you have sent yourself
preview-mail-acknowledgement = Acknowledgement
preview-mail-taken = Taken up
preview-mail-question = Question of the agent
preview-mail-reply = Message from the agent
preview-mail-documentAccepted = Document accepted
preview-mail-documentRefused = Document refused
preview-mail-documentInfected = A document contains a virus
preview-mail-correction = Corrections asked for
preview-mail-corrected = Corrections received
preview-mail-edited = Request changed
preview-mail-returned = Request waiting again
preview-mail-closed = Request closed
preview-mail-refused = Request refused
preview-mail-silenceAccepted = Request granted by silence
preview-mail-silenceRefused = Request refused by silence
preview-mail-failed = Refusal for a technical problem
preview-mail-cancelled = Request cancelled
preview-mail-draftEnding = Draft about to be deleted
preview-mail-from = From
preview-mail-attached = Attached
preview-reason = (Here, what the agent writes to the person.)

# In the terminal.
preview-serving = Preview of { $name }: { $address }
preview-stop = Ctrl-C stops it and deletes its data.
preview-port = Port { $port } cannot be used ({ $reason }): give another one with --port, or 0 for any.
preview-city = { $file } cannot be read: mend it first, every page shows the city.
