# Ce que le vérificateur dit d’une définition : un message, puis comment y remédier.

## Fichiers

file-not-readable = Ce fichier ne peut pas être lu : { $reason }.
    .hint = Vérifiez le chemin et les droits du fichier.
json-syntax = { $slip ->
        [comma-missing] Une virgule manque après ceci.
        [comma-extra] Cette virgule est de trop.
        [colon-missing] Un deux-points manque après ce nom.
        [quote-missing] Un guillemet manque à la fin de ce texte.
        [quote-inside] Ce guillemet termine le texte trop tôt.
        [quote-shape] Ce guillemet n’est pas le guillemet droit du JSON.
        [end-missing] Le fichier s’arrête avant la fin : une accolade ou un crochet n’est pas refermé.
        [end-early] Le document est déjà terminé avant ceci.
        [bracket-other] Ce signe ne ferme pas ce qui est ouvert.
        [comment] JSON n’a pas de commentaires.
        [word] Ce mot n’est pas du JSON.
        [empty] Ce fichier est vide.
       *[other] Ce fichier n’est pas du JSON.
    }
    .hint = { $slip ->
        [comma-missing] Ajoutez la virgule à cet endroit : il en faut une entre deux éléments.
        [comma-extra] Retirez-la : il n’y en a qu’une entre deux éléments, et aucune après le dernier.
        [colon-missing] Écrivez "nom" : valeur, avec le deux-points.
        [quote-missing] Ajoutez " à la fin du texte ; un retour à la ligne s’y écrit \n.
        [quote-inside] Dans un texte, écrivez « et », ou \" au lieu de ".
        [quote-shape] Remplacez-le par ".
        [end-missing] Ajoutez ce qui manque à la fin, ou cherchez plus haut l’accolade ou le crochet oublié.
        [end-early] Une accolade fermante est de trop plus haut, ou le reste est à retirer.
        [bracket-other] Une accolade {"{"} se ferme par {"}"}, un crochet [ par ] : cherchez lequel manque ou est de trop juste avant.
        [comment] Retirez-le.
        [word] Écrivez true, false ou null, en minuscules.
        [empty] Partez de la plus petite définition de la documentation, ou de guichet new.
       *[other] Corrigez la syntaxe à cet endroit ou juste avant : une virgule, un guillemet ou une accolade manque ou est de trop.
    }
json-key-repeated = La clé « { $key } » est écrite deux fois dans le même objet.
    .hint = Gardez-en une seule : selon les outils, l’une ou l’autre serait perdue.
json-number = NaN et l’infini ne sont pas des nombres JSON.
    .hint = Écrivez un nombre fini, ou retirez le mot-clé.
json-byte-order-mark = Ce fichier commence par une marque d’ordre des octets (BOM).
    .hint = Enregistrez-le en « UTF-8 sans BOM ».
json-encoding = Ce fichier n’est pas en UTF-8.
    .hint = Enregistrez-le en UTF-8 : les accents y sont écrits autrement.
json-too-deep = Ce fichier emboîte plus de { $limit } niveaux.
    .hint = Déplacez des parties dans $defs et nommez-les par $ref.
json-too-large = Ce fichier dépasse 512 Kio.
    .hint = Partagez la démarche en deux, ou allégez ses textes et ses tests.
json-not-an-object = Une définition est un objet JSON : elle commence par une accolade.
    .hint = Partez de la plus petite définition de la documentation.
procedure-twice = La démarche « { $id } » est déjà définie dans { $other }.
    .hint = Donnez à l’une des deux un autre identifiant et un autre nom de fichier.

## Nombres

number-too-large = Ce nombre est trop grand pour être lu exactement partout.
    .hint = Restez entre -{ $limit } et { $limit }.

## Structure

keyword-unknown = Le mot-clé « { $keyword } » n’existe pas ici.
    .hint = { $close ->
        [none] Retirez-le, ou voyez dans la documentation où il se place.
       *[other] Vouliez-vous dire « { $close } » ?
    }
keyword-refused = Le mot-clé « { $keyword } » de JSON Schema ne fait pas partie du profil.
    .hint = Exprimez-le par les mots-clés du profil : conditions if/then/else, choix oneOf, références #/$defs/NOM.
keyword-missing = Le mot-clé « { $keyword } » manque.
    .hint = Ajoutez-le à cet objet.
