# What the commands check and test say.

severity-error = error
severity-warning = warning
severity-information = information
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
