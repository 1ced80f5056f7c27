# Files: how many more, another in the place of one, photographs, documents of the library.
files-left = { $count ->
    [one] One more file, { $size } at most.
   *[other] { $count } more files, { $size } at most each.
  }
files-full = You have attached { $count } files, the maximum. To change one, replace or remove it.
files-attach = Attach now
files-replace = Replace
files-replace-now = Replace now
files-instead = New file instead of “{ $name }”
files-stays = This one stays until the new one is accepted.
files-join = Join these photos into one document
files-join-hint = Front, back, several pages: up to { $most } photos, { $size } at most each.
files-join-given = Join these { $count } photos into one document
files-unreadable = “{"{name}"}” cannot be read by your browser. Choose a JPEG or PNG photo, or set your camera to JPEG (“most compatible”).
files-reduced = “{"{name}"}” was reduced for sending: {"{size}"} MB instead of {"{before}"} MB.
files-chosen = {"{name}"}, {"{size}"}{"\u00a0"}MB
files-reuse = Documents in your library
files-use = Use “{ $title }”
files-use-until = Use “{ $title }” (valid until { $date })
files-use-none = None of these, I am attaching another one

problem-filePages = Join fewer photos for “{ $title }”: { $limit } at most
problem-fileJoin = Attach the photos for “{ $title }” one by one or in smaller number: they could not be joined
problem-fileInfected = Remove “{ $name }” from “{ $title }” and attach another file: the antivirus found a virus in it
problem-fileMacro = Save the file for “{ $title }” as a PDF and attach it again: this one contains macros or objects, which are not accepted
problem-fileUnreadable = Attach another copy of the file for “{ $title }”, saved or photographed again: this one cannot be read
problem-fileBusy = Attach the file for “{ $title }” again in a moment: too many files are arriving just now for it to be checked
