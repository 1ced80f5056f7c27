# The rows of a repeat: their order, taking one away, no room for another.
rows-up = Monter
rows-down = Descendre
rows-full = { $count ->
    [one] Vous ne pouvez pas en ajouter d’autre.
   *[other] Vous avez atteint le maximum, { $count }. Pour en ajouter, retirez-en d’abord.
  }
rows-ask = Retirer «{"\u00a0"}{ $title }{"\u00a0"}»{"\u202f"}?
rows-ask-body = { $papers ->
    [yes] Ses réponses et les documents joints seront effacés.
   *[no] Ses réponses seront effacées.
  }
rows-ask-yes = Oui, retirer
rows-ask-no = Non, garder
