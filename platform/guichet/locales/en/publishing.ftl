publishing-migrate = The database { $place } is not up to date: check GUICHET_DATA, or run “guichet migrate”, then try again.
publishing-nothing = No definition to publish: give a .json file, or a folder that holds some.
publishing-refused = Nothing was published: mend the errors above, then try again.
publishing-published = Published: { $name }
publishing-unchanged = { $count ->
    [one] One definition left unchanged.
   *[other] { $count } definitions left unchanged.
  }
