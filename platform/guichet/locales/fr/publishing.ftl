publishing-migrate = La base de données n’est pas à jour : lancez « guichet migrate », puis recommencez.
publishing-nothing = Aucune définition à publier : donnez un fichier .json ou un dossier qui en contient.
publishing-refused = Rien n’a été publié : corrigez les erreurs ci-dessus, puis recommencez.
publishing-published = Publiée : { $name }
publishing-unchanged = { $count ->
    [0] Aucune définition inchangée.
    [one] Une définition inchangée.
   *[other] { $count } définitions inchangées.
  }