privacy-missing = La définition ne dit pas pourquoi les données sont demandées ni combien de temps elles sont gardées.
    .hint = Ajoutez x-privacy à la racine : purpose, basis, retention, recipients.
object-not-closed = Cet objet accepterait des réponses qui ne sont pas déclarées.
    .hint = Ajoutez additionalProperties à false.
type-wrong = Cette valeur n’est pas du bon type : il faut { $expected ->
        [array] une liste
        [object] un objet
        [integer] un nombre entier
        [number] un nombre
        [string] un texte entre guillemets
        [boolean] true ou false
       *[other] { $expected }
    }.
    .hint = Réécrivez-la avec ce type.
value-not-allowed = Cette valeur n’est pas permise ici.
    .hint = { $close ->
        [none] Valeurs permises : { $allowed }.
       *[other] Vouliez-vous dire « { $close } » ? Valeurs permises : { $allowed }.
    }
shape-wrong = Cette valeur n’a pas la forme attendue.
    .hint = { $shape ->
        [slug] Écrivez un identifiant en minuscules, chiffres et traits d’union, comme acte-naissance.
        [category] Écrivez un identifiant en minuscules, chiffres et traits d’union, comme etat-civil.
        [identifier] Commencez par une minuscule, puis des lettres, des chiffres ou des traits d’union.
        [pointer] Écrivez un pointeur vers une réponse, comme /demandeur/nom.
        [rowPointer] Écrivez un pointeur, comme /demandeur/nom, ou @/nom dans une ligne.
        [date] Écrivez une date, comme 2026-05-04.
        [moment] Écrivez une date, ou une date et une heure, comme 2026-05-04T09:30.
        [duration] Écrivez une durée ISO 8601, comme P3M (trois mois) ou P10D (dix jours).
        [language] Écrivez un code de langue, comme fr.
        [version] Écrivez une version en trois nombres, comme 1.2.0.
        [href] Écrivez une adresse https://…, mailto:adresse, tel:numéro ou un chemin du portail.
        [page] Écrivez l’adresse d’une page publique, en https://.
        [source] Écrivez une source connue : profile:/…, member:/…, household:, franceconnect:nom, request:last/….
        [to] Écrivez une cible connue : profile:/…, member:/… ou household:.
        [ref] Écrivez une référence #/$defs/NOM.
       *[other] Voyez la forme attendue dans la documentation de ce mot-clé.
    }
name-wrong = Le nom « { $name } » n’a pas la forme attendue.
    .hint = Commencez par une minuscule, puis des lettres et des chiffres. Pour une langue, écrivez son code, comme en.
tracking-prefix-wrong = Le préfixe des numéros de suivi n’a pas la bonne forme.
    .hint = Écrivez deux à six capitales ou chiffres, en commençant par une lettre, comme ACN.
number-out-of-range = Ce nombre est hors des bornes ({ $keyword } : { $limit }).
    .hint = Choisissez une valeur dans les bornes.
length-wrong = Cette valeur est trop courte ou trop longue ({ $keyword } : { $limit }).
    .hint = Adaptez le texte ou le nombre d’éléments.
repeated-item = Cette liste contient deux fois la même valeur.
    .hint = Gardez-la une seule fois.

## Identité de la démarche

id-not-file-name = L’identifiant « { $id } » n’est pas le nom du fichier (« { $file } »).
    .hint = Renommez le fichier en { $id }.json, ou corrigez l’identifiant.
tracking-prefix-missing = Cette démarche a un formulaire, mais pas de préfixe pour les numéros de suivi.
    .hint = Ajoutez « reference » à x-procedure, comme "ACN".
summary-missing = Cette démarche a un formulaire, mais rien pour nommer une demande dans les listes.
    .hint = Ajoutez « summary » à x-procedure ; il peut citer des réponses : "{"{"}/typeActe{"}"}".
steps-missing = Cette définition déclare des champs, mais aucune étape.
    .hint = Ajoutez x-steps : chaque champ se place dans une étape.
form-missing = Cette démarche est annoncée en ligne, mais ne déclare aucun champ.
    .hint = Ajoutez des champs, ou passez « online » à none.
information-missing = Cette démarche n’a ni formulaire à remplir ni information à lire.
    .hint = Ajoutez x-information avec au moins une section.
