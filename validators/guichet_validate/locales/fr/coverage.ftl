# Ce que la commande test dit de ce que les tests atteignent.

coverage-line = tests : { $percent } % atteints ({ $parts }).
coverage-short = tests : { $percent } % atteints ({ $parts }) ; il en faut { $least } %.
coverage-branch = branches { $reached }/{ $all }
coverage-document = pièces { $reached }/{ $all }
coverage-alternative = formes de pièces { $reached }/{ $all }
coverage-rule = règles { $reached }/{ $all }
coverage-exit = sorties { $reached }/{ $all }
coverage-missing = aucun test { $what ->
        [branch-holds] ne rend vraie cette condition sur { $name }.
        [branch-fails] ne rend fausse cette condition sur { $name }.
        [document] ne demande la pièce « { $name } ».
        [alternative] n’apporte « { $form } » pour la pièce « { $name } ».
        [rule-held] ne respecte la règle « { $name } ».
        [rule-broken] n’enfreint la règle « { $name } ».
       *[exit] ne mène à la sortie « { $name } ».
    }
