# Around a step: progress, the list of steps, saving while typing, two tabs, a session that has ended.
steps-nav = Étapes de la demande
steps-all = Toutes les étapes
steps-done-count = { $done ->
    [0] Aucune étape n’est encore terminée, sur { $total }.
    [one] { $done } étape terminée sur { $total }.
   *[other] { $done } étapes terminées sur { $total }.
  }
steps-state = État{"\u00a0"}:
steps-state-done = fait
steps-state-todo = à compléter
steps-state-wrong = à corriger
steps-state-later = pas encore possible
steps-state-send = à envoyer
steps-continue = Continuer
steps-review = Vérifier et envoyer

steps-saved = Enregistré à { $time }
steps-autosave-failed = Vos dernières réponses ne sont pas encore enregistrées. Elles restent sur cette page, et nous réessayons. Vérifiez votre connexion si ce message reste affiché.
steps-autosave-stopped = Vos réponses ne s’enregistrent plus toutes seules. Elles restent sur cette page{"\u00a0"}: appuyez sur «{"\u00a0"}Enregistrer et quitter{"\u00a0"}» pour les garder.
steps-autosave-conflict = Cette étape a été modifiée dans une autre fenêtre. Ce que vous saisissez ici reste sur cette page et n’est plus enregistré tout seul{"\u00a0"}: appuyez sur «{"\u00a0"}Étape suivante{"\u00a0"}» pour comparer et choisir.
steps-autosave-sent = Cette demande a été envoyée depuis une autre fenêtre. Ce que vous saisissez ici n’est plus enregistré{"\u00a0"}: suivez-la dans «{"\u00a0"}Mes demandes{"\u00a0"}».
steps-autosave-signed-out = Vous n’êtes plus connecté. Vos réponses restent sur cette page{"\u00a0"}: appuyez sur «{"\u00a0"}Étape suivante{"\u00a0"}», nous vous aiderons à les garder.
steps-autosave-other-session = Vous vous êtes connecté de nouveau depuis l’ouverture de cette page. Vos réponses y restent{"\u00a0"}: appuyez sur «{"\u00a0"}Étape suivante{"\u00a0"}» pour les garder.

steps-conflict-body = Ce que vous venez de saisir ici n’est pas encore enregistré. Choisissez ce que vous voulez garder.
steps-conflict-table = Réponses qui diffèrent
steps-conflict-question = Question
steps-conflict-saved = Enregistré
steps-conflict-typed = Saisi ici
steps-conflict-nothing = (sans réponse)
steps-conflict-keep = Garder ce que j’ai saisi ici
steps-conflict-take = Prendre ce qui est enregistré

steps-expired-title = Vous n’êtes plus connecté
steps-expired-body = Rien n’est perdu{"\u00a0"}: cette page garde ce que vous venez de saisir, tant que vous la laissez ouverte.
steps-expired-first = 1. Connectez-vous
steps-expired-first-body = La connexion s’ouvre dans un nouvel onglet. Utilisez le même compte.
steps-expired-tab = (nouvel onglet)
steps-expired-second = 2. Revenez ici
steps-expired-second-body = Une fois connecté, revenez sur cet onglet et envoyez de nouveau votre saisie.
steps-expired-again = Envoyer de nouveau ma saisie
steps-other-title = Votre saisie est à envoyer de nouveau
steps-other-body = Vous vous êtes connecté de nouveau depuis l’ouverture de la page. Rien n’est perdu{"\u00a0"}: cette page garde ce que vous venez de saisir. Envoyez-le de nouveau pour continuer.
steps-signed-in-title = Vous êtes connecté
steps-signed-in-body = Fermez cet onglet et revenez à celui que vous aviez laissé ouvert{"\u00a0"}: votre saisie vous y attend.
