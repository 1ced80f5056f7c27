# What reports say.

report-summary =
    { $checked ->
        [one] { $checked } definition checked
       *[other] { $checked } definitions checked
    }: { $errors ->
        [0] no error
        [one] { $errors } error
       *[other] { $errors } errors
    }{ $warnings ->
        [0] {""}
        [one] , { $warnings } warning
       *[other] , { $warnings } warnings
    }{ $information ->
        [0] {""}
        [one] , { $information } remark
       *[other] , { $information } remarks
    }{ $hidden ->
        [0] .
       *[other] {" "}(read them with --information).
    }
checking = Checking
output-not-written = The report cannot be written to “{ $file }”: { $reason }.
output-no-folder = The folder “{ $folder }”, where the report would go, does not exist.
