# Ce que dit la commande explore.

explore-title = { $name } ({ $id } { $version })
explore-paths = { $count ->
        [one] Un seul parcours.
       *[other] { $count } parcours différents{ $more ->
            [0] .
           *[other] {" "}au moins.
        }
    }
explore-always = Toujours demandé
explore-nothing = rien
explore-or = {" ou "}
explore-yes = oui
explore-no = non
explore-no-answer = sans réponse
explore-any-answer = toute réponse
explore-other-answers = une des { $count } autres réponses
explore-other-text = un autre texte
explore-some-text = un texte
explore-some-file = un fichier
explore-rows = { $count ->
        [one] 1 ligne
       *[other] { $count } lignes
    }
explore-more = { $count } de plus
explore-lines-more = { $count ->
        [0] d’autres parcours ne sont pas dépliés
        [one] 1 ligne de plus
       *[other] { $count } lignes de plus
    }
explore-exit = sortie « { $name } »
explore-shortest = Parcours le plus court : { $fields } champs à remplir, { $steps } étapes
explore-longest = Parcours le plus long : { $fields } champs à remplir, { $steps } étapes
explore-no-shortest = Aucune demande acceptée n’a été trouvée pour le parcours le plus court.
explore-no-longest = Aucune demande acceptée n’a été trouvée pour le parcours le plus long.
explore-exits = Sorties, et ce qui y mène
explore-documents = Pièces, et ce qui les demande
explore-test = test « { $name } »
explore-no-witness = rien trouvé
explore-drawing = { $paths } parcours ; le plus court demande { $shortest } champs, le plus long { $longest }.
explore-legend-question = question
explore-legend-outcome = ce qui apparaît
explore-legend-exit = sortie
