# What guichet test --record says.

record-one-file = A test is recorded in one definition: name one file.
record-date = The date is written YYYY-MM-DD, or YYYY-MM-DDTHH:MM.
record-name = The name of a test has from 1 to 200 characters.
record-without = --name, --date, --profile and --inputs go with --record.
record-misshapen = These inputs do not have the shape of those of a test.
record-name-taken = A test is already named “{ $name }”.
record-done = The test “{ $name }” is written in { $file }. Read it again: it says what came out, not what should have.