silence-without-delay = Le silence de la ville ne peut rien signifier sans un délai.
    .hint = Ajoutez « delay », comme P2M.
opens-after-closes = La démarche ouvre après sa fermeture.
    .hint = Échangez « opens » et « closes ».

## Objets et plafonds

property-name-wrong = Le nom de champ « { $name } » n’a pas la forme attendue.
    .hint = Commencez par une minuscule sans accent, puis des lettres et des chiffres, 41 caractères au plus : dateNaissance.
property-name-reserved = Le nom « { $name } » est réservé aux expressions.
    .hint = Choisissez un autre nom, par exemple { $name }Choisi.
properties-missing = L’objet « { $name } » ne déclare aucun champ.
    .hint = Ajoutez « properties » avec ses champs, ou changez son type.
required-unknown = « { $name } » est obligatoire, mais n’est pas déclaré.
    .hint = { $close ->
        [none] Déclarez ce champ dans « properties », ou retirez-le de « required ».
       *[other] Vouliez-vous dire « { $close } » ?
    }
fields-too-many = La définition dépasse { $limit } champs.
    .hint = Partagez la démarche, ou regroupez des champs dans une liste.
fields-too-deep = Les champs s’emboîtent sur plus de { $limit } niveaux.
    .hint = Remontez ce groupe d’un niveau.
conditions-too-many = La définition compte { $count } conditions, pour { $limit } au plus.
    .hint = Nommez les conditions répétées dans $defs, et regroupez dans un objet les champs qu’elles commandent ensemble.

## Champs

field-title-missing = Le champ « { $name } » n’a pas d’intitulé.
    .hint = Ajoutez « title » : c’est ce que les gens lisent.
string-unbounded = Le texte « { $name } » n’a pas de limite.
    .hint = Ajoutez « maxLength », un « pattern », un « format », ou des choix.
array-unbounded = La liste « { $name } » n’a pas de limite.
    .hint = Ajoutez « maxItems ».
items-missing = La liste « { $name } » ne dit pas ce qu’elle contient.
    .hint = Ajoutez « items ».
rows-too-many = Une liste de saisie compte au plus { $limit } lignes.
    .hint = Baissez « maxItems ».
range-empty = Aucune valeur ne convient : « { $low } » dépasse « { $high } ».
    .hint = Échangez ou corrigez les deux bornes.
keyword-for-other-type = « { $keyword } » ne dit rien d’une valeur de type { $type }.
    .hint = Retirez ce mot-clé, ou changez le type.
choice-twice = Deux choix ont la même valeur ou le même intitulé.
    .hint = Distinguez-les, ou gardez-en un seul.
choice-of-wrong-type = La valeur de ce choix n’est pas de type { $type }.
    .hint = Écrivez une valeur de ce type dans « const ».
choices-not-unique = « { $name } » laisserait cocher deux fois le même choix.
    .hint = Ajoutez uniqueItems à true.
default-invalid = La valeur par défaut de « { $name } » serait refusée.
    .hint = Choisissez une valeur que le champ accepte.
example-invalid = L’exemple donné pour « { $name } » serait refusé.
    .hint = Donnez un exemple que le champ accepte.
widget-misfit = La présentation « { $widget } » ne convient pas à ce champ.
    .hint = Retirez « widget » : la présentation suit le type. Ou changez le type du champ.
read-only-not-computed = « { $name } » est en lecture seule, mais rien ne le calcule.
    .hint = Ajoutez x-computed, ou retirez readOnly.
computed-not-read-only = « { $name } » est calculé, mais se laisserait saisir.
    .hint = Ajoutez readOnly à true.
computed-required = « { $name } » est calculé et obligatoire : si le calcul échoue, personne ne peut y remédier.
    .hint = Retirez-le de « required ».
hidden-not-computed = « { $name } » est caché, mais n’est pas calculé.
    .hint = Ajoutez x-computed, ou retirez « widget » à hidden.

## Motifs et formats

pattern-invalid = Ce motif n’est pas une expression régulière du profil.
    .hint = Vérifiez les parenthèses, les crochets et les répétitions.
pattern-not-anchored = Ce motif accepterait un texte qui le contient seulement.
    .hint = Commencez par ^, terminez par $, et mettez les alternatives entre parenthèses : ^(a|b)$.
