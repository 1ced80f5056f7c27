# One question after the decision.
opinions-title = Votre avis
opinions-why = Une seule question, pour améliorer cette démarche. Vous pouvez répondre et changer d’avis jusqu’au { $date }. Ensuite, plus rien ne relie votre réponse à votre demande.
opinions-kept-until = Merci. Vous pouvez encore changer d’avis jusqu’au { $date }. Ensuite, plus rien ne relie votre réponse à votre demande.
opinions-question = Comment s’est passée cette démarche pour vous{"\u202f"}?
opinions-answer-very-good = Très bien
opinions-answer-good = Bien
opinions-answer-fair = Moyennement
opinions-answer-bad = Mal
opinions-answer-very-bad = Très mal
opinions-comment = Un mot pour nous aider à faire mieux
opinions-comment-hint = Une ligne, 200 caractères au plus. N’écrivez rien qui permette de vous reconnaître{"\u00a0"}: personne ne vous répondra ici.
opinions-send = Envoyer mon avis
opinions-change = Changer mon avis
opinions-missing = Choisissez une réponse
opinions-long = Raccourcissez votre mot{"\u00a0"}: { $limit } caractères au plus
opinions-kept = Merci, votre avis est enregistré.
opinions-over = Le temps de donner votre avis est passé{"\u00a0"}: rien n’a été enregistré.

# What the answers say.
opinions-results = Avis des usagers
opinions-results-why = Une question est posée après chaque décision. Les réponses des mois terminés sont comptées ici par démarche, à partir de { $fewest } pour que personne ne soit reconnu.
opinions-total = Avis
opinions-percent = { $percent }{"\u202f"}%
opinions-few = Moins de { $fewest } avis pour l’instant
opinions-none = Aucun avis pour les mois terminés.
opinions-comments = Ce que les usagers écrivent{"\u00a0"}: { $title }
