# The preview of one definition, for whoever writes it.
preview-label = Aperçu
preview-of = Aperçu de { $name }
preview-renewed = L’aperçu montre le fichier qui vient d’être enregistré.
preview-version = version { $version }
preview-saved = enregistré le { $moment }
preview-clean = Aucun constat{"\u00a0"}: le fichier peut être publié.
preview-count = { $errors ->
    [0] Aucune erreur
    [one] Une erreur
   *[other] { $errors } erreurs
  }, { $warnings ->
    [0] aucun avertissement.
    [one] un avertissement.
   *[other] { $warnings } avertissements.
  }
preview-broken = Le fichier, tel qu’il est enregistré, ne peut pas être lu.
preview-still = L’aperçu montre encore la dernière version lisible, celle du { $moment }. Corrigez le fichier et enregistrez-le{"\u00a0"}: la nouvelle prendra sa place.
preview-nothing = Il n’y a encore rien à montrer. Corrigez ce qui suit et enregistrez le fichier{"\u00a0"}: l’aperçu apparaîtra.
preview-fault-title = Cette page ne peut pas être montrée
preview-fault = Le fichier se lit, mais ce qu’il décrit ne peut pas être montré en entier. Corrigez les constats et enregistrez-le.
preview-findings = Constats
preview-information = { $count ->
    [one] Une information
   *[other] { $count } informations
  }
preview-severity-error = Erreur
preview-severity-warning = Avertissement
preview-severity-information = Information
preview-line = ligne { $line }

preview-citizen = L’usager
preview-procedure = La page de la démarche
preview-start = Faire la demande, du début à l’accusé de réception
preview-closed = Aujourd’hui, un usager ne peut pas faire cette demande{"\u00a0"}:
preview-no-form = Cette démarche n’a pas de formulaire{"\u00a0"}: elle informe.
preview-ready = Avec des réponses toutes prêtes
preview-ready-hint = Choisissez des réponses{"\u00a0"}: tout ce qui suit les montre. Les réponses que vous saisissez dans une étape sont gardées tant que le fichier les demande.
preview-answers = Réponses
preview-made-up = Inventées
preview-answers-fullest = Tout ce qui peut être répondu
preview-answers-smallest = Seulement ce qui est obligatoire
preview-answers-chance-1 = Au hasard, une première fois
preview-answers-chance-2 = Au hasard, une seconde fois
preview-tests = Tests de la démarche (x-tests)
preview-show = Montrer ces réponses
preview-none = Aucune réponse de cette sorte n’a été trouvée. Choisissez-en d’autres.
preview-test-passes = Ce test passe.
preview-test-fails = Ce test échoue{"\u00a0"}: les constats disent pourquoi.
preview-test-day = Il se passe le { $day }{"\u202f"}; les étapes ci-dessous se jugent à la date d’aujourd’hui.
preview-exit = Ces réponses mènent à l’arrêt «{"\u00a0"}{ $title }{"\u00a0"}».
preview-wrong = { $count ->
    [one] Une de ces réponses est à revoir{"\u00a0"}: la demande ne peut pas être envoyée.
   *[other] { $count } de ces réponses sont à revoir{"\u00a0"}: la demande ne peut pas être envoyée.
  }
preview-steps = Étape par étape
preview-step = Étape
preview-empty = Vide
preview-errors = Avec ses erreurs
preview-filled = Remplie
preview-not-shown = n’apparaît pas avec ces réponses
preview-review = Récapitulatif
preview-receipt = La confirmation d’envoi
preview-request = Le suivi de la demande
preview-not-sent = Avec ces réponses, la demande ne peut pas être envoyée.
preview-agent = L’agent
preview-agent-request = La demande telle que l’agent la lit
preview-agent-queue = La file des demandes
preview-paper = Le papier (PDF)
preview-paper-form = Le formulaire à imprimer
preview-paper-receipt = L’accusé de réception
preview-paper-copy = La copie de la demande
preview-paper-decision = Décision{"\u00a0"}: { $title }
preview-mails = Les courriels
preview-mailbox = Les courriels des demandes que vous avez envoyées vous-même
preview-mail-acknowledgement = Accusé de réception
preview-mail-taken = Prise en charge
preview-mail-question = Question de l’agent
preview-mail-reply = Message de l’agent
preview-mail-documentAccepted = Document accepté
preview-mail-documentRefused = Document refusé
preview-mail-documentInfected = Un document contient un virus
preview-mail-correction = Corrections demandées
preview-mail-corrected = Corrections reçues
preview-mail-edited = Demande modifiée
preview-mail-returned = Demande de nouveau en attente
preview-mail-closed = Demande close
preview-mail-refused = Demande refusée
preview-mail-silenceAccepted = Demande acceptée par silence
preview-mail-silenceRefused = Demande refusée par silence
preview-mail-failed = Refus pour un problème technique
preview-mail-cancelled = Demande annulée
preview-mail-draftEnding = Brouillon bientôt supprimé
preview-mail-from = Expéditeur
preview-mail-attached = Pièce jointe
preview-reason = (Ici, ce que l’agent écrit à la personne.)

# In the terminal.
preview-serving = Aperçu de { $name }{"\u00a0"}: { $address }
preview-stop = Ctrl-C l’arrête et efface ses données.
preview-port = Le port { $port } ne peut pas être utilisé ({ $reason }){"\u00a0"}: donnez-en un autre avec --port, ou 0 pour n’importe lequel.
preview-city = { $file } ne peut pas être lu{"\u00a0"}: corrigez-le d’abord, chaque page montre la ville.
