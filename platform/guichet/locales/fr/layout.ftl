# The page around every page.
layout-site = Démarches
layout-tagline = Vos démarches
layout-skip = Aller au contenu
layout-nav = Principale
layout-footer = Informations du site
layout-sign-in = Me connecter
layout-sign-out = Me déconnecter
layout-demo-label = Démonstration
layout-demo = Portail de démonstration{"\u00a0"}: ville et personnes sont inventées, rien n’est envoyé.
layout-demo-mails = Voir les courriels
layout-legal = Mentions légales
layout-terms = Conditions générales d’utilisation
layout-privacy = Données personnelles
layout-cookies = Cookies
layout-accessibility = Accessibilité
layout-faq = Questions fréquentes
layout-sitemap = Plan du site

# Parts that pages share.
layout-status-draft = En brouillon
layout-status-pending = En attente
layout-status-processing = Traitement
layout-status-closed = Clos
layout-status-refused = Refusé
layout-status-cancelled = Annulée
layout-pages = Pages de la liste
layout-newer = Plus récentes
layout-older = Plus anciennes
layout-crumbs = Vous êtes ici
layout-progress = étape { $number } sur { $total }
layout-problems = { $count ->
    [one] Une réponse est à revoir
   *[other] { $count } réponses sont à revoir
  }
layout-required = obligatoire
layout-required-note = Les champs marqués d’un astérisque (*) sont obligatoires.
