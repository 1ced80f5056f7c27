# Home page
catalogue-home-title = Toutes vos démarches
catalogue-question = Quelle démarche souhaitez-vous faire ?
catalogue-online-explained = Faites votre demande en ligne, à toute heure. Les démarches marquées (@) se font en partie ou en entier sur ce site.
catalogue-online = (en ligne)
catalogue-search-label = Chercher, par exemple « acte de naissance » ou « encombrants »
catalogue-search = Chercher
catalogue-results-title = Recherche : { $query }
catalogue-found = { $count ->
    [0] Aucune démarche trouvée pour « { $query } »
    [one] Une démarche trouvée pour « { $query } »
   *[other] { $count } démarches trouvées pour « { $query } »
  }
catalogue-nothing = Essayez avec un autre mot, ou parcourez toutes les démarches ci-dessous.
# Words that the search passes over, without accents.
catalogue-empty-words = a ai au aux avec ce ces d dans de des du en est et faire il j je l la le les ma me mes mon n ne nos notre on ou par pour qu que qui s sa se ses son sur un une vos votre
catalogue-all = Toutes les démarches
catalogue-empty = Aucune démarche n’est publiée pour le moment.
catalogue-tracking = Suivre une demande
catalogue-tracking-hint = Sans vous connecter, avec le numéro reçu dans l’accusé de réception.
catalogue-number = Numéro de suivi
catalogue-track = Suivre
catalogue-account = Votre compte
catalogue-account-why = Saisissez vos informations une seule fois : elles rempliront vos prochaines demandes.
catalogue-account-name = Compte de { $name }
catalogue-account-open = Ouvrir mon espace

# Page of a procedure
catalogue-online-title = Faire la demande en ligne
catalogue-partial = Une partie de la démarche se fait en ligne ; la suite vous sera indiquée.
catalogue-needs-account = La connexion à votre compte vous sera demandée.
catalogue-start = Commencer la demande
catalogue-draft = Vous avez un brouillon
catalogue-draft-saved = Enregistré le { $moment }.
catalogue-resume = Reprendre mon brouillon
catalogue-start-another = Commencer une autre demande
catalogue-closed = Cette démarche est fermée : il n’est pas possible de faire une demande en ligne pour le moment.
catalogue-not-yet = Les demandes ouvriront le { $day }.
catalogue-ended = Les demandes sont closes depuis le { $day }.
catalogue-delay = Délai de réponse
catalogue-answered = Neuf des dernières demandes sur dix ont reçu leur réponse { $most }.
catalogue-answered-half = La moitié des dernières demandes ont reçu leur réponse { $half }, neuf sur dix { $most }.
catalogue-within-days = { $count ->
    [0] le jour même
    [1] en un jour au plus
   *[other] en { $count } jours au plus
  }
catalogue-silence-accept = Sans réponse dans ce délai, votre demande est acceptée.
catalogue-silence-refuse = Sans réponse dans ce délai, votre demande est refusée.
catalogue-legal = Textes de référence
catalogue-years = { $count ->
    [one] { $count } an
   *[other] { $count } ans
  }
catalogue-months = { $count } mois
catalogue-weeks = { $count ->
    [one] { $count } semaine
   *[other] { $count } semaines
  }
catalogue-days = { $count ->
    [one] { $count } jour
   *[other] { $count } jours
  }

# Other pages
catalogue-contents = Sommaire
catalogue-map-portal = Le portail
catalogue-map-pages = Informations
catalogue-cookie-colon = {"\u00a0: "}
catalogue-cookie-session = Garde votre connexion, ou l’accès aux demandes sans compte ouvertes ici, et protège les formulaires contre les envois faits à votre insu. Il est déposé quand vous ouvrez une page qui contient un formulaire à envoyer.
catalogue-cookie-language = Retient la langue que vous avez choisie en haut de la page. Il est déposé à ce moment-là.
catalogue-cookie-lasts = Il dure { $duration }.
catalogue-cookie-ends = Il disparaît quand vous fermez le navigateur.
catalogue-cookie-hidden = Aucun script ne peut le lire.
catalogue-cookie-secure = Il ne voyage que chiffré.
