# Around a step: progress, the list of steps, saving while typing, two tabs, a session that has ended.
steps-nav = Steps of the request
steps-all = All steps
steps-done-count = { $done ->
    [0] No step is finished yet, out of { $total }.
    [one] { $done } step out of { $total } is finished.
   *[other] { $done } steps out of { $total } are finished.
  }
steps-state = State:
steps-state-done = done
steps-state-todo = to complete
steps-state-wrong = to correct
steps-state-later = not possible yet
steps-state-send = to send
steps-continue = Continue
steps-review = Check and send

steps-saved = Saved at { $time }
steps-autosave-failed = Your latest answers are not saved yet. They stay on this page, and we are trying again. Check your connection if this message does not go away.
steps-autosave-stopped = Your answers are no longer saved by themselves. They stay on this page: press “Save and leave” to keep them.
steps-autosave-conflict = This step was changed in another window. What you type here stays on this page and is no longer saved by itself: press “Next step” to compare and choose.
steps-autosave-sent = This request was sent from another window. What you type here is no longer saved: follow it in “My requests”.
steps-autosave-signed-out = You are no longer signed in. Your answers stay on this page: press “Next step”, and we will help you keep them.
steps-autosave-other-session = You have signed in again since this page was opened. Your answers stay here: press “Next step” to keep them.

steps-conflict-body = What you have just typed here is not saved yet. Choose what you want to keep.
steps-conflict-table = Answers that differ
steps-conflict-question = Question
steps-conflict-saved = Saved
steps-conflict-typed = Typed here
steps-conflict-nothing = (no answer)
steps-conflict-keep = Keep what I typed here
steps-conflict-take = Take what is saved

steps-expired-title = You are no longer signed in
steps-expired-body = Nothing is lost: this page keeps what you have just typed, as long as you leave it open.
steps-expired-first = 1. Sign in
steps-expired-first-body = Signing in opens in a new tab. Use the same account.
steps-expired-tab = (new tab)
steps-expired-second = 2. Come back here
steps-expired-second-body = Once signed in, come back to this tab and send what you typed again.
steps-expired-again = Send what I typed again
steps-other-title = What you typed is to be sent again
steps-other-body = You have signed in again since the page was opened. Nothing is lost: this page keeps what you have just typed. Send it again to go on.
steps-signed-in-title = You are signed in
steps-signed-in-body = Close this tab and go back to the one that you left open: what you typed is waiting there.
