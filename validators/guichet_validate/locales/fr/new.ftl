# Les questions de guichet new, et les textes de la première définition.

## Questions

new-intro = Une nouvelle démarche en quelques questions. Entrée accepte la réponse entre crochets.
new-ask-title = Titre de la démarche, en français
new-ask-title-en = Titre en anglais
new-ask-languages = Langues des textes : fr, ou fr,en
new-ask-id = Identifiant, qui ne changera plus (nom du fichier, adresse de la page)
new-ask-category = Catégorie
new-ask-service = Service qui traite les demandes
new-ask-online = Les demandes se font en ligne (sinon, une page d’information)
new-ask-access = Qui peut faire la demande
new-access-open = tout le monde, sans compte
new-access-account = les personnes qui ont un compte
new-access-verified = les personnes dont l’identité est vérifiée
new-ask-household = La demande porte sur un membre du foyer
new-ask-documents = Documents à joindre, séparés par des virgules (tapez liste pour les voir, rien pour aucun)
new-yes = oui
new-no = non
new-choose = Votre choix

## Réponses refusées

new-title-empty = Saisissez un titre d’au moins une lettre.
new-title-long = Ce titre est trop long : 200 caractères au plus.
new-title-characters = Un titre ne contient ni accolades, ni chevrons, ni crochets.
new-languages-wrong = Écrivez fr, ou fr,en.
new-id-wrong = Un identifiant s’écrit en minuscules sans accent, chiffres et traits d’union, comme acte-naissance ; 80 caractères au plus.
new-slug-wrong = Écrivez un identifiant en minuscules, chiffres et traits d’union, comme etat-civil.
new-choice-wrong = Donnez un numéro ou un identifiant de la liste.
new-yes-no-wrong = Répondez oui ou non.
new-kind-unknown = { $kind } n’est pas un genre de document connu. { $close ->
        [none] La réponse liste les donne tous.
       *[other] Vouliez-vous dire { $close } ?
    }
new-kind-twice = { $kind } est nommé deux fois.
new-missing = Avec --no-input, donnez aussi { $option }.
new-file-exists = { $file } existe déjà. Donnez un autre identifiant, ou --force pour le remplacer.
new-id-taken = La démarche { $id } existe déjà dans { $file }. Donnez un autre identifiant.
new-not-file-name = Le fichier doit s’appeler { $file }, comme l’identifiant.
new-no-answer = Il n’y a plus de réponse à lire. Donnez les options, ou appelez la commande dans un terminal.
new-done =
    { $file } est écrit.
    Relisez-le, puis : guichet check { $file }, guichet test { $file }

## Première définition

draft-purpose = Traiter la demande et y répondre
draft-purpose-information = Informer le public ; aucune donnée n’est demandée
draft-step-demande = Votre demande
draft-step-personne = La personne concernée
draft-step-demandeur = Vous
draft-step-pieces = Documents
draft-step-envoi = Vérification et envoi
draft-request = Que demandez-vous ?
draft-request-hint = Dites en quelques phrases ce dont vous avez besoin.
draft-person = La personne concernée
draft-section-title = Comment faire
draft-section-body = Adressez-vous au service : il vous dira quels documents apporter et en combien de temps vous aurez une réponse.
draft-test-complete = tout est répondu
draft-test-empty = rien n’est répondu
