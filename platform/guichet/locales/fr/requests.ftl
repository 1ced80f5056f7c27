# Begin, resume.
requests-start = Faire la demande
requests-begin-title = Votre demande
requests-begin = Commencer
requests-begin-body = Vos réponses sont enregistrées à chaque étape. Vous pouvez vous arrêter et reprendre plus tard.
requests-account-title = Un compte est nécessaire
requests-account-body = Connectez-vous pour faire cette demande. Vos réponses seront enregistrées et vous suivrez votre demande depuis votre compte.
requests-resume = Reprendre
requests-resume-title = Vous avez déjà commencé cette demande
requests-resume-body = Votre brouillon a été enregistré le { $moment }. Reprenez-le là où vous en étiez.
requests-anew = Commencer une nouvelle demande
requests-anew-body = Votre brouillon reste dans «{"\u00a0"}Mes demandes{"\u00a0"}».
requests-back-procedure = Revenir à la présentation de la démarche
requests-unstartable = Cette démarche ne peut pas être commencée
requests-unsendable = Votre demande n’a pas été envoyée
requests-refused-closed = Cette démarche n’est plus ouverte en ligne. Adressez-vous au service.
requests-refused-early = Cette démarche n’est pas encore ouverte. Revenez à la date indiquée sur sa présentation.
requests-refused-over = La période de cette démarche est terminée. Adressez-vous au service.
requests-refused-verified = Cette démarche demande une identité vérifiée. Ajoutez votre pièce d’identité dans votre bibliothèque de justificatifs{"\u00a0"}: dès que la mairie l’a acceptée, revenez à cette démarche.
requests-refused-verified-add = Ajouter ma pièce d’identité
requests-refused-verified-link = Cette démarche demande une identité vérifiée. Liez FranceConnect à votre compte, puis revenez à cette démarche. Ou ajoutez votre pièce d’identité dans votre bibliothèque de justificatifs, et revenez dès que la mairie l’a acceptée.
requests-refused-verified-go = Lier FranceConnect à mon compte
requests-refused-verified-unsaved = Rien n’est enregistré{"\u00a0"}: cette démarche demande une identité vérifiée. Liez FranceConnect à votre compte dans «{"\u00a0"}Mon profil{"\u00a0"}», puis enregistrez de nouveau.
requests-unsavable = Rien ne peut être enregistré pour le moment
requests-refused-limit = Vous avez déjà une demande en cours pour cette démarche. Attendez la réponse de la mairie avant d’en envoyer une autre.

# The steps.
requests-error = Erreur{"\u00a0"}:
requests-saved-at = Enregistré le { $moment }
requests-next = Étape suivante
requests-previous = Étape précédente
requests-save = Enregistrer et quitter
requests-abandon = Abandonner la demande
requests-saved = Votre brouillon est enregistré. Reprenez-le quand vous voulez.
requests-pieces = Vos pièces
requests-preflight = Vos pièces sont-elles prêtes ?
requests-preflight-all = { $total ->
    [one] La pièce demandée est déjà dans votre bibliothèque et valide : vous n’avez rien à joindre.
   *[other] Les { $total } pièces demandées sont déjà dans votre bibliothèque et valides : vous n’avez rien à joindre.
}
requests-preflight-some = { $ready ->
    [one] { $ready } pièce sur { $total } est déjà valide dans votre bibliothèque ; il manque :
   *[other] { $ready } pièces sur { $total } sont déjà valides dans votre bibliothèque ; il manque :
}
requests-preflight-none = { $total ->
    [one] Une pièce vous sera demandée ; votre bibliothèque n’en a pas encore de valide :
   *[other] { $total } pièces vous seront demandées ; votre bibliothèque n’en a encore aucune de valide :
}
requests-preflight-pending = Déposée dans votre bibliothèque, elle attend d’être vérifiée.
requests-preflight-refused = Celle de votre bibliothèque a été refusée : remplacez-la.
requests-preflight-expired = Celle de votre bibliothèque ne peut plus servir ici : remplacez-la.
requests-preflight-more = Selon vos réponses, d’autres pièces peuvent être demandées.
requests-preflight-library = Ouvrir ma bibliothèque de justificatifs
requests-piece-given = déjà fournie
requests-piece-asked = à joindre à l’étape { $step }
requests-help = Besoin d’aide{"\u202f"}?
requests-hours = Horaires{"\u00a0"}:
requests-notice-undeclared = Une information inconnue de ce formulaire a été ignorée.
requests-notice-pruned = Ces réponses ne sont plus demandées et ont été retirées{"\u00a0"}: { $fields }.
requests-notice-lost = Votre fichier n’a pas pu être enregistré. Vos autres réponses le sont. Joignez-le de nouveau dans un moment.
requests-conflict-title = Ce brouillon a été modifié dans une autre fenêtre
requests-conflict-files = Choisissez de nouveau les fichiers que vous vouliez joindre.
requests-exit-kept = Votre brouillon est gardé.
requests-exit-back = Modifier mes réponses
requests-exit-home = Voir toutes les démarches

