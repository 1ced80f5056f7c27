# Ce que dit la commande diff.

## Changements

diff-procedure-id = L’identifiant passe de { $old } à { $new } : ce n’est plus la même démarche.
diff-state-closed = La démarche ne prend plus de demande (état { $new }) : les brouillons ne peuvent plus être envoyés.
diff-access-tightened = L’accès passe de { $old } à { $new } : des personnes qui pouvaient demander ne le peuvent plus.
diff-field-removed = « { $field } » ({ $at }) n’est plus demandé : les réponses déjà données sont perdues.
diff-document-removed = Le document « { $field } » ({ $at }) n’est plus demandé : les fichiers déjà joints à cet endroit ne sont plus rattachés.
diff-field-renamed = « { $field } » passe de { $old } à { $new } : les réponses déjà données sous l’ancien nom sont perdues.
diff-field-moved = « { $field } » est déplacé de { $old } à { $new } : les réponses déjà données à l’ancien endroit sont perdues.
diff-type-changed = « { $field } » ({ $at }) change de type ({ $old } → { $new }) : les réponses déjà données sont refusées.
diff-field-computed = « { $field } » ({ $at }) est désormais calculé : les réponses saisies sont remplacées.
diff-option-removed = « { $field } » ({ $at }) : le choix « { $option } » disparaît, et ceux qui l’ont fait doivent choisir à nouveau.
diff-options-imposed = « { $field } » ({ $at }) n’accepte plus que des choix d’une liste.
diff-value-imposed = « { $field } » ({ $at }) n’accepte plus que { $new }.
diff-bound-narrowed = « { $field } » ({ $at }) : limite plus étroite ({ $keyword } : { $old } → { $new }), des réponses acceptées peuvent être refusées.
diff-shape-added = « { $field } » ({ $at }) : une forme est désormais exigée ({ $keyword } : { $new }), des réponses acceptées peuvent être refusées.
diff-lookup-list = « { $field } » ({ $at }) se choisit désormais dans une autre liste ({ $old } → { $new }) : des réponses peuvent ne pas y être.
diff-alternative-removed = « { $field } » ({ $at }) : la pièce « { $paper } » n’est plus acceptée.
diff-max-age-shorter = « { $field } » ({ $at }) : « { $paper } » doit être plus récent ({ $old } → { $new }).
diff-expiry-asked = « { $field } » ({ $at }) : « { $paper } » doit désormais être en cours de validité.
diff-field-made-conditional = « { $field } » ({ $at }) n’est plus demandé que sous condition : les réponses de ceux qu’elle écarte sont perdues.
diff-field-shown-less = « { $field } » ({ $at }) est demandé dans moins de cas : des réponses déjà données sont perdues.
diff-field-shown-otherwise = « { $field } » ({ $at }) est demandé dans d’autres cas : certains perdent leur réponse, d’autres doivent en donner une.
diff-narrowed-more = « { $field } » ({ $at }) est restreint dans plus de cas : des réponses acceptées peuvent être refusées.
diff-exit-added = Nouvelle page d’arrêt « { $exit } » : des personnes qui pouvaient demander ne le peuvent plus.
diff-exit-more = La page d’arrêt « { $exit } » concerne plus de personnes.
diff-rule-added = Nouvelle règle { $rule } : « { $message } » Des réponses acceptées peuvent être refusées.
diff-rule-hardened = La règle { $rule } ne prévient plus seulement, elle refuse : « { $message } »
diff-version-not-raised = La version n’est pas augmentée ({ $old } → { $new }) : une version publiée ne change plus.
diff-online-less = Moins de choses se font en ligne ({ $old } → { $new }).
diff-service-changed = Un autre service traite les demandes ({ $old } → { $new }).
diff-language-removed = La démarche n’est plus proposée dans la langue { $language }.
diff-language-default = La langue par défaut change ({ $old } → { $new }).
diff-reference-changed = Le préfixe des numéros de suivi change ({ $old } → { $new }).
diff-window-changed = La période d’ouverture change ({ $old } → { $new }).
diff-delay-longer = Le délai promis s’allonge ou disparaît ({ $old } → { $new }).
diff-delays-changed = D’autres délais sont promis selon les réponses.
diff-silence-changed = Le sens du silence change ({ $old } → { $new }).
diff-limit-tightened = Moins de demandes en cours sont permises ({ $old } → { $new }).
diff-follows-removed = La démarche ne fait plus suite à { $procedure }.
diff-setting-removed = Le réglage « { $setting } » disparaît : la valeur choisie par la ville ne sert plus.
diff-setting-default = La valeur par défaut du réglage « { $setting } » change ({ $old } → { $new }).
diff-setting-changed = Le réglage « { $setting } » accepte d’autres valeurs ({ $old } → { $new }) : vérifiez celle de la ville.
diff-privacy-purpose = La finalité des données change : « { $new } ». Les personnes doivent le savoir.
diff-privacy-basis = La base légale change ({ $old } → { $new }) : à valider avec le délégué à la protection des données.
diff-privacy-retention = La durée de conservation des demandes change ({ $old } → { $new }).
diff-privacy-draft = La durée de conservation des brouillons change ({ $old } → { $new }).
diff-privacy-recipients = D’autres destinataires voient les données ({ $old } → { $new }).
diff-privacy-sensitive = Le caractère sensible des données change ({ $old } → { $new }).
diff-privacy-erase = L’effacement d’une réponse à la clôture change ({ $old } → { $new }).
diff-step-removed = L’étape « { $step } » disparaît.
diff-step-renamed = L’étape « { $step } » change d’identifiant ({ $old } → { $new }) : son adresse change.
diff-step-merged = L’étape « { $step } » est réunie à « { $into } ».
diff-step-review = La page de vérification change (étape « { $step } »).
diff-field-added-required = « { $field } » ({ $at }) est ajouté et obligatoire : les brouillons doivent y répondre.
diff-document-added-required = Le document « { $field } » ({ $at }) est ajouté et obligatoire : les brouillons doivent le joindre.
diff-helper-removed = La valeur calculée « { $field } » ({ $at }) disparaît.
diff-required-added = « { $field } » ({ $at }) devient obligatoire.
diff-required-more = « { $field } » ({ $at }) est obligatoire dans plus de cas.
diff-type-widened = « { $field } » ({ $at }) accepte les nombres à virgule : relisez les calculs qui s’en servent.
diff-shape-changed = « { $field } » ({ $at }) : la forme exigée change ({ $keyword } : { $old } → { $new }) ; des réponses peuvent être refusées.
diff-computed-changed = « { $field } » ({ $at }) se calcule autrement : { $new }
diff-field-not-computed = « { $field } » ({ $at }) n’est plus calculé : il faut le saisir.
diff-unit-changed = « { $field } » ({ $at }) est montré dans une autre unité ({ $old } → { $new }) : une somme en centimes, ou un nombre.
diff-hidden-changed = « { $field } » ({ $at }) est montré, ou caché, alors qu’il ne l’était pas.
diff-prefill-locked = « { $field } » ({ $at }) ne peut plus être modifié quand il vient de { $sources }.
diff-feed-added = La réponse à « { $field } » ({ $at }) met désormais le compte à jour ({ $new }).
diff-feed-changed = La réponse à « { $field } » ({ $at }) met le compte à jour autrement ({ $old } → { $new }).
diff-lookup-filter = « { $field } » ({ $at }) : la liste se filtre autrement.
diff-alternative-kind = « { $field } » ({ $at }) : « { $paper } » est d’un autre genre ({ $old } → { $new }) ; les papiers de la bibliothèque ne sont plus repris.
diff-document-made = « { $field } » ({ $at }) devient un document justificatif.
diff-document-unmade = « { $field } » ({ $at }) n’est plus un document justificatif.
diff-holder-changed = Le document « { $field } » ({ $at }) appartient à une autre personne ({ $old } → { $new }).
diff-reuse-removed = Le document « { $field } » ({ $at }) n’est plus repris d’une demande à l’autre.
diff-verify-changed = La vérification du document « { $field } » ({ $at }) change ({ $old } → { $new }).
diff-field-asked-more = « { $field } » ({ $at }) est demandé dans plus de cas, et obligatoire.
diff-condition-changed = La condition de « { $field } » ({ $at }) change ; l’effet n’a pas pu être établi.
diff-rule-changed = La règle { $rule } juge autrement : { $new }
diff-warning-added = Nouvel avertissement { $rule } : « { $message } »
diff-decision-removed = Le document délivré « { $title } » disparaît.
diff-decision-changed = Le document délivré « { $title } » change.
diff-changed = Changement que la comparaison ne sait pas classer ({ $old } → { $new }).
diff-version-raised = La version passe de { $old } à { $new }.
diff-state-opened = La démarche prend des demandes (elle était : { $old }).
diff-state-changed = L’état passe de { $old } à { $new }.
diff-access-loosened = Plus de personnes peuvent demander ({ $old } → { $new }).
diff-online-more = Plus de choses se font en ligne ({ $old } → { $new }).
diff-category-changed = La catégorie change ({ $old } → { $new }).
diff-language-added = La démarche est proposée dans la langue { $language }.
diff-delay-shorter = Le délai promis est plus court ({ $old } → { $new }).
diff-limit-loosened = Plus de demandes en cours sont permises ({ $old } → { $new }).
diff-follows-added = La démarche peut faire suite à { $procedure }.
diff-legal-changed = Les textes de loi cités changent.
diff-search-changed = Les mots de recherche ou le public changent.
diff-information-changed = La page d’information change.
diff-setting-added = Nouveau réglage « { $setting } » (par défaut : { $new }).
diff-step-added = Nouvelle étape « { $step } ».
diff-steps-reordered = Les étapes changent d’ordre.
diff-field-changed-step = « { $field } » ({ $at }) change d’étape ({ $old } → { $new }).
diff-fields-reordered = Les champs de « { $field } » changent d’ordre.
diff-notice-added = Nouvel encart : « { $new } »
diff-notice-removed = Un encart disparaît : « { $old } »
diff-notice-changed = Un encart change : « { $new } »
diff-field-added-optional = « { $field } » ({ $at }) est ajouté, facultatif.
diff-document-added-optional = Le document « { $field } » ({ $at }) est ajouté, facultatif.
diff-helper-added = La valeur calculée « { $field } » ({ $at }) est ajoutée.
diff-required-removed = « { $field } » ({ $at }) devient facultatif.
diff-required-less = « { $field } » ({ $at }) est obligatoire dans moins de cas.
diff-option-added = « { $field } » ({ $at }) : nouveau choix « { $option } ».
diff-option-retired = « { $field } » ({ $at }) : « { $option } » n’est plus proposé ; ceux qui l’ont choisi le gardent.
diff-option-restored = « { $field } » ({ $at }) : « { $option } » est proposé à nouveau.
diff-options-freed = « { $field } » ({ $at }) n’est plus limité à une liste de choix.
diff-value-freed = « { $field } » ({ $at }) n’est plus limité à { $old }.
diff-bound-widened = « { $field } » ({ $at }) : limite plus large ({ $keyword } : { $old } → { $new }).
diff-bound-kept = « { $field } » ({ $at }) : limite que toutes les réponses respectaient déjà ({ $keyword } : { $new }).
diff-shape-removed = « { $field } » ({ $at }) : la forme n’est plus exigée ({ $keyword } : { $old }).
diff-default-changed = « { $field } » ({ $at }) : autre réponse proposée d’avance ({ $old } → { $new }).
diff-field-retired = « { $field } » ({ $at }) est gardé, ou non, pour les anciennes réponses seulement ({ $old } → { $new }).
diff-prefill-added = « { $field } » ({ $at }) est prérempli.
diff-prefill-removed = « { $field } » ({ $at }) n’est plus prérempli.
diff-prefill-changed = « { $field } » ({ $at }) est prérempli autrement.
diff-prefill-unlocked = « { $field } » ({ $at }) peut être modifié même quand il vient de { $sources }.
diff-feed-removed = La réponse à « { $field } » ({ $at }) ne met plus le compte à jour.
diff-lookup-removed = « { $field } » ({ $at }) ne se choisit plus dans une liste.
diff-lookup-label = « { $field } » ({ $at }) : la liste montre une autre colonne ({ $old } → { $new }).
diff-alternative-added = « { $field } » ({ $at }) : la pièce « { $paper } » est acceptée aussi.
diff-max-age-longer = « { $field } » ({ $at }) : « { $paper } » peut être plus ancien ({ $old } → { $new }).
diff-expiry-dropped = « { $field } » ({ $at }) : « { $paper } » peut être périmé.
diff-reuse-added = Le document « { $field } » ({ $at }) sera repris d’une demande à l’autre.
diff-model-changed = Le modèle à télécharger pour « { $field } » ({ $at }) change.
diff-field-made-unconditional = « { $field } » ({ $at }) est proposé à tous.
diff-field-shown-more = « { $field } » ({ $at }) est proposé dans plus de cas.
diff-narrowed-less = « { $field } » ({ $at }) est restreint dans moins de cas.
diff-exit-removed = La page d’arrêt « { $exit } » disparaît.
diff-exit-less = La page d’arrêt « { $exit } » concerne moins de personnes.
diff-condition-rewritten = Une condition est écrite autrement, et vaut dans les mêmes cas.
diff-rule-removed = La règle { $rule } disparaît.
diff-rule-softened = La règle { $rule } ne refuse plus, elle prévient.
diff-message-added = Nouveau texte pour le message « { $event } ».
diff-message-removed = Le message « { $event } » reprend le texte du portail.
diff-message-changed = Le texte du message « { $event } » change.
diff-decision-added = Nouveau document délivré « { $title } ».
diff-text-changed = Un texte change : « { $old } » → « { $new } »
diff-translation-changed = Une traduction change ({ $language }) : « { $old } » → « { $new } »
diff-presentation-changed = « { $field } » ({ $at }) est présenté autrement ({ $old } → { $new }).
diff-order-changed = 
    { $kind ->
        [options] Les choix changent d’ordre.
        [alternatives] Les pièces acceptées changent d’ordre.
        [conditions] Les conditions changent d’ordre, sans autre effet.
        [rules] Les règles changent d’ordre.
        [languages] Les langues changent d’ordre.
        [decisions] Les documents délivrés changent d’ordre.
       *[other] L’ordre change.
    }
