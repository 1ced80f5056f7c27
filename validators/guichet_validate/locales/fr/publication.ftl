# What only the portal that publishes a definition can tell.
version-published = La version { $version } est déjà publiée avec un autre contenu.
    .hint = Une version publiée ne change plus : des demandes s’appuient sur elle. Augmentez le numéro de version.
version-older = La version { $version } est plus ancienne que la version publiée { $current }.
    .hint = Donnez un numéro de version plus grand que { $current }.
service-unknown = La ville n’a pas de service « { $service } ».
    .hint = Choisissez un des services de city.json, ou ajoutez-y celui-ci.
category-unknown = L’accueil n’a pas de catégorie « { $category } ».
    .hint = Choisissez une des catégories de city.json, ou ajoutez-y celle-ci.
