# The questions of guichet new, and the texts of the first definition.

## Questions

new-intro = A new procedure in a few questions. Enter accepts the answer in brackets.
new-ask-title = Title of the procedure, in French
new-ask-title-en = Title in English
new-ask-languages = Languages of the texts: fr, or fr,en
new-ask-id = Identifier, which will never change (name of the file, address of the page)
new-ask-category = Category
new-ask-service = Service that handles the requests
new-ask-online = Requests are made online (if not, an information page)
new-ask-access = Who may ask
new-access-open = everyone, without an account
new-access-account = people who have an account
new-access-verified = people whose identity is verified
new-ask-household = The request is about a member of the household
new-ask-documents = Documents to bring, separated by commas (type list to see them, nothing for none)
new-yes = yes
new-no = no
new-choose = Your choice

## Answers that are refused

new-title-empty = Enter a title with at least one letter.
new-title-long = This title is too long: 200 characters at most.
new-title-characters = A title holds no braces, angle brackets or square brackets.
new-languages-wrong = Write fr, or fr,en.
new-id-wrong = An identifier is written in lower case without accents, digits and hyphens, such as acte-naissance; 80 characters at most.
new-slug-wrong = Write an identifier in lower case, digits and hyphens, such as etat-civil.
new-choice-wrong = Give a number or an identifier of the list.
new-yes-no-wrong = Answer yes or no.
new-kind-unknown = { $kind } is no known kind of document. { $close ->
        [none] The answer list gives them all.
       *[other] Did you mean { $close }?
    }
new-kind-twice = { $kind } is named twice.
new-missing = With --no-input, give { $option } too.
new-file-exists = { $file } exists already. Give another identifier, or --force to replace it.
new-id-taken = The procedure { $id } exists already in { $file }. Give another identifier.
new-not-file-name = The file must be named { $file }, as the identifier is.
new-no-answer = There is no more answer to read. Give the options, or call the command in a terminal.
new-done =
    { $file } is written.
    Read it again, then: guichet check { $file }, guichet test { $file }

## First definition

draft-purpose = Handle the request and answer it
draft-purpose-information = Inform the public; no data is asked for
draft-step-demande = Your request
draft-step-personne = The person concerned
draft-step-demandeur = You
draft-step-pieces = Documents
draft-step-envoi = Check and send
draft-request = What are you asking for?
draft-request-hint = Say in a few sentences what you need.
draft-person = The person concerned
draft-section-title = How to proceed
draft-section-body = Ask the service: it will tell you which documents to bring and how long an answer takes.
draft-test-complete = everything is answered
draft-test-empty = nothing is answered
