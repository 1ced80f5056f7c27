# Words of the forms.
yes = Yes
no = No
required = required
required-note = Fields marked with an asterisk (*) are required.
more = Find out more
choose = Choose…
optional-none = None of these
not-given = Not given
update = Update
update-hint = Once you have answered, update the page: new questions may appear.
updated = The page has changed: other questions now concern you.
update-failed = The page could not be updated. Your answers are still there, you can go on.
error = Error:
caution = Note:
moment = { $day } at { $time }
locked = This information cannot be changed here.

origin-profile = from your profile
origin-member = from your household
origin-franceconnect = provided by FranceConnect
origin-request = from your last request
origin-library = from your document library, verified and valid

sample = For example { $sample }
sample-birth = 27 3 1985
# A day of the next month.
sample-date = 27 { $month } { $year }
sample-email = ana@example.fr
sample-phone = 06{"\u00a0"}12{"\u00a0"}34{"\u00a0"}56{"\u00a0"}78
limit-length = { $limit } characters at most.
limit-between = From { $least } to { $most }.
limit-most = { $most } at most.
limit-least = { $least } at least.
limit-choices = { $most } answers at most.
limit-rows = { $most } at most.
limit-files = { $most ->
    [one] One file
   *[other] { $most } files at most, each
  } of { $size } at most: { $kinds }.

date-day = Day
date-month = Month
date-year = Year

repeat-add = Add
repeat-row = { $title } no. { $number }
repeat-remove = Remove

file-choose = Choose a file
file-add = Add a file
file-here = Files already attached
file-kind = Which document are you attaching?
file-kind-given = Kind of document
file-remove = Remove
file-issued = Date of the document
file-expires = Expiry date
file-dated-for = { $label } (for: { $papers })
file-issued-on = dated { $date }
file-valid-until = valid until { $date }
file-too-large = “{"{name}"}” is larger than { $size }. Choose a smaller file.
file-wrong-kind = “{"{name}"}” is not of an accepted type. Choose one of these: { $kinds }.

size-mega = { $count }{"\u00a0"}MB
size-kilo = { $count }{"\u00a0"}kB
size-bytes = { $count }{"\u00a0"}bytes

duration-y = { $count ->
    [one] 1 year
   *[other] { $count } years
  }
duration-m = { $count ->
    [one] 1 month
   *[other] { $count } months
  }
duration-w = { $count ->
    [one] 1 week
   *[other] { $count } weeks
  }
duration-d = { $count ->
    [one] 1 day
   *[other] { $count } days
  }

documents-title = Documents to have ready
documents-or = One of these documents:
documents-maybe = depending on your answers
documents-age = less than { $age } old
documents-valid = still valid
plain-pair = { $title }: { $text }
links-title = Useful links

# The summary of what to mend.
summary-title = { $count ->
    [one] One answer needs your attention
   *[other] { $count } answers need your attention
  }
summary-row = { $row } – { $text }

# Problems: each says what to do next. $title is the field, $limit what is allowed.
problem-required = { $asks ->
    [question] Answer the question “{ $title }”
    [order] Answer “{ $title }”
   *[name] { $verb ->
        [date] Enter the date “{ $title }”
        [choose] Choose an answer for “{ $title }”
        [tick] Tick the box “{ $title }”
        [join] Attach a file for “{ $title }”
        [add] Add at least one entry to “{ $title }”
       *[fill] Enter “{ $title }”
      }
  }
problem-type = { $kind ->
    [money] Enter “{ $title }” as an amount in euros, for example 12.50
    [integer] Enter “{ $title }” as a whole number, for example 12
    [number] Enter “{ $title }” as a number, for example 12.5
   *[other] Enter “{ $title }” again
  }
problem-oneOf = Choose one of the answers offered for “{ $title }”
problem-const = Choose another answer for “{ $title }”: this one does not go with your other answers
problem-minLength = { $count ->
    [one] Enter “{ $title }”
   *[other] Write at least { $limit } characters for “{ $title }”
  }
problem-maxLength = Shorten “{ $title }”: { $limit } characters at most
problem-minimum = Enter at least { $limit } for “{ $title }”
problem-maximum = Enter { $limit } at most for “{ $title }”
problem-multipleOf = Enter a multiple of { $limit } for “{ $title }”
problem-minItems = { $kind ->
    [file] { $count ->
        [one] Attach a file for “{ $title }”
       *[other] Attach at least { $limit } files for “{ $title }”
      }
    [choices] { $count ->
        [one] Choose at least one answer for “{ $title }”
       *[other] Choose at least { $limit } answers for “{ $title }”
      }
   *[other] { $count ->
        [one] Fill in at least one entry of “{ $title }”
       *[other] Fill in at least { $limit } entries of “{ $title }”
      }
  }
problem-maxItems = { $kind ->
    [file] { $count ->
        [one] Keep only one file for “{ $title }”
       *[other] Keep { $limit } files at most for “{ $title }”
      }
    [choices] { $count ->
        [one] Keep only one answer for “{ $title }”
       *[other] Keep { $limit } answers at most for “{ $title }”
      }
   *[other] { $count ->
        [one] Keep only one entry in “{ $title }”
       *[other] Keep { $limit } entries at most in “{ $title }”
      }
  }
problem-uniqueItems = Remove the answer given twice in “{ $title }”
problem-contains = Complete “{ $title }”: an expected answer is missing
problem-pattern = Write “{ $title }” in the form asked for
problem-pattern-sample = Write “{ $title }” as in the example: { $sample }
problem-format-date = Enter a date of the calendar for “{ $title }”, for example { $sample }
problem-format-email = Enter a full e-mail address, for example ana@example.fr
problem-format-phone-fr = Enter a telephone number of 10 digits, for example 06{"\u00a0"}12{"\u00a0"}34{"\u00a0"}56{"\u00a0"}78
problem-format-postcode-fr = Enter a postcode of 5 digits, for example 78000
problem-format-time-local = Enter a time for “{ $title }”, for example 14:30
problem-format-datetime-local = Enter a day and a time for “{ $title }”
problem-format-iban = Copy the IBAN as it stands on the statement, for example FR76 followed by 23 digits or letters
problem-format-siret = Copy the 14 digits of the SIRET number
problem-format-siren = Copy the 9 digits of the SIREN number
problem-format-nir = Copy the 15 digits of the social security number
problem-format-plate-fr = Copy the number plate, for example AB-123-CD
problem-format-rna = Copy the RNA number: W followed by 9 digits
problem-as = Choose which document you are attaching for “{ $title }”
problem-issued = Enter the date of the document attached for “{ $title }”
problem-expires = Enter the expiry date of the document attached for “{ $title }”
problem-maxAge = Attach for “{ $title }” a document less than { $limit } old
problem-maxAge-plain = Attach a more recent document for “{ $title }”
problem-notExpired = Attach a document that is still valid for “{ $title }”
problem-fileSize = Choose a smaller file for “{ $title }”: { $limit } at most
problem-fileType = Choose a file of an accepted type for “{ $title }”: doc, pdf, rtf, odt, gif, jpg, png or tif
problem-fileContent = Choose another file for “{ $title }”: what this one holds does not match its name
problem-fileEmpty = Choose another file for “{ $title }”: this one is empty
problem-fileName = Rename the file of “{ $title }” and attach it again: a short name, with its extension
problem-fileCount = Keep fewer files for “{ $title }”: { $limit } at most
problem-other = Check “{ $title }”
problem-elsewhere = Check the answers of the previous steps
