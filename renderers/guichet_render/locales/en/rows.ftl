# The rows of a repeat: their order, taking one away, no room for another.
rows-up = Move up
rows-down = Move down
rows-full = { $count ->
    [one] You cannot add another.
   *[other] You have reached the maximum, { $count }. To add one, remove one first.
  }
rows-ask = Remove “{ $title }”?
rows-ask-body = { $papers ->
    [yes] Its answers and the documents attached to it will be deleted.
   *[no] Its answers will be deleted.
  }
rows-ask-yes = Yes, remove
rows-ask-no = No, keep
