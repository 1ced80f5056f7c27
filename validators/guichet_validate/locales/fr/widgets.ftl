## Widgets

widget-unsuited = { $reason ->
    [format] La présentation « { $widget } » est faite pour le format { $format }, que ce champ n’a pas.
    [const] La présentation « declaration » est faite pour une déclaration qu’il faut accepter, et celle-ci peut être refusée.
    [words] La position d’un point est obligatoire, et tout le monde ne peut pas la donner.
   *[point] La présentation « point » demande deux nombres, lat et lon, et un texte qui dit le lieu.
}
    .hint = { $reason ->
    [format] Ajoutez ce format, avec son « pattern », ou retirez « widget ».
    [const] Ajoutez « const » à true, ou prenez la présentation par défaut.
    [words] Retirez lat et lon de « required » : les mots suffisent à dire le lieu.
   *[point] Prenez le fragment guichet:fragments/place, ou la présentation « group ».
}
