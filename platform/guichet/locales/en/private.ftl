# Requests made without an account: two ways to begin.
private-ways = How would you like to make this request?
private-way-account = With your account
private-way-account-why = Your details are filled in already, and all your requests are followed in one place.
private-way-without = Without an account
private-way-without-why = An e-mail address is enough. You follow the request by a private link sent to that address.
private-continue = Continue without an account
private-begin = Request without an account
private-begin-how = Give your e-mail address. At the end you will get a link there, valid for 48 hours, to confirm your request; the town will answer you there.
private-begin-device = You can close this page and come back with this browser, as long as it stays open. “Save and leave” sends you a link to go on later, on any device.
private-email = Your e-mail address
private-email-hint = For example name@example.org. Check it: everything about the request will be sent there.
private-trap-label = Leave this field empty
private-trap = Your browser filled in a hidden field. It is empty again: check your address, then send once more.
private-refused-account = This procedure now asks for an account. Sign in, open your private link again and choose “Add to my account”.

# The private link.
private-open = Open your request
private-open-body = This link opens a request made without an account. It is private: pass it on to nobody.
private-open-go = Open my request
private-open-read = Read it again before sending
private-open-device = On a shared device, choose “Close on this device” when you have finished.
private-confirm = Confirm your request
private-confirm-body = Your request is ready and has not been sent yet. By confirming it you show that this e-mail address is yours, and the request goes to the town hall.
private-confirm-until = To be confirmed before { $moment }. After that the request and its documents will be erased.
private-confirm-go = Confirm and send my request
private-not-sent = Your address is confirmed, but the request cannot go as it stands. Read it again: what is to be corrected is shown when you send it.
private-gone = This link no longer opens anything
private-gone-body = The request was added to an account or erased, or its address was changed. If it is in your account, sign in. Otherwise ask for a new link.
private-login = Was your request made without an account? Open the private link that you got by e-mail.
private-expired = A request without an account? Open, in a new tab, the private link that you got by e-mail instead.

# Saved, waiting for the address.
private-saved = Your draft is saved
private-saved-body = The private link sent to { $email } lets you go on with it, on any device.
private-saved-until = If you change nothing, it is kept until { $date }, then erased.
private-saved-send = Send me the link again
private-waiting = Confirm your e-mail address
private-waiting-status = waiting for confirmation
private-waiting-body = Your request has not been sent yet. We wrote to { $email }: open the link in that e-mail, then choose “Confirm and send my request”.
private-waiting-until = Without confirmation before { $moment }, the request and its documents will be erased.
private-waiting-no-mail = Wait a few minutes and look among unwanted mail. You can also get the e-mail once more, or correct the address.
private-waiting-again = Send the e-mail again
private-waiting-edit = Change my request
private-waiting-device = Once confirmed, the request opens by the link in the e-mail, and no longer from this page.
private-letter-sent = The e-mail has been sent.
private-too-many = Several e-mails have gone to this address already. Look in your mailbox: their link is still good. Otherwise try again in half an hour.
private-address = Correct the e-mail address
private-address-wrong = Correct the address
private-address-how = The link that was sent already will no longer work. A new e-mail goes to the address that you give here.
private-address-go = Save and send the e-mail

# A lost link.
private-lost = Private link lost?
private-lost-how = We send the private link of a request made without an account once more, to the address given in that request.
private-lost-email = E-mail address given in the request
private-lost-number-draft = If the request has been sent already, copy the number from the acknowledgement. Leave empty for a draft.
private-lost-go = Get the link
private-lost-sent = Look at your e-mails
private-lost-sent-to = If a request without an account matches, its private link goes to { $email }.
private-lost-sent-body = If a request without an account matches, its private link goes to the address given.
private-no-mail = Wait a few minutes and look among unwanted mail. Check the address and the number as well: we cannot tell you whether a request matches them.
private-lost-again = Start again

# Beside the request.
private-own = Request without an account
private-own-body = The town writes to you at { $email }. The private link in its e-mails opens this page.
private-claim = Add to my account
private-claim-why = In your account the request is followed with the others. The private link will no longer open it.
private-claim-how = Do you have an account? Sign in: you can then add this request to it.
private-claimed = The request is in your account. Its private link no longer opens it.
private-claimed-already = This request is in an account already.
private-leave = Close on this device
private-leave-why = On a shared device, close the request when you have finished: only the private link will open it again.
private-left = No request without an account is open on this device any more.
private-readings-why = The agents who opened your request or one of its documents:
private-readings-none = No agent has opened your request yet.
private-receipt-mail = An acknowledgement is sent to { $email }, with the private link that opens your request.
private-receipt-answer = The town answers you by e-mail.
private-event-claimed = Request added to an account

# What agents see.
private-agent = Request made without an account
private-agent-short = Without an account
private-agent-address = Address confirmed by its recipient
