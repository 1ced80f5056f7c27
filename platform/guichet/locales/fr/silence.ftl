# What the law makes of a delay that ran out without an answer.
silence-accepted = Votre demande est acceptée
silence-accepted-body = La mairie n’y a pas répondu au plus tard le { $date }. Pour cette démarche, son silence vaut accord.
silence-accepted-proof = Vous pouvez demander une attestation de cet accord au service ({ $service }).
silence-refused = Votre demande est refusée, faute de réponse
silence-refused-body = La mairie n’y a pas répondu au plus tard le { $date }. Pour cette démarche, son silence vaut refus.
silence-refused-proof = Vous pouvez demander les raisons de ce refus au service dans les deux mois ({ $service }), ou déposer une nouvelle demande.
silence-event-accepted = Demande acceptée, la mairie n’ayant pas répondu à temps
silence-event-refused = Demande refusée, la mairie n’ayant pas répondu à temps
silence-event-failed = Demande impossible à traiter, à cause d’un problème technique
silence-queue = { $count ->
    [one] Le silence va décider d’une demande dans les 7{"\u00a0"}jours
   *[other] Le silence va décider de { $count } demandes dans les 7{"\u00a0"}jours
  }
silence-queue-colon = {"\u00a0"}:
silence-queue-accept = acceptée sans réponse le { $date } au plus tard
silence-queue-refuse = refusée sans réponse le { $date } au plus tard
silence-queue-more = Les autres suivent dans la liste, triée par échéance.
silence-soon-accept = Sans décision au plus tard le { $date }, cette demande sera acceptée
silence-soon-refuse = Sans décision au plus tard le { $date }, cette demande sera refusée
silence-soon-body = Pour cette démarche, le silence de la ville vaut décision. Décidez avant, ou posez une question à l’usager si sa réponse vous manque{"\u00a0"}: le délai l’attend.
silence-case = Sans réponse
silence-means-accept = le silence vaut accord
silence-means-refuse = le silence vaut refus
silence-case-accepted = Acceptée par silence
silence-case-refused = Refusée par silence
silence-case-body = Aucune décision n’a été prise au plus tard le { $date }. L’usager en est informé et peut demander une attestation ou les raisons.
silence-command-done = La demande { $number } est refusée. Son auteur en est informé.
silence-command-unknown = Aucune demande ne porte le numéro { $number }.
silence-command-over = La demande { $number } n’est pas en cours{"\u00a0"}: rien n’a été fait.
silence-command-reason = Donnez une raison que l’usager puisse lire, { $limit } caractères au plus.