pattern-not-portable = Ce motif n’a pas le même sens partout ({ $detail }).
    .hint = Écrivez [0-9] pour un chiffre, [A-Za-zÀ-ÖØ-öø-ÿ] pour une lettre, (?:a) pour un groupe ; n’échappez que la ponctuation réservée.
pattern-not-linear = Un texte bien choisi rendrait ce motif très lent.
    .hint = N’emboîtez pas deux répétitions qui acceptent les mêmes caractères, comme dans (a+)+.
format-unknown = Le format « { $format } » n’existe pas.
    .hint = Prenez un format connu (date, uuid, email, phone-fr, postcode-fr, siret, iban…), ou écrivez un « pattern ».
format-without-pattern = Le format « { $format } » doit être accompagné d’un motif.
    .hint = Ajoutez « pattern », pour qu’un validateur ordinaire juge aussi la forme.

## Références

reference-outside = Une référence ne sort jamais du document.
    .hint = Copiez le schéma dans $defs et nommez-le #/$defs/NOM, ou faites-en un fragment partagé.
reference-unresolved = La référence « { $reference } » ne mène à rien.
    .hint = { $close ->
        [none] Écrivez #/$defs/NOM avec un nom déclaré dans $defs.
       *[other] Vouliez-vous dire « { $close } » ?
    }
reference-recursive = La référence « { $reference } » revient sur elle-même.
    .hint = Retirez la boucle : un champ ne peut pas se contenir.
fragment-unknown = Le fragment « { $name } » n’existe pas.
    .hint = Prenez l’un des fragments fournis (address, applicant, declaration, email, files, organisation, person, phone), ou ajoutez-le au dossier fragments.
reference-beside = « { $keyword } » à côté d’une référence n’est pas lu de la même façon partout.
    .hint = Gardez ici le titre, les textes et les mots-clés x- ; écrivez la structure dans $defs.
definition-unused = « { $name } » n’est utilisé nulle part.
    .hint = Retirez-le de $defs.

## Conditions

condition-not-in-profile = Cette condition ne suit aucun des quatre motifs du profil.
    .hint = { $reason ->
        [several] Écrivez une entrée par champ commandé.
        [then] À côté de « else », « then » ne peut que rendre obligatoire le même champ.
        [else] Dans « else », le champ commandé vaut false, sans rien d’autre.
        [mixed] Séparez ce qui rend obligatoire de ce qui restreint : deux entrées.
       *[other] Affichez (else à false), rendez obligatoire (then.required), restreignez (then.properties), ou arrêtez (x-exit).
    }
condition-place = Une condition ne peut pas se placer dans ce groupe.
    .hint = Déplacez-la dans le allOf de la racine, ou sortez le groupe dans $defs.
condition-without-effect = Cette condition ne commande rien.
    .hint = Ajoutez « then » ou « else », ou retirez-la.
condition-vacuous = La condition est vraie aussi quand « { $name } » n’a pas de réponse.
    .hint = Ajoutez "{ $name }" au « required » de la condition.
condition-unknown-field = « { $name } » n’est pas un champ de cet objet.
    .hint = { $close ->
        [none] Corrigez le nom, ou déclarez le champ.
       *[other] Vouliez-vous dire « { $close } » ?
    }
condition-value-impossible = « { $name } » ne peut jamais valoir « { $value } ».
    .hint = { $close ->
        [none] Prenez une des valeurs du champ, du même type et dans ses bornes.
       *[other] Vouliez-vous dire « { $close } » ?
    }
condition-test-misfit = « { $keyword } » ne dit rien du champ « { $name } ».
    .hint = Prenez un test qui convient : const ou enum pour une valeur, contains pour une liste, minimum pour un nombre.
condition-type-missing = La condition entre dans un groupe sans redire son type.
    .hint = Ajoutez « type » à object à cet endroit.
condition-too-large = Cette condition compte plus de { $limit } tests.
    .hint = Simplifiez-la, ou calculez un champ caché qui la résume.
condition-recursive = La condition « { $reference } » se nomme elle-même.
    .hint = Retirez la boucle.
switch-twice = Deux conditions affichent ou cachent « { $name } ».
    .hint = N’en gardez qu’une : « A et B » dans le même if, « A ou B » avec anyOf.
