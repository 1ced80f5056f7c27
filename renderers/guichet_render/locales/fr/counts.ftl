# How many characters are left in a long text; the page puts the number in the place of the name in braces.
count-left-one = Il vous reste {"{n}"} caractère
count-left-other = Il vous reste {"{n}"} caractères
count-over-one = {"{n}"} caractère de trop
count-over-other = {"{n}"} caractères de trop
problem-maxLength-by = { $over ->
    [one] Raccourcissez «{"\u00a0"}{ $title }{"\u00a0"}» d’un caractère{"\u00a0"}: { $limit } au plus
   *[other] Raccourcissez «{"\u00a0"}{ $title }{"\u00a0"}» de { $excess } caractères{"\u00a0"}: { $limit } au plus
  }
