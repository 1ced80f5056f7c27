# How many characters are left in a long text; the page puts the number in the place of the name in braces.
count-left-one = You have {"{n}"} character left
count-left-other = You have {"{n}"} characters left
count-over-one = {"{n}"} character too many
count-over-other = {"{n}"} characters too many
problem-maxLength-by = { $over ->
    [one] Shorten “{ $title }” by one character: { $limit } at most
   *[other] Shorten “{ $title }” by { $excess } characters: { $limit } at most
  }
