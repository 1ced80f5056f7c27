# Ce que le vérificateur dit des valeurs, du profil et de ce qui ne sert à rien.

## Valeurs

range-without-value = Aucun nombre ne convient à « { $name } ».
    .hint = Accordez les bornes et multipleOf.
choice-excluded = Le choix « { $value } » est exclu par les bornes du champ.
    .hint = Retirez les bornes, ou ce choix.
items-more-than-choices = Plus de réponses sont exigées qu’il n’y a de choix ({ $count }).
    .hint = Baissez minItems.
keyword-idle = « { $keyword } » ne dit rien avec cette valeur.
    .hint = Retirez-le.
choice-single = « { $name } » n’offre qu’un choix.
    .hint = Ajoutez un choix, ou ne posez pas la question ; pour une case à cocher, écrivez un booléen avec const true.
choices-many-as-radio = { $count } boutons radio se suivent, plus de { $limit }.
    .hint = Prenez le widget select, ou regroupez les choix.
default-unused = La valeur par défaut de « { $name } » ne sert jamais.
    .hint = Retirez-la : la réponse est calculée, ou c’est un groupe, des lignes ou des fichiers.
box-ticked-by-default = La case « { $name } » est cochée d’avance.
    .hint = Retirez default : un accord ou une déclaration n’engage que si la personne coche elle-même.
duration-empty = Cette durée est nulle.
    .hint = Écrivez une durée, ou retirez le mot-clé.
window-passed = Les demandes sont fermées depuis le { $day }.
    .hint = Avancez closes, ou mettez state à closed.
branch-twice = Cette condition est écrite deux fois.
    .hint = Gardez-en une.
expression-constant-impossible = « { $name } » { $operator } « { $value } » donne toujours le même résultat.
    .hint = Comparez avec l’un des choix du champ, une valeur dans ses bornes, une date AAAA-MM-JJ.
expression-same-sides = « { $name } » est comparé à lui-même.
    .hint = Comparez avec une autre réponse.
computed-reads-later-step = « { $name } » se montre avant « { $field } », dont il se calcule.
    .hint = Déplacez-le dans l’étape de cette réponse, ou après : il resterait vide.
setting-unused = Rien ne lit le réglage « { $name } ».
    .hint = Retirez-le, ou citez-le par settings.{ $name }.
computed-unused = Rien ne lit le champ caché « { $name } ».
    .hint = Retirez-le, ou montrez-le.

## Profil

autocomplete-missing = « { $name } » parle de la personne qui remplit, et son navigateur ne peut pas l’aider.
    .hint = Ajoutez x-ui.autocomplete : { $token } (WCAG 1.3.5), ou off si c’est d’autre chose qu’il s’agit.
autocomplete-of-other = « { $name } » peut parler de quelqu’un d’autre, et le navigateur proposerait les données de la personne qui remplit.
    .hint = Retirez x-ui.autocomplete.
autocomplete-misfit = Le jeton « { $token } » ne convient pas à ce champ.
    .hint = Écrivez celui de ce qui est demandé ({ $expected }).
profile-not-used = « { $name } » ({ $token }) est dans le profil, mais n’en vient pas et n’y va pas.
    .hint = Ajoutez x-prefill, pour ne pas redemander ce que la ville sait déjà, ou x-feed.
autocomplete-undecided = Rien ne dit si « { $name } » est une donnée de la personne qui remplit.
    .hint = Ajoutez x-ui.autocomplete : { $token } si elle parle d’elle-même, off si c’est de quelqu’un d’autre.
prefill-type = « { $source } » n’est pas du type de « { $name } » : le champ ne serait jamais prérempli.
    .hint = Prenez une autre source, ou accordez le type et le format du champ.
feed-type = « { $target } » n’est pas du type de « { $name } ».
    .hint = Visez une autre donnée du profil, ou accordez le type et le format du champ.
feed-too-long = « { $name } » peut dépasser les { $limit } signes que le profil accepte.
    .hint = Baissez maxLength à { $limit } : la donnée ne serait pas reportée.
procedure-unknown = La ville n’a pas de démarche « { $procedure } ».
    .hint = Écrivez l’identifiant d’une définition de ce dossier.
list-unused = Aucune définition n’emploie la liste « { $list } ».
    .hint = Retirez le fichier, ou employez-le par x-lookup.
prefill-request-unknown = La demande précédente n’a pas de réponse « { $field } ».
    .hint = Écrivez le pointeur d’un champ de cette démarche.
prefill-request-type = « { $field } » n’est pas du type de « { $name } ».
    .hint = Reprenez un champ du même type.
sensitive-not-said = « { $name } » demande une donnée que la loi protège, et la définition ne le dit pas.
    .hint = Ajoutez x-privacy avec sensitive à true, au champ ou à la racine.
document-holder-not-person = « { $holder } » n’est pas une personne : c’est un champ, ou toutes les lignes ensemble.
    .hint = Désignez le groupe qui décrit la personne, ou une ligne par /*.
document-holder-nameless = « { $holder } » ne dit pas qui est la personne : la pièce de n’importe qui serait réutilisée.
    .hint = Préremplissez son nom, son prénom ou sa date de naissance (x-prefill), pour reconnaître le titulaire.

## Acceptations

acceptance-unknown = Aucune règle ne porte le code « { $code } ».
    .hint = { $close ->
        [none] Recopiez le code que le vérificateur affiche.
       *[other] Vouliez-vous dire « { $close } » ?
    }
acceptance-of-error = « { $code } » est une erreur : elle ne s’accepte pas.
    .hint = Corrigez ce qu’elle signale, et retirez cette entrée.
acceptance-unused = Le constat accepté « { $code } » n’a plus lieu ici.
    .hint = Retirez cette entrée.