required-while-off = « { $name } » peut être obligatoire alors qu’une autre condition le cache.
    .hint = Reprenez la condition qui l’affiche, et ajoutez-y ce qui le rend obligatoire.
switch-on-required = « { $name } » est toujours obligatoire, alors qu’une condition peut le cacher.
    .hint = Retirez-le de « required » : la condition le rend obligatoire quand il s’affiche.

## Sorties

exit-shape = Une sortie a un « if », « then » à false et rien d’autre.
    .hint = Écrivez « then » à false et retirez « else ».
exit-without-page = Cette condition refuse tout, sans dire pourquoi.
    .hint = Ajoutez x-exit : id, title, body.
exit-not-at-root = Une sortie se place dans le allOf de la racine.
    .hint = Déplacez-la à la racine.
exit-twice = Deux sorties portent l’identifiant « { $name } ».
    .hint = Donnez à chacune le sien.

## Dépendances

dependency-cycle = Ces champs dépendent les uns des autres en rond : { $fields }.
    .hint = Rompez la boucle : l’un d’eux ne doit dépendre d’aucun autre.
condition-reads-later-step = La condition sur « { $target } » lit « { $field } », qui n’est demandé que plus tard.
    .hint = Déplacez l’un des deux champs : une condition lit la même étape ou une étape précédente.

## Étapes

step-field-unknown = « { $field } » ne mène à aucun champ.
    .hint = { $close ->
        [none] Corrigez le pointeur, ou déclarez le champ.
       *[other] Vouliez-vous dire « { $close } » ?
    }
step-field-too-deep = « { $field } » est trop profond pour une étape.
    .hint = Nommez un champ de la racine, ou un champ d’un groupe de la racine.
field-in-no-step = « { $field } » n’est dans aucune étape.
    .hint = Ajoutez-le à une étape ; un champ calculé qu’on ne montre pas prend « widget » à hidden.
field-in-several-steps = « { $field } » est déjà dans une étape.
    .hint = Gardez-le dans une seule, lui ou le groupe qui le contient.
step-field-hidden = « { $field } » est caché : il ne se place dans aucune étape.
    .hint = Retirez-le de l’étape.
step-twice = Deux étapes portent l’identifiant « { $name } ».
    .hint = Donnez à chacune le sien.
step-empty = L’étape « { $name } » ne demande rien.
    .hint = Ajoutez-y un champ, ou retirez-la.
review-not-last = L’étape de vérification n’est pas la dernière.
    .hint = Placez-la à la fin.
notice-reads-later-step = Cet avis dépend de « { $field } », qui n’est demandé que plus tard.
    .hint = Déplacez l’avis après ce champ.

## Expressions

expression-too-long = L’expression dépasse { $limit } caractères.
    .hint = Partagez-la entre plusieurs champs calculés.
expression-too-many-operators = L’expression compte plus de { $limit } opérateurs.
    .hint = Partagez-la entre plusieurs champs calculés.
expression-too-deep = L’expression s’emboîte sur plus de { $limit } niveaux.
    .hint = Retirez des parenthèses, ou partagez-la.
expression-nested-macro = Une boucle (map, filter, all, exists) en contient une autre.
    .hint = Calculez la boucle intérieure dans un champ de la ligne.
expression-syntax = L’expression n’est pas du CEL (vers le caractère { $offset }).
    .hint = { $slip ->
        [equals] Écrivez == pour comparer.
        [words] Écrivez && pour « et », || pour « ou », un point d’exclamation pour « non ».
        [unclosed] Une parenthèse n’est pas refermée.
        [unopened] Une parenthèse fermante est de trop.
        [quote] Un texte n’est pas refermé : il commence et finit par la même apostrophe droite.
       *[other] Vérifiez les guillemets, les parenthèses et les opérateurs : ==, &&, ||.
    }
expression-unknown-name = « { $name } » n’existe pas ici.
    .hint = { $close ->
        [none] Nommez un champ déclaré, settings.NOM, row, parent, today ou now.
       *[other] Vouliez-vous dire « { $close } » ?
    }
expression-unknown-function = La fonction « { $name } » n’existe pas.
    .hint = Prenez l’une des fonctions du format : age, days, months, hours, plus, year, weekday, sum, count, min, max, round, concat, normalise, size.
expression-has = has() ne sert à rien ici : une réponse absente vaut null.
    .hint = Écrivez « champ != null ».
