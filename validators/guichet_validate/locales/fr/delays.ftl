# Délais qui dépendent des réponses.

delays-without-delay = Des délais dépendent des réponses, mais aucun n’est promis dans les autres cas.
    .hint = Ajoutez « delay », le délai habituel, comme P1M.
