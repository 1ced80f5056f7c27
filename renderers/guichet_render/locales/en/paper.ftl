# Words of the printed documents.
paper-question = Question
paper-answer = Answer
paper-fact = Item
paper-detail = Detail
paper-page = page
paper-required = required
paper-document = Document
paper-file-head = File
paper-day = day
paper-month = month
paper-year = year
paper-hour = hours
paper-minute = minutes
paper-missing = Some characters could not be printed: the sign � stands in their place. Your request itself has kept them.

paper-receipt = Receipt for your request
paper-copy = Copy of your request
paper-rest = This copy stops here for want of room. The whole request can be read on the portal.
paper-definition = Form
paper-version = { $id }, version { $version }
paper-fact-number = Number
paper-fact-filed = Received on
paper-fact-about = Subject
paper-fact-applicant = Applicant
paper-fact-service = Department
paper-next = What happens next
paper-next-take = { $service } takes your request up and writes to you at each step.
paper-promise-due = You will receive an answer within { $delay }, by { $date } at the latest.
paper-promise-none = You will receive an answer as soon as your request has been examined.
paper-documents = Enclosed documents
paper-documents-none = No document was enclosed.
paper-file = { $name } ({ $meta })
paper-follow = Follow your request
paper-follow-number = Keep this number: { $number }. It lets you follow the request from the home page, without signing in.
paper-follow-address = The request is at this address:
paper-contact = Contact us
paper-about = Request { $number }
paper-letter-sign = For the town, { $service }

paper-form-step = Step { $number } – { $title }
paper-form-how = Write in ink, in capitals, and tick the boxes that apply to you.
paper-form-stars = Answers marked with an asterisk (*) are required.
paper-form-if = Fill this in only if { $when }:
paper-form-if-read = Read this if { $when }:
paper-form-required-if = Required if { $when }.
paper-form-stop = Stop here if { $when }.
paper-form-more-rows = If you need more room, continue on a sheet and enclose it.
paper-form-documents = Documents to enclose
paper-form-documents-hint = Enclose copies unless the original is asked for. Tick what you enclose.
paper-form-send = Where to send or bring this form
paper-form-privacy = Your personal data
paper-form-sign = Date and signature
paper-form-sign-place = Place
paper-form-sign-date = Date
paper-form-sign-name = Name of the person who signs
paper-form-sign-signature = Signature
paper-form-code = Form { $id }, version { $version }
paper-form-code-alt = Code to scan: address of the procedure online, form { $id }, version { $version }
paper-tick = Yes
paper-tick-one = Tick one box only.
paper-tick-many = Tick every box that applies.
paper-join = Enclose this document:
paper-join-one-of = Enclose one of these documents:
paper-joined = Document enclosed

paper-quoted = “{ $text }”
paper-if-and = { " and " }
paper-if-or = { " or " }
paper-if-other = your other answers call for it
paper-if-answered = { $holds ->
    [yes] you answered { $answer } to “{ $title }”
   *[no] you did not answer { $answer } to “{ $title }”
  }
paper-if-ticked-of = { $holds ->
    [yes] you ticked { $answer } for “{ $title }”
   *[no] you did not tick { $answer } for “{ $title }”
  }
paper-if-ticked = { $holds ->
    [yes] you ticked “{ $title }”
   *[no] you did not tick “{ $title }”
  }
paper-if-given = { $holds ->
    [yes] you filled in “{ $title }”
   *[no] you did not fill in “{ $title }”
  }
paper-if-least = { $holds ->
    [yes] “{ $title }” is { $limit } or more
   *[no] “{ $title }” is less than { $limit }
  }
paper-if-above = { $holds ->
    [yes] “{ $title }” is more than { $limit }
   *[no] “{ $title }” is { $limit } or less
  }
paper-if-most = { $holds ->
    [yes] “{ $title }” is { $limit } or less
   *[no] “{ $title }” is more than { $limit }
  }
paper-if-below = { $holds ->
    [yes] “{ $title }” is less than { $limit }
   *[no] “{ $title }” is { $limit } or more
  }
paper-if-case = { $holds ->
    [yes] this is your case: “{ $title }”
   *[no] this is not your case: “{ $title }”
  }
paper-if-case-of = { $holds ->
    [yes] “{ $title }” is { $answer }
   *[no] “{ $title }” is not { $answer }
  }
paper-if-case-other = { $holds ->
    [yes] your situation calls for it (“{ $title }”)
   *[no] your situation does not rule it out (“{ $title }”)
  }
paper-if-other-one = { $holds ->
    [yes] your answer to “{ $title }” calls for it
   *[no] your answer to “{ $title }” does not rule it out
  }