diff-tests-changed = Les tests changent.
diff-comment-changed = Une note de rédaction change.

## Compte rendu

diff-title = { $id } { $old } → { $new }
diff-nothing = Aucun changement.
diff-class-breaking =
    { $count ->
        [one] { $count } rupture
       *[other] { $count } ruptures
    } : des réponses acceptées sont perdues ou refusées, ou des personnes ne peuvent plus demander
diff-class-care =
    { $count ->
        [one] { $count } changement
       *[other] { $count } changements
    } à préparer : on demande plus, ou ce qu’on fait des réponses change
diff-class-safe =
    { $count ->
        [one] { $count } changement
       *[other] { $count } changements
    } sans risque
diff-version-enough = Version { $new } : elle convient ({ $wanted } au moins).
diff-version-wanted = Version { $new } : choisissez { $wanted } au moins.
diff-samples-drafts =
    { $count ->
        [one] { $count } brouillon
       *[other] { $count } brouillons
    } sous la nouvelle version
diff-samples-requests =
    { $count ->
        [one] { $count } demande en cours, si elle était jugée
       *[other] { $count } demandes en cours, si elles étaient jugées
    } sous la nouvelle version
diff-samples-tests =
    { $count ->
        [one] { $count } exemple (test
       *[other] { $count } exemples (tests
    } de l’ancienne version) sous la nouvelle version
diff-outcome-refused =
    { $count ->
        [one] { $count } n’est plus accepté
       *[other] { $count } ne sont plus acceptés
    }
diff-outcome-lost =
    { $count ->
        [one] { $count } perd des réponses
       *[other] { $count } perdent des réponses
    }
diff-outcome-asked =
    { $count ->
        [one] { $count } doit être complété
       *[other] { $count } doivent être complétés
    }
diff-outcome-eased =
    { $count ->
        [one] { $count } devient acceptable
       *[other] { $count } deviennent acceptables
    }
diff-outcome-same =
    { $count ->
        [one] { $count } reste comme avant
       *[other] { $count } restent comme avant
    }
diff-effect-refused = refusé : { $pointers }
diff-effect-exit = page d’arrêt { $exit }
diff-effect-lost = réponses perdues : { $pointers }
diff-effect-asked = à répondre : { $pointers }
diff-effect-documents = documents à joindre : { $pointers }
diff-joint = { " ; " }
diff-more = et { $count } de plus

## Appels refusés

diff-both-input = Une seule des deux versions peut venir de l’entrée standard (-).
diff-samples-unreadable = { $file } : { $reason }.
diff-samples-not-json = { $file }, ligne { $row } : ce n’est pas du JSON. Écrivez un objet par ligne, ou un tableau d’objets.
diff-samples-no-answers = { $file }, ligne { $row } : donnez un objet avec ses réponses dans answers.
diff-samples-misshapen = { $file }, « { $name } » : une donnée n’a pas la forme attendue (date, profile, library…).
diff-samples-too-large = { $file } : au plus { $limit } réponses.
