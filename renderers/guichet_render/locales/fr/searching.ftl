# Choices in long lists, addresses and people of the household.
search-hint = Tapez une partie du nom, puis choisissez dans la liste.
search-do = Chercher
search-found = { $total ->
    [one] Un choix correspond
   *[other] { $total } choix correspondent
  }
search-more = Voici les { $count } premiers. Tapez plus de lettres si le vôtre n’y est pas.
search-none = Aucun choix ne correspond à «{"\u00a0"}{ $text }{"\u00a0"}». Vérifiez l’orthographe, ou tapez moins de lettres.
search-said = { $total ->
    [0] Aucun choix ne correspond.
    [one] Un choix proposé. Flèche vers le bas pour y aller.
   *[other] { $total } choix proposés. Flèche vers le bas pour les parcourir.
  }
search-said-more = { $total } choix correspondent, les { $count } premiers sont proposés. Flèche vers le bas pour les parcourir.
choice-gone = Votre choix précédent, «{"\u00a0"}{ $choice }{"\u00a0"}», n’est plus proposé avec vos autres réponses. Choisissez de nouveau.
problem-search = Choisissez dans la liste pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: tapez une partie du nom, puis prenez une des propositions

address-search = Chercher une adresse
address-hint = Tapez le numéro et la rue, puis choisissez{"\u00a0"}: les champs ci-dessous se remplissent. Vous pouvez aussi les remplir vous-même.
address-fill = Reprendre cette adresse

member-who = De qui s’agit-il{"\u202f"}?
member-self = Vous-même
member-other = Quelqu’un d’autre
member-nameless = Une personne de votre foyer
member-born = date de naissance{"\u00a0"}: { $date }
member-born-she = née le { $date }
member-born-he = né le { $date }
member-fill = Remplir avec cette personne
