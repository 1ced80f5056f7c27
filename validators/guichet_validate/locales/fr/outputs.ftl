# Ce que disent les rapports.

report-summary =
    { $checked ->
        [one] { $checked } définition vérifiée
       *[other] { $checked } définitions vérifiées
    } : { $errors ->
        [0] aucune erreur
        [one] { $errors } erreur
       *[other] { $errors } erreurs
    }{ $warnings ->
        [0] {""}
        [one] , { $warnings } avertissement
       *[other] , { $warnings } avertissements
    }{ $information ->
        [0] {""}
        [one] , { $information } remarque
       *[other] , { $information } remarques
    }{ $hidden ->
        [0] .
       *[other] {" "}(à lire avec --information).
    }
checking = Vérification
output-not-written = Le rapport ne peut pas être écrit dans « { $file } » : { $reason }.
output-no-folder = Le dossier « { $folder } », où écrire le rapport, n’existe pas.
