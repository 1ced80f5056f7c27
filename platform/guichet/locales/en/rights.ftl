rights-own = My data
rights-copy = Download my data
rights-copy-name = my-data-{ $date }.zip
rights-copy-why = You receive a copy of everything that this portal keeps about you, to store or to give to another organisation.
rights-copy-holds = What the copy holds
rights-copy-holds-account = your account, what you agreed to and your signed-in devices;
rights-copy-holds-profile = your personal information, your household, and what your requests changed there;
rights-copy-holds-requests = your requests: answers, history, messages, and a version of each to print;
rights-copy-holds-documents = your documents, as you sent them;
rights-copy-holds-readings = the list of who read your data.
rights-copy-form = It is a ZIP file. Open it, then open the file “index.html” inside. The data are there in JSON too, which programs read.
rights-copy-mail = An e-mail sent to { $email } confirms the download.
rights-copy-go = Download the copy
rights-recent = For your safety, the download is only possible within ten minutes of signing in.
rights-not-recent = Sign out, sign in again, then come back to this page
rights-readings = Who read my data
rights-readings-why = Each time an agent opens one of your requests or documents, the date and the service are noted here.
rights-readings-what = What was read
rights-readings-service = Service
rights-readings-when = Date
rights-readings-request = Your answers
rights-readings-document = Document { $name }
rights-readings-document-gone = A document erased since
rights-readings-none = No agent has read your data yet.
rights-consents = What I agreed to
rights-consents-terms = You accepted them on { $moment }.
rights-consents-terms-none = The town opened your account: you did not have to accept them.
rights-consents-use = Use of your information
rights-consents-reused = Your information fills in your new requests.
rights-consents-not-reused = Your information does not fill in your new requests: you objected to it.
rights-consents-fed = What you write in a request can update your information; the page where you check your request shows each change before it is sent.
rights-consents-not-fed = What you write in a request does not change your information: you objected to it.
rights-consents-cookies = Cookies
rights-consents-cookies-body = This portal sets necessary cookies only: you are asked for no consent.
rights-consents-cookies-read = See the cookies of this portal
rights-delete = Delete my account
rights-delete-why = The deletion is immediate and final. Before you go on, you can take a copy with you:
rights-delete-goes = What is erased
rights-delete-goes-account = your account, your identifier and your signed-in devices;
rights-delete-goes-profile = your personal information, your household and your documents;
rights-delete-goes-messages = all your messages.
rights-delete-goes-drafts = { $count ->
    [one] One draft, with its documents.
   *[other] { $count } drafts, with their documents.
}
rights-delete-goes-requests = { $count ->
    [one] The answers and documents of one finished request.
   *[other] The answers and documents of { $count } finished requests.
}
rights-delete-stays = What the law makes the town keep
rights-delete-stays-body = These requests were decided, and the town must be able to justify the decision. They will belong to no account; only the service named can read them, and then they are erased:
rights-delete-stays-until = { $service }, until { $date }
rights-delete-stays-none = None of your requests has to be kept.
rights-delete-stays-trace = For five years the town keeps the proof that an account was deleted, without your name or address.
rights-delete-confirm = Confirm the deletion
rights-delete-go = Delete my account for good
rights-delete-by-mail = Your account has no password. We send { $email } a link, good for one hour, by which you confirm.
rights-delete-send = Receive the confirmation link
rights-delete-sent = We are sending an e-mail to { $email }. Open the link in it within one hour to confirm the deletion.
rights-delete-of = The account { $email } is about to be deleted. The deletion is immediate and final.
rights-delete-refused = Your account cannot be deleted yet
rights-delete-refused-body = { $count ->
    [one] The town has not finished this request:
   *[other] The town has not finished these requests:
}
rights-delete-refused-next = Wait for the decision, or cancel those that are “pending”. Then come back to this page.
rights-delete-staff = The town looks after this account
rights-delete-staff-body = It serves to work on the portal: ask whoever opened it to close it.
rights-deleted = Your account is deleted
rights-deleted-body = You are signed out. A last e-mail confirms the deletion.
rights-deleted-track = A request that the town must keep can still be tracked by its number.
rights-deleted-home = See the procedures
rights-administration = Deleting accounts
rights-admin-why = At the request of its holder, an account can be deleted here. First check who is asking. Each deletion is recorded with your account and the reason.
rights-admin-find = Find the account
rights-admin-unknown = No account has this address: check it with the person
rights-admin-account = The account found
rights-admin-name = Name
rights-admin-created = Created on
rights-admin-staff = It has a role on the portal and is not deleted here.
rights-admin-refused = This account cannot be deleted yet
rights-admin-refused-body = The town has not finished these requests. Tell the person to wait for the decision, or to cancel those that are “pending”:
rights-admin-kept = { $count ->
    [0] No request will have to be kept.
    [one] One request, which the law makes the town keep, will be cut from the account.
   *[other] { $count } requests, which the law makes the town keep, will be cut from the account.
}
rights-admin-delete = Delete this account
rights-admin-checked = I have checked the identity of the person who asks for the deletion
rights-admin-unchecked = Check the person’s identity, then tick this box
rights-admin-reason = Reason
rights-admin-reason-hint = Without name or address. For example: letter of 3 March, identity card seen at the desk
rights-admin-reason-missing = Write how the request came in
rights-admin-password = Your password
rights-admin-go = Delete for good
rights-admin-deleted = The account is deleted. An e-mail has confirmed it to the person.
rights-archive = Copy of my data
rights-archive-of = Data of the account { $email } on the portal { $city }, copied on { $moment }.
rights-archive-why = This page leads to each file of the copy. Keep the whole folder: its links stay good.
rights-archive-requests = Requests
rights-archive-no-request = No request.
rights-archive-documents = Documents
rights-archive-no-document = No document.
rights-archive-missing = These files could not be read. Try again later, or write to the town:
rights-archive-data = All the data
rights-archive-data-body = These files in JSON are read with a text editor or a program.
rights-archive-rows = { $count ->
    [one] (one item)
   *[other] ({ $count } items)
}
rights-holding-account = Account
rights-holding-demonstration-mails = E-mails of the demonstration
rights-holding-documents = List of documents
rights-holding-links = Links sent and not used yet
rights-holding-messages = Messages
rights-holding-corrections = Corrections that you were asked for
rights-holding-conversation = Messages with the services
rights-holding-opinions = Your opinion after a decision
rights-holding-library = Document library
rights-holding-library-history = History of the library
rights-holding-profile = Personal information and household
rights-holding-profile-changes = What requests changed in the personal information
rights-holding-readings = Readings by agents
rights-holding-registrations = Accounts asked for
rights-holding-requests = Requests, answers and history
rights-holding-sessions = Signed-in devices
rights-holding-authenticators = Authenticator application
rights-holding-security-keys = Security keys
rights-holding-recovery-codes = Recovery codes, without the codes themselves
rights-holding-waiting-letters = E-mails not sent yet
rights-holding-identities = Certified identities (FranceConnect, ProConnect)
rights-holding-staff = Roles received to work on the portal