expression-size-of-text = La longueur d’un texte n’est pas comptée de la même façon partout.
    .hint = Bornez le texte par maxLength ou pattern.
expression-variable-taken = La variable de boucle « { $name } » porte le nom d’une réponse.
    .hint = Prenez un autre nom, court : p, l, e.
expression-mixed-numbers = L’expression mêle des nombres entiers et décimaux ({ $left } { $operator } { $right }).
    .hint = Écrivez 4.0 plutôt que 4 à côté d’un nombre décimal.
expression-types = L’opérateur { $operator } ne s’applique pas ici ({ $left }, { $right }).
    .hint = Comparez et combinez des valeurs du même type.
expression-member = « .{ $name } » ne s’applique pas à une valeur de type { $type }.
    .hint = Pour une liste, écrivez liste.map(x, x.{ $name }).
expression-arguments = Les arguments de « { $name } » ne conviennent pas.
    .hint = Vérifiez leur nombre et leur type dans la documentation.
expression-division-unguarded = Le diviseur « { $name } » peut être nul.
    .hint = Écrivez « { $name } != 0 ? … / { $name } : 0 », ou donnez au champ un minimum de 1.
expression-not-boolean = Cette expression ne répond pas par oui ou non ({ $found }).
    .hint = Terminez-la par une comparaison.
expression-result = Le calcul donne { $found }, le champ attend { $wanted }.
    .hint = Changez le type du champ, ou convertissez : round(…) pour un entier, 1.0 * … entre décimaux.

## Règles

rule-twice = Deux règles portent l’identifiant « { $name } ».
    .hint = Donnez à chacune le sien.
rule-each-not-repeat = « { $each } » n’est pas une liste de saisie.
    .hint = Nommez un champ de type liste d’objets.
rule-at-unknown = « { $at } » ne mène à aucun champ.
    .hint = { $close ->
        [none] Nommez le champ sous lequel le message s’affiche.
       *[other] Vouliez-vous dire « { $close } » ?
    }
rule-at-needs-row = « { $at } » commence dans une ligne, mais la règle n’en parcourt aucune.
    .hint = Ajoutez « each », ou commencez par /.
rule-reads-nothing = Cette règle ne lit aucune réponse.
    .hint = Faites-la porter sur au moins un champ.

## Textes

translation-missing = « { $key } » n’est pas traduit en { $language ->
    [en] anglais
    [fr] français
   *[other] langue « { $language } »
  }.
    .hint = Ajoutez-le à x-i18n → { $language }, dans le même objet.
translation-language-unknown = La langue « { $language } » n’est pas à traduire ici.
    .hint = Ajoutez-la à « languages » ; la première langue reste dans les mots-clés ordinaires.
translation-key-unknown = « { $key } » est traduit, mais n’existe pas dans cet objet.
    .hint = Retirez la traduction, ou ajoutez le texte.
text-quote-unknown = « {"{"}{ $quote }{"}"} » ne cite rien.
    .hint = { $close ->
        [none] Citez une réponse {"{"}/champ{"}"}, une valeur de la ligne {"{"}@/champ{"}"}, son numéro {"{"}n{"}"} ou un réglage {"{"}settings.nom{"}"}.
       *[other] Vouliez-vous dire « {"{"}{ $close }{"}"} » ?
    }
message-quote-in-subject = L’objet d’un message ne cite aucune réponse.
    .hint = Citez la réponse dans le corps : l’objet se lit sur un écran verrouillé.
text-html = Ce texte contient du HTML.
    .hint = Écrivez en Markdown : **important**, *insistance*, listes et liens.
text-link-unsafe = Ce lien ne mène ni à une page, ni à une adresse, ni à un numéro.
    .hint = Écrivez https://…, mailto:adresse ou tel:numéro.
text-spaces = Ce texte contient des espaces en trop.
    .hint = Retirez les espaces doubles, au début et à la fin.

## Profil

profile-path-unknown = Le profil ne connaît pas « { $path } ».
    .hint = { $close ->
        [none] Prenez un chemin du profil : /identity/familyName, /addresses/main/city, /contacts/email ; d’un membre : /givenNames, /birthDate.
       *[other] Vouliez-vous dire « { $close } » ?
    }