# Check and send.
requests-review = Vérification et envoi
requests-review-intro = Relisez vos réponses. Vous pouvez modifier chaque étape avant l’envoi.
requests-review-conflict-title = Votre demande a changé depuis l’affichage de cette page
requests-review-conflict-body = Elle n’a pas été envoyée. Relisez vos réponses, puis envoyez-la.
requests-submit = Envoyer ma demande
requests-receipt = Votre demande est envoyée
requests-receipt-number = Votre numéro de suivi{"\u00a0"}:
requests-receipt-keep = Notez-le{"\u00a0"}: avec ce numéro, vous suivez votre demande sans vous connecter.
requests-receipt-next = Et maintenant{"\u202f"}?
requests-receipt-mail = Un accusé de réception est envoyé à { $email } et dans vos messages.
requests-receipt-take = Un agent prend votre demande en charge ({ $service }). Vous serez prévenu.
requests-receipt-delay = La mairie vous répond sous { $delay }, au plus tard le { $date }.
requests-receipt-answer = La mairie vous répond par courriel et dans vos messages.
requests-follow = Suivre ma demande
requests-sent-title = Cette demande est déjà envoyée
requests-sent-body = Elle ne peut plus être modifiée ici{"\u00a0"}: ce que vous venez de saisir n’a pas été pris en compte.

# Abandon, cancel.
requests-abandon-title = Abandonner cette demande{"\u202f"}?
requests-abandon-body = Vos réponses et vos fichiers seront effacés. Vous ne pourrez pas les retrouver.
requests-abandon-confirm = Oui, tout effacer
requests-abandon-back = Non, reprendre la demande
requests-abandoned = Le brouillon «{"\u00a0"}{ $title }{"\u00a0"}» est effacé.
requests-cancel = Annuler ma demande
requests-cancel-title = Annuler cette demande{"\u202f"}?
requests-cancel-body = La mairie ne la traitera pas. Vous pourrez en envoyer une autre.
requests-cancel-confirm = Oui, annuler ma demande
requests-cancel-back = Non, la garder
requests-cancel-late-title = Cette demande ne peut plus être annulée
requests-cancel-late-body = Son statut vient de changer. Si vous n’en avez plus besoin, prévenez le service.
requests-cancelled = Votre demande est annulée.

# «Mes demandes» and one request.
requests-title = Mes demandes
requests-new = Nouvelle demande
requests-group-open = En cours
requests-group-done = Effectuées
requests-none-open = Vous n’avez pas de demande en cours.
requests-none-done = Vous n’avez pas encore de demande terminée.
requests-column-open = Voir la demande
requests-column-request = Demande
requests-column-status = Statut
requests-column-date = Date
requests-column-history = Détail des actions
requests-open-of = Voir la demande { $title }, numéro { $number }
requests-resume-of = Reprendre le brouillon { $title }
requests-history-of = Détail des actions de la demande { $title }, numéro { $number }
requests-delete = Supprimer
requests-delete-of = Supprimer le brouillon { $title }
requests-saved-on = enregistrée le { $date }
requests-sent-on = envoyée le { $date }
requests-number = n°{"\u00a0"}{ $number }
requests-reason = Motif du refus
requests-awaited = Rien n’est attendu de vous
requests-awaited-city = La mairie s’occupe de la demande ({ $service }). Vous serez prévenu de chaque étape.
requests-where = Où en est la demande{"\u202f"}?
requests-asked = Ce que vous avez demandé
requests-documents = Documents
requests-documents-none = Aucun document joint.
requests-erased = Réponses et documents effacés
requests-erased-body = Les réponses et les documents de cette demande ont été effacés le { $date }, à la fin de leur durée de conservation.
requests-history = Détail des actions
requests-history-none = Aucune action pour l’instant.
requests-event-submitted = Demande envoyée
requests-event-taken = Prise en charge{"\u00a0"}: { $service }
requests-event-closed = Demande terminée
requests-event-refused = Demande refusée
requests-event-cancelled = Demande annulée
requests-event-read = Demande consultée par un agent{"\u00a0"}: { $service }
requests-event-read-file = Document consulté par un agent{"\u00a0"}: { $service }
requests-next-take = Prise en charge{"\u00a0"}: { $service }
requests-next-answer = Réponse de la mairie
requests-next-answer-due = au plus tard le { $date }
requests-next-answer-late = le délai prévu est dépassé, contactez le service si besoin

# Tracking by number.
requests-tracking = Suivre une demande
requests-tracking-label = Numéro de suivi
requests-tracking-hint = Il figure dans votre accusé de réception, par exemple ACN-7KQ4-M2XP-9W3T-C8ZR-5.
requests-tracking-go = Suivre
requests-tracking-form = Saisissez le numéro complet, tel qu’il figure dans votre accusé de réception.
requests-tracking-check = Vérifiez le numéro{"\u00a0"}: un caractère ne correspond pas.
requests-tracking-unknown = Aucune demande ne porte ce numéro. Vérifiez-le dans votre accusé de réception.
requests-tracking-other = Suivre une autre demande
requests-tracking-reason = Le motif est dans votre compte et dans le courriel que vous avez reçu.
