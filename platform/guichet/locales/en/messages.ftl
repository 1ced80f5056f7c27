# Messages of the account.
messages-title = Messages
messages-nav = Messages ({ $count })
messages-count = { $count ->
    [0] You have read all your messages.
    [one] You have one unread message.
   *[other] You have { $count } unread messages.
  }
messages-unread = Unread
messages-read = Read
messages-column-subject = Message
messages-column-state = State
messages-column-date = Received on
messages-none = You have no messages yet. We will write to you here at each stage of your requests.
messages-request = See the request
messages-back = All my messages

# E-mails that no server took, for agents.
messages-failures-title = Undelivered e-mails
messages-failures-note = { $count ->
    [one] One e-mail could not be delivered
   *[other] { $count } e-mails could not be delivered
  }
messages-failures-intro = These e-mails could not be delivered. The message can still be read in the person’s account; if they have none, reach them another way.
messages-failures-none = All e-mails of your services have been delivered.
messages-failures-request = Request
messages-failures-since = Since
messages-failures-cause = Cause
messages-failures-action = Action
messages-failures-retry = Send again
messages-failures-again = The e-mail will be sent again.
messages-fault-address = The address is not valid.
messages-fault-refused = The mail server refused this address or this e-mail.
messages-fault-other = Sending failed in spite of several attempts.

# The mailbox of the demonstration.
messages-mailbox-title = E-mails of the demonstration
messages-mailbox-intro = In this demonstration no e-mail leaves: each one arrives here. The latest come first.
messages-mailbox-none = No e-mail yet. Send a request: its acknowledgement will arrive here.
messages-mailbox-date = Date
messages-mailbox-to = Recipient
messages-mailbox-subject = Subject
messages-mailbox-text = Plain text version
messages-mailbox-html = Formatted version