prefill-claim-unknown = FranceConnect ne donne pas « { $claim } ».
    .hint = Prenez given_name, family_name, birthdate, gender, birthplace, birthcountry ou email.
prefill-household-misplaced = Un membre du foyer remplit un groupe ou une liste, pas le champ « { $name } ».
    .hint = Placez la source household sur le groupe ou la liste, et member:/… sur ses champs.
prefill-member-unbound = Aucun membre du foyer n’est choisi autour de « { $name } ».
    .hint = Ajoutez la source household au groupe ou à la liste qui contient ce champ.
prefill-where-alone = « where » choisit des membres, mais aucune source n’est household:.
    .hint = Ajoutez la source household à « from », ou retirez « where ».
prefill-lock-unknown = « { $source } » est verrouillé sans être une source.
    .hint = Écrivez dans « lock » une entrée de « from », telle quelle.
prefill-lock-waits = « { $name } » est verrouillé, alors que son préremplissage attend une condition.
    .hint = Retirez « lock » ou « when » : ce qui est verrouillé l’est toujours.
prefill-reads-later-step = Le préremplissage de « { $target } » lit « { $field } », qui n’est demandé que plus tard.
    .hint = Déplacez l’un des deux champs : une condition lit la même étape ou une étape précédente.
feed-household-misplaced = Seule une liste alimente le foyer, pas « { $name } ».
    .hint = Alimentez profile:/… ou member:/….
feed-match-missing = Rien ne dit quelle ligne de « { $name } » est quel membre du foyer.
    .hint = Ajoutez « match », comme ["@/nom", "@/dateNaissance"].
feed-name-unknown = « { $name } » n’est pas un champ de cet objet.
    .hint = Corrigez le nom.

## Justificatifs

document-not-a-file = « { $name } » n’est pas un champ de fichiers.
    .hint = Écrivez une référence à guichet:fragments/files à la place du type.
document-kind-unknown = Le type de document « { $kind } » n’existe pas.
    .hint = Prenez un type de documents.json, ou ajoutez-le.
document-alternative-twice = Deux documents acceptés portent l’identifiant « { $name } ».
    .hint = Donnez à chacun le sien.
document-holder-unknown = « { $holder } » ne mène à aucune personne.
    .hint = Nommez le groupe de la personne, ou @/… dans une ligne.

## Listes de référence et réglages

lookup-filter-unknown = Le filtre lit « { $field } », qui n’existe pas.
    .hint = Corrigez le pointeur.
setting-default-invalid = La valeur par défaut du réglage « { $name } » serait refusée.
    .hint = Choisissez une valeur du bon type et dans les bornes.

## Tests

tests-missing = Cette définition n’a pas de tests.
    .hint = Ajoutez x-tests : un cas accepté et un cas refusé pour commencer.
test-twice = Deux tests portent le nom « { $name } ».
    .hint = Renommez l’un des deux.
test-base-unknown = Le test de base « { $base } » n’existe pas.
    .hint = Écrivez le nom d’un autre test, tel quel.
test-base-cycle = Ce test repose sur lui-même, par « { $base } ».
    .hint = Rompez la boucle.
test-pointer-unknown = « { $field } » ne mène à aucun champ.
    .hint = Corrigez le pointeur ; les lignes sont numérotées à partir de 0.
test-step-unknown = L’étape « { $name } » n’existe pas.
    .hint = Écrivez l’identifiant d’une étape.
test-exit-unknown = La sortie « { $name } » n’existe pas.
    .hint = Écrivez l’identifiant d’une sortie.
test-setting-unknown = Le réglage « { $name } » n’existe pas.
    .hint = Déclarez-le dans x-settings, ou corrigez le nom.
test-expects-nothing = Le test « { $name } » n’attend rien.
    .hint = Ajoutez « valid » ou un autre résultat attendu.
test-failed = Le test « { $name } » échoue : « { $aspect } » : attendu { $expected }, obtenu { $actual }.
    .hint = Corrigez la définition, ou ce que le test attend.
definition-not-built = Le moteur ne peut pas construire cette partie ({ $reason }).
    .hint = Simplifiez cet endroit en suivant le format.
validators-disagree = Deux validateurs ne jugent pas de même les réponses du test « { $name } ».
    .hint = Réécrivez ce qui diffère ({ $detail }) avec les mots-clés du profil.
