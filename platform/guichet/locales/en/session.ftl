# What the script says before a session ends.
session-label = End of the session
session-soon = If you do nothing, you will be signed out in { $n } min. What you have typed stays on this page.
session-stay = Stay signed in
session-ends = Your session ends in { $n } min: sign in again after that to go on. What you have typed stays on this page.
session-over = You are signed out. What you have typed stays on this page: send it, and we will help you keep it.
