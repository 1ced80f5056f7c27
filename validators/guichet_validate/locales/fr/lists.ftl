## Listes de référence

lookup-list-unknown = La liste de référence « { $list } » n’existe pas.
    .hint = Posez le fichier CSV de ce nom dans le dossier lists, ou nommez une liste qui s’y trouve.
lookup-column-unknown = La liste « { $list } » n’a pas de colonne « { $column } ».
    .hint = Prenez une colonne de l’en-tête du fichier.
lookup-filter-not-text = Le filtre lit « { $field } », qui n’est pas un texte.
    .hint = Filtrez sur une réponse de type texte : les listes ne contiennent que du texte.
list-malformed = { $reason ->
    [size] Cette liste de référence est trop grande.
    [encoding] Cette liste de référence n’est pas en UTF-8.
    [quotes] Des guillemets sont mal placés dans cette ligne.
    [header] La première ligne de la liste doit nommer chaque colonne, une seule fois.
    [row] Cette ligne n’a pas autant de cases que l’en-tête.
    [cell] Une case de cette ligne est trop longue, ou commence ou finit par une espace.
   *[other] Cette liste de référence ne peut pas être lue.
}
    .hint = Enregistrez la liste en CSV : UTF-8, virgules, une ligne d’en-tête, 20 000 lignes au plus.
