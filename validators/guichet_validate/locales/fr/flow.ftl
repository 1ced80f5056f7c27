# Ce que l’analyse des parcours dit d’une définition, et ce que ses tests laissent de côté.

flow-branch-never = Cette condition sur { $name } n’est jamais vraie : aucune réponse acceptée ne la remplit.
    .hint = Corrigez-la, ou retirez-la : ce qu’elle commande n’a jamais lieu.
flow-branch-always = Cette condition sur { $name } est toujours vraie : aucune réponse acceptée ne la met en défaut.
    .hint = Corrigez-la, ou écrivez sans condition ce qu’elle commande.
flow-field-never = « { $name } » n’apparaît jamais : aucune réponse acceptée ne mène à ce champ.
    .hint = Corrigez les conditions qui l’affichent, ou retirez le champ.
flow-document-never-asked = La pièce « { $name } » n’est jamais demandée : aucune réponse acceptée ne mène à elle.
    .hint = Corrigez les conditions qui la demandent, ou retirez la pièce.
flow-required-never = « { $name } » n’est jamais obligatoire : il n’apparaît pas quand cette condition l’exige.
    .hint = Accordez cette condition avec celles qui affichent le champ.
flow-step-never = L’étape « { $name } » n’apparaît jamais : aucun de ses champs ne peut apparaître.
    .hint = Corrigez les conditions de ses champs, ou retirez l’étape.
flow-exit-never = La sortie « { $name } » n’arrête jamais personne.
    .hint = Corrigez sa condition, ou placez-la avant la sortie qui arrête les mêmes personnes.
flow-exit-catches-everybody = { $together ->
        [0] La sortie « { $name } » arrête tout le monde : aucune demande ne peut être envoyée.
       *[other] Les { $together } sorties ensemble arrêtent tout le monde : aucune demande ne peut être envoyée.
    }
    .hint = Corrigez la condition : des réponses acceptées doivent permettre de passer.
flow-dead-end = « { $name } » est obligatoire et n’accepte plus aucune valeur quand { $answers }.
    .hint = Accordez les conditions qui restreignent ce champ, ou faites-en une sortie.
flow-rule-never-fails = La règle « { $name } » ne peut pas échouer : son affirmation est toujours vraie.
    .hint = Corrigez l’affirmation, ou retirez la règle.
flow-rule-always-fails = La règle « { $name } » échoue toujours : son affirmation n’est jamais vraie.
    .hint = Corrigez l’affirmation : personne ne peut la satisfaire.
flow-undecided = { $what ->
        [branch-holds] Rien ne montre que cette condition sur { $name } puisse être vraie.
        [branch-fails] Rien ne montre que cette condition sur { $name } puisse être fausse.
        [exit-taken] Rien ne montre que la sortie « { $name } » arrête quelqu’un.
        [exit-avoided] Rien ne montre que quelqu’un échappe à la sortie « { $name } ».
        [rule-held] Rien ne montre que la règle « { $name } » puisse être respectée.
        [rule-broken] Rien ne montre que la règle « { $name } » puisse échouer.
        [document] Rien ne montre que la pièce « { $name } » soit demandée.
        [alternative] Rien ne montre que toutes les formes de la pièce « { $name } » soient acceptées.
        [required] Rien ne montre que « { $name } » soit jamais obligatoire.
        [computed] Rien ne montre que le calcul de « { $name } » aboutisse.
        [step] Rien ne montre que l’étape « { $name } » apparaisse.
       *[other] Rien ne montre que « { $name } » apparaisse.
    }
    .hint = La recherche s’est arrêtée sans conclure. Ajoutez un test qui y mène : il en sera la preuve.
tests-cover-too-little = Les tests n’atteignent que { $reached } des { $all } buts de la définition ({ $percent } %).
    .hint = Lancez « guichet test » : la commande liste les branches, pièces, règles et sorties qu’aucun test n’atteint.
