# What the commands check and test say.

severity-error = error
severity-warning = warning
severity-information = information
report-summary =
    { $checked ->
        [one] { $checked } definition checked
       *[other] { $checked } definitions checked
    }: { $errors ->
        [0] no error
        [one] { $errors } error
       *[other] { $errors } errors
    }{ $warnings ->
        [0] .
        [one] , { $warnings } warning.
       *[other] , { $warnings } warnings.
    }
tests-summary =
    { $passed ->
        [one] { $passed } test passed
       *[other] { $passed } tests passed
    }, { $failed ->
        [0] no failure.
        [one] { $failed } failure.
       *[other] { $failed } failures.
    }
test-line = the test “{ $name }” fails
no-definition = No definition in these paths.
test-difference = { $aspect }: expected { $expected }, got { $actual }
colon = {": "}
