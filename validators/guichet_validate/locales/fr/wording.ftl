# Ce que le vérificateur dit des textes : signes, tournures, libellés, citations.

## Signes

text-entity = Ce texte contient une entité HTML.
    .hint = Écrivez le signe lui-même : les entités ne sont pas interprétées, on lirait le code tel quel.
text-markdown = Ce texte emploie une mise en forme que le portail ne connaît pas.
    .hint = Restez aux paragraphes, au gras, à l’italique, aux listes et aux liens : titres, images, tableaux et code s’afficheraient tels quels.
text-unfinished = Ce texte semble inachevé.
    .hint = Écrivez-le, ou gardez la note dans $comment.
text-emoji = Ce texte contient un émoji ou un pictogramme.
    .hint = Dites-le en mots : un lecteur d’écran énonce le nom de l’image, qui n’est pas celui que vous pensez.
text-drawing = Ce texte dessine avec des signes.
    .hint = Dites-le en mots : un lecteur d’écran épelle les flèches et les lignes une à une.
text-capitals = Ce texte est écrit en capitales.
    .hint = Écrivez-le en minuscules et mettez-le en gras : les capitales se lisent mal, et certains lecteurs d’écran les épellent.
text-straight-quotes = Ce texte contient une apostrophe ou des guillemets de machine à écrire.
    .hint = Écrivez l’apostrophe courbe et les guillemets français : le portail montre le texte tel quel.
text-french-spaces = Une espace insécable manque près de « { $sign } ».
    .hint = Mettez une espace fine insécable (U+202F) avant le point-virgule, le point d’exclamation et le point d’interrogation, une insécable (U+00A0) avant le deux-points et dans les guillemets, pour que le signe ne parte pas à la ligne.

## Ce qui est dit

link-vague = Le lien « { $title } » ne dit pas où il mène.
    .hint = Nommez la page : un lecteur d’écran lit les liens hors de leur phrase.
link-insecure = Ce lien n’est pas chiffré.
    .hint = Écrivez https:// ; si le site ne le permet pas, citez-en un autre.
text-position = « { $words } » renvoie à une place ou à une couleur.
    .hint = Nommez ce dont vous parlez : tout le monde ne voit pas la page, et elle change avec l’écran.
text-sentence-long = Une phrase a { $count } mots, plus de { $limit }.
    .hint = Coupez-la en deux, ou faites une liste.
text-contact = Ce texte contient une adresse e-mail ou un numéro de téléphone.
    .hint = Mettez-le dans x-settings et citez-le, ou dans x-information.offices : il change plus souvent que la démarche.
text-untranslated = La traduction ({ $language }) est identique au texte d’origine.
    .hint = Traduisez-la ; si le texte se dit pareil dans les deux langues, acceptez ce constat.

## Libellés

field-title-twice = Le champ « { $name } » a le même libellé que « { $other } », dans la même étape.
    .hint = Distinguez-les : on ne saurait pas lequel une erreur désigne.
step-title-twice = Deux étapes s’intitulent « { $title } ».
    .hint = Distinguez-les : le titre dit où l’on en est.
choice-translation-twice = Deux choix se traduisent tous deux par « { $title } ».
    .hint = Distinguez-les aussi dans cette langue.
hint-repeats-title = L’aide répète le libellé.
    .hint = Dites ce que le libellé ne dit pas, ou retirez-la : un lecteur d’écran lirait deux fois la même chose.
title-marks-required = Le libellé dit lui-même si la réponse est obligatoire.
    .hint = Retirez cette mention : le portail la met partout de la même façon, d’après required.
pattern-unexplained = Rien ne dit quelle forme la réponse « { $name } » doit avoir.
    .hint = Ajoutez description, examples, ou un message x-errors pour pattern.

## Citations et messages

quote-not-a-value = « { $quote } » désigne un groupe, des lignes ou des fichiers, pas une valeur.
    .hint = Citez l’un des champs qui s’y trouvent.
quote-row-misplaced = « { $quote } » est cité hors d’une ligne ou d’un groupe.
    .hint = Citez la réponse par un pointeur depuis la racine, comme /demandeur/nom.
quote-may-be-off = La réponse citée « { $quote } » peut ne pas être demandée quand on lit ce texte.
    .hint = Montrez le texte sous la même condition, ou tournez-le autrement : on lirait le libellé du champ à la place.
quote-sensitive = « { $quote } » est une donnée protégée, et ce texte sort du portail ou dure plus qu’elle.
    .hint = Citez une autre réponse : le résumé paraît dans les listes et reste après l’effacement, les messages partent par e-mail.
quote-reads-later-step = « { $quote } » n’est demandé qu’à une étape suivante.
    .hint = Citez une réponse déjà donnée, ou déplacez le texte : on lirait le libellé du champ à la place.
decision-twice = Deux documents délivrés ont l’identifiant « { $name } ».
    .hint = Donnez à chacun le sien.
message-without-reason = Personne n’écrit de motif pour « { $event } » : la citation resterait vide.
    .hint = Citez le motif dans question, documentRefused ou refused.
error-text-unused = Le champ « { $name } » ne peut pas enfreindre « { $keyword } » : ce message ne paraîtra jamais.
    .hint = Retirez-le, ou ajoutez le mot-clé au champ.
