# Ce que dit la commande format.

format-changed = { $file } : remis en forme.
format-would-change = { $file } : pas en forme canonique.
format-stdin-alone = L’entrée standard (-) se met en forme seule.
format-summary =
    { $files ->
        [one] { $files } fichier lu
       *[other] { $files } fichiers lus
    }, { $changed ->
        [0] aucun à changer
        [one] { $changed } remis en forme
       *[other] { $changed } remis en forme
    }{ $refused ->
        [0] .
        [one] , { $refused } refusé.
       *[other] , { $refused } refusés.
    }
format-check-summary =
    { $files ->
        [one] { $files } fichier lu
       *[other] { $files } fichiers lus
    }, { $changed ->
        [0] tout est en forme canonique
        [one] { $changed } à remettre en forme (guichet format)
       *[other] { $changed } à remettre en forme (guichet format)
    }{ $refused ->
        [0] .
        [one] , { $refused } refusé.
       *[other] , { $refused } refusés.
    }
file-not-written = Ce fichier ne peut pas être écrit : { $reason }.
    .hint = Vérifiez les droits du fichier et de son dossier.
