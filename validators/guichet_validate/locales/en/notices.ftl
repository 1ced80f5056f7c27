## Notices

notice-twice = Two notices bear the identifier “{ $name }”.
    .hint = Give each its own.
test-notice-unknown = The test expects the notice “{ $name }”, which does not exist.
    .hint = Name the “id” of a notice in the steps.
