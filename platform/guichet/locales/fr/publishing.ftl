publishing-migrate = La base de données { $place } n’est pas à jour : vérifiez GUICHET_DATA, ou lancez « guichet migrate », puis recommencez.
publishing-nothing = Aucune définition à publier : donnez un fichier .json ou un dossier qui en contient.
publishing-refused = Rien n’a été publié : corrigez les erreurs ci-dessus, puis recommencez.
publishing-published = Publiée : { $name }
publishing-unchanged = { $count ->
    [one] Une définition inchangée.
   *[other] { $count } définitions inchangées.
  }
