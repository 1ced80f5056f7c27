# Files on the pages of a request.
files-too-heavy = Together your files exceed what can be sent at once ({ $size }{"\u00a0"}MB). This one was not taken: attach the others first.
files-waiting = The antivirus is still examining “{ $names }”: you can go on and send your request.
files-state-quarantine = Being checked by the antivirus: come back in a few minutes.
files-state-infected = Deleted: the antivirus found a virus in it. The applicant was told by a message.
files-state-error = This file could not be checked: ask the applicant for it again.
files-state-owner-quarantine = Being checked by the antivirus: come back in a few minutes.
files-state-owner-infected = Deleted: the antivirus found a virus in it. Ask the service how to hand this document in.
files-state-owner-error = This file could not be checked: ask the service how to hand this document in.
files-command-done = Documents compared: { $count }, damaged: { $damaged }.
files-command-missing = { $id }: missing from the storage. Bring it back from a backup.
files-command-changed = { $id }: no longer what was sent. Bring it back from a backup.
files-command-unreadable = { $id }: the storage does not let it be read. Check the disk and the rights, then try again.
files-command-keyless = { $id }: sealed by a key that this portal has not got. Put that key back into the settings, then try again.
files-command-rekeyed = Documents brought under the new key: { $wrapped }, sealed: { $sealed }, up to date already: { $kept }, left: { $left }.

# A file drawn anew, as agents and its owner see it.
files-picture = Preview
files-picture-of = Preview of “{ $name }”
files-picture-page = Preview of the first page of “{ $name }”
files-picture-why = A smaller picture that the portal has drawn from the file. Download the file to see all of it, or if the picture does not show.
