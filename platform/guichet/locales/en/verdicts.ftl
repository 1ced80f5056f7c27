# The documents of a request, and what an agent says of them.
verdicts-check = Check
verdicts-see = See
verdicts-none = Attachment, not checked
verdicts-back = Back to the request
verdicts-accepted = Document accepted. The citizen is told.
verdicts-accepted-identity = Document accepted and identity verified. The citizen is told.
verdicts-refused = Document refused. The citizen is told.
verdicts-lost = Try again in a moment: the document could not be copied into the library, nothing was saved.
verdicts-holder-unknown = Somebody whom the account does not know
verdicts-identity = Accepting it verifies the identity
verdicts-identity-why = Compare the name and the birth date on the document with those of the account. If they differ, refuse it and say why.
verdicts-identity-born = Date of birth: { $date }
verdicts-identity-changed = Compare with the document again: the citizen has changed the name or the birth date since this page was opened
verdicts-verified = Identity verified on { $date }
verdicts-until-hint = Worked out from the dates that the citizen typed. Correct it if the document bears another date.
verdicts-until-unknown = Read it on the document. Without a date the document is accepted for this request only.
verdicts-apart-account = The document is accepted for this request only: it was made without an account.
verdicts-apart-kind = The document is accepted for this request only: its type is not in the city’s register.
verdicts-apart-holder = The document is accepted for this request only: it belongs to nobody whom the account knows.
verdicts-apart-several = The document is accepted for this request only: it comes in several files.
verdicts-apart-opposed = The document is accepted for this request only: the citizen does not want documents to be reused.
verdicts-take-first = Take the request up to check this document.
verdicts-over = The request is finished: this document can no longer be checked.
verdicts-left = { $count ->
    [one] One document is not accepted. Check it before closing, or confirm.
   *[other] { $count } documents are not accepted. Check them before closing, or confirm.
  }
verdicts-close-anyway = Close without having accepted all documents
verdicts-close-unverified = { $count ->
    [one] Check the document that is not accepted, or confirm that you close without it
   *[other] Check the { $count } documents that are not accepted, or confirm that you close without them
  }
verdicts-event-accepted = Document accepted
verdicts-event-refused = Document refused
