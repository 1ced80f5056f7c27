# Words of the printed documents.
paper-question = Question
paper-answer = Réponse
paper-fact = Information
paper-detail = Détail
paper-page = page
paper-required = obligatoire
paper-document = Document
paper-file-head = Fichier
paper-day = jour
paper-month = mois
paper-year = année
paper-hour = heures
paper-minute = minutes
paper-missing = Certains caractères n’ont pu être imprimés{"\u00a0"}: le signe � tient leur place. Votre demande, elle, les a gardés.

paper-receipt = Récépissé de votre demande
paper-copy = Copie de votre demande
paper-rest = Cette copie s’arrête ici, faute de place. La demande entière se lit sur le portail.
paper-definition = Formulaire
paper-version = { $id }, version { $version }
paper-fact-number = Numéro
paper-fact-filed = Reçue le
paper-fact-about = Objet
paper-fact-applicant = Demandeur
paper-fact-service = Service
paper-next = Et maintenant
paper-next-take = { $service } prend votre demande en charge et vous écrit à chaque étape.
paper-promise-due = Vous recevrez une réponse dans un délai de { $delay }, au plus tard le { $date }.
paper-promise-none = Vous recevrez une réponse dès que votre demande aura été examinée.
paper-documents = Documents joints
paper-documents-none = Aucun document n’a été joint.
paper-file = { $name } ({ $meta })
paper-follow = Suivre votre demande
paper-follow-number = Gardez ce numéro{"\u00a0"}: { $number }. Il permet de suivre la demande depuis la page d’accueil, sans se connecter.
paper-follow-address = La demande se trouve à cette adresse{"\u00a0"}:
paper-contact = Nous contacter
paper-about = Demande { $number }
paper-letter-sign = Pour la ville, { $service }

paper-form-step = Étape { $number }{"\u00a0"}– { $title }
paper-form-how = Écrivez à l’encre, en capitales, et cochez les cases qui vous concernent.
paper-form-stars = Les réponses marquées d’un astérisque (*) sont obligatoires.
paper-form-if = Remplissez seulement si { $when }{"\u00a0"}:
paper-form-if-read = À lire si { $when }{"\u00a0"}:
paper-form-required-if = Obligatoire si { $when }.
paper-form-stop = Arrêtez-vous ici si { $when }.
paper-form-more-rows = S’il manque de la place, continuez sur une feuille que vous joindrez.
paper-form-documents = Documents à joindre
paper-form-documents-hint = Joignez des copies, sauf si l’original est demandé. Cochez ce que vous joignez.
paper-form-send = Où envoyer ou déposer ce formulaire
paper-form-privacy = Vos données personnelles
paper-form-sign = Date et signature
paper-form-sign-place = Fait à
paper-form-sign-date = Le
paper-form-sign-name = Nom de la personne qui signe
paper-form-sign-signature = Signature
paper-form-code = Formulaire { $id }, version { $version }
paper-form-code-alt = Code à scanner{"\u00a0"}: adresse de la démarche en ligne, formulaire { $id }, version { $version }
paper-tick = Oui
paper-tick-one = Cochez une seule case.
paper-tick-many = Cochez toutes les cases qui conviennent.
paper-join = Joignez ce document{"\u00a0"}:
paper-join-one-of = Joignez un de ces documents{"\u00a0"}:
paper-joined = Document joint

paper-quoted = «{"\u00a0"}{ $text }{"\u00a0"}»
paper-if-and = { " et " }
paper-if-or = { " ou " }
paper-if-other = vos autres réponses le demandent
paper-if-answered = { $holds ->
    [yes] vous avez répondu { $answer } à «{"\u00a0"}{ $title }{"\u00a0"}»
   *[no] vous n’avez pas répondu { $answer } à «{"\u00a0"}{ $title }{"\u00a0"}»
  }
paper-if-ticked-of = { $holds ->
    [yes] vous avez coché { $answer } à «{"\u00a0"}{ $title }{"\u00a0"}»
   *[no] vous n’avez pas coché { $answer } à «{"\u00a0"}{ $title }{"\u00a0"}»
  }
paper-if-ticked = { $holds ->
    [yes] vous avez coché «{"\u00a0"}{ $title }{"\u00a0"}»
   *[no] vous n’avez pas coché «{"\u00a0"}{ $title }{"\u00a0"}»
  }
paper-if-given = { $holds ->
    [yes] vous avez rempli «{"\u00a0"}{ $title }{"\u00a0"}»
   *[no] vous n’avez pas rempli «{"\u00a0"}{ $title }{"\u00a0"}»
  }
paper-if-least = { $holds ->
    [yes] «{"\u00a0"}{ $title }{"\u00a0"}» est de { $limit } ou plus
   *[no] «{"\u00a0"}{ $title }{"\u00a0"}» est de moins de { $limit }
  }
paper-if-above = { $holds ->
    [yes] «{"\u00a0"}{ $title }{"\u00a0"}» est de plus de { $limit }
   *[no] «{"\u00a0"}{ $title }{"\u00a0"}» est de { $limit } ou moins
  }
paper-if-most = { $holds ->
    [yes] «{"\u00a0"}{ $title }{"\u00a0"}» est de { $limit } ou moins
   *[no] «{"\u00a0"}{ $title }{"\u00a0"}» est de plus de { $limit }
  }
paper-if-below = { $holds ->
    [yes] «{"\u00a0"}{ $title }{"\u00a0"}» est de moins de { $limit }
   *[no] «{"\u00a0"}{ $title }{"\u00a0"}» est de { $limit } ou plus
  }
paper-if-case = { $holds ->
    [yes] vous êtes dans ce cas{"\u00a0"}: «{"\u00a0"}{ $title }{"\u00a0"}»
   *[no] vous n’êtes pas dans ce cas{"\u00a0"}: «{"\u00a0"}{ $title }{"\u00a0"}»
  }
paper-if-case-of = { $holds ->
    [yes] «{"\u00a0"}{ $title }{"\u00a0"}» est { $answer }
   *[no] «{"\u00a0"}{ $title }{"\u00a0"}» n’est pas { $answer }
  }
paper-if-case-other = { $holds ->
    [yes] votre situation le demande («{"\u00a0"}{ $title }{"\u00a0"}»)
   *[no] votre situation ne s’y oppose pas («{"\u00a0"}{ $title }{"\u00a0"}»)
  }
paper-if-other-one = { $holds ->
    [yes] votre réponse à «{"\u00a0"}{ $title }{"\u00a0"}» le demande
   *[no] votre réponse à «{"\u00a0"}{ $title }{"\u00a0"}» ne s’y oppose pas
  }
