# Ce que disent les commandes check et test.

severity-error = erreur
severity-warning = avertissement
severity-information = information
tests-summary =
    { $passed ->
        [one] { $passed } test réussi
       *[other] { $passed } tests réussis
    }, { $failed ->
        [0] aucun échec.
        [one] { $failed } échec.
       *[other] { $failed } échecs.
    }
test-line = échec du test « { $name } »
no-definition = Aucune définition dans ces chemins.
test-difference = { $aspect } : attendu { $expected }, obtenu { $actual }
colon = {" : "}
