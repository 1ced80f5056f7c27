# What the command format says.

format-changed = { $file }: formatted.
format-would-change = { $file }: not in canonical form.
format-stdin-alone = The standard input (-) is formatted alone.
format-summary =
    { $files ->
        [one] { $files } file read
       *[other] { $files } files read
    }, { $changed ->
        [0] nothing to change
        [one] { $changed } formatted
       *[other] { $changed } formatted
    }{ $refused ->
        [0] .
        [one] , { $refused } refused.
       *[other] , { $refused } refused.
    }
format-check-summary =
    { $files ->
        [one] { $files } file read
       *[other] { $files } files read
    }, { $changed ->
        [0] all in canonical form
        [one] { $changed } to format (guichet format)
       *[other] { $changed } to format (guichet format)
    }{ $refused ->
        [0] .
        [one] , { $refused } refused.
       *[other] , { $refused } refused.
    }
file-not-written = This file cannot be written: { $reason }.
    .hint = Check the rights of the file and of its folder.
