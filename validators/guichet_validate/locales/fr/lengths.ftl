entries-too-many = { $count } entrées, c’est trop : { $limit } au plus dans une liste ou un objet.
    .hint = Gardez de longues listes de choix dans un fichier CSV du dossier « lists », et nommez-le par x-lookup.
