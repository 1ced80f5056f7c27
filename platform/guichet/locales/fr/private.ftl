# Requests made without an account: two ways to begin.
private-ways = Comment voulez-vous faire cette demande{"\u202f"}?
private-way-account = Avec votre compte
private-way-account-why = Vos informations sont déjà remplies, et toutes vos demandes se suivent au même endroit.
private-way-without = Sans compte
private-way-without-why = Une adresse e-mail suffit. Vous suivez la demande avec un lien privé, envoyé à cette adresse.
private-continue = Continuer sans compte
private-begin = Demande sans compte
private-begin-how = Donnez votre adresse e-mail. À la fin, vous y recevrez un lien, valable 48 heures, pour confirmer votre demande{"\u202f"}; la ville vous y répondra.
private-begin-device = Vous pouvez fermer cette page et revenir avec ce navigateur, tant qu’il reste ouvert. «{"\u00a0"}Enregistrer et quitter{"\u00a0"}» vous envoie un lien pour reprendre plus tard, sur n’importe quel appareil.
private-email = Votre adresse e-mail
private-email-hint = Par exemple nom@exemple.fr. Vérifiez-la{"\u00a0"}: tout ce qui concerne la demande y sera envoyé.
private-trap-label = Laissez ce champ vide
private-trap = Votre navigateur a rempli un champ caché. Il est vide de nouveau{"\u00a0"}: vérifiez votre adresse, puis envoyez encore une fois.
private-refused-account = Cette démarche demande maintenant un compte. Connectez-vous, ouvrez de nouveau votre lien privé et choisissez «{"\u00a0"}Ajouter à mon compte{"\u00a0"}».

# The private link.
private-open = Ouvrir votre demande
private-open-body = Ce lien ouvre une demande faite sans compte. Il est privé{"\u00a0"}: ne le transmettez à personne.
private-open-go = Ouvrir ma demande
private-open-read = Relire avant d’envoyer
private-open-device = Sur un appareil partagé, choisissez «{"\u00a0"}Fermer sur cet appareil{"\u00a0"}» quand vous avez fini.
private-confirm = Confirmez votre demande
private-confirm-body = Votre demande est prête et n’est pas encore envoyée. En la confirmant, vous montrez que cette adresse e-mail est la vôtre, et la demande part à la mairie.
private-confirm-until = À confirmer avant le { $moment }. Ensuite, la demande et ses documents seront effacés.
private-confirm-go = Confirmer et envoyer ma demande
private-not-sent = Votre adresse est confirmée, mais la demande ne peut pas partir telle quelle. Relisez-la{"\u00a0"}: ce qui est à corriger est indiqué quand vous l’envoyez.
private-gone = Ce lien n’ouvre plus rien
private-gone-body = La demande a été ajoutée à un compte, effacée, ou l’adresse a été changée. Si elle est dans votre compte, connectez-vous. Sinon, demandez un nouveau lien.
private-login = Votre demande a été faite sans compte{"\u202f"}? Ouvrez le lien privé reçu par e-mail.
private-expired = Demande sans compte{"\u202f"}? Ouvrez plutôt, dans un nouvel onglet, le lien privé reçu par e-mail.

# Saved, waiting for the address.
private-saved = Votre brouillon est enregistré
private-saved-body = Le lien privé envoyé à { $email } permet de le reprendre, sur n’importe quel appareil.
private-saved-until = Sans changement de votre part, il est gardé jusqu’au { $date }, puis effacé.
private-saved-send = M’envoyer encore le lien
private-waiting = Confirmez votre adresse e-mail
private-waiting-status = en attente de confirmation
private-waiting-body = Votre demande n’est pas encore envoyée. Nous avons écrit à { $email }{"\u00a0"}: ouvrez le lien de ce courriel, puis choisissez «{"\u00a0"}Confirmer et envoyer ma demande{"\u00a0"}».
private-waiting-until = Sans confirmation avant le { $moment }, la demande et ses documents seront effacés.
private-waiting-no-mail = Attendez quelques minutes et regardez dans les courriers indésirables. Vous pouvez aussi recevoir le courriel encore une fois, ou corriger l’adresse.
private-waiting-again = Renvoyer le courriel
private-waiting-edit = Modifier ma demande
private-waiting-device = Une fois confirmée, la demande s’ouvre par le lien du courriel, et plus depuis cette page.
private-letter-sent = Le courriel est envoyé.
private-too-many = Plusieurs courriels sont déjà partis à cette adresse. Regardez dans votre boîte{"\u00a0"}: leur lien est toujours bon. Sinon, réessayez dans une demi-heure.
private-address = Corriger l’adresse e-mail
private-address-wrong = Corriger l’adresse
private-address-how = Le lien déjà envoyé ne servira plus. Un nouveau courriel part à l’adresse que vous donnez ici.
private-address-go = Enregistrer et envoyer le courriel

# A lost link.
private-lost = Lien privé perdu{"\u202f"}?
private-lost-how = Nous renvoyons le lien privé d’une demande faite sans compte, à l’adresse donnée dans cette demande.
private-lost-email = Adresse e-mail donnée dans la demande
private-lost-number-draft = Si la demande est déjà envoyée, recopiez le numéro de l’accusé de réception. Laissez vide pour un brouillon.
private-lost-go = Recevoir le lien
private-lost-sent = Regardez vos courriels
private-lost-sent-to = Si une demande sans compte correspond, son lien privé part à { $email }.
private-lost-sent-body = Si une demande sans compte correspond, son lien privé part à l’adresse donnée.
private-no-mail = Attendez quelques minutes et regardez dans les courriers indésirables. Vérifiez aussi l’adresse et le numéro{"\u00a0"}: nous ne pouvons pas vous dire si une demande leur correspond.
private-lost-again = Recommencer

# Beside the request.
private-own = Demande sans compte
private-own-body = La ville vous écrit à { $email }. Le lien privé de ses courriels ouvre cette page.
private-claim = Ajouter à mon compte
private-claim-why = Dans votre compte, la demande se suit avec les autres. Le lien privé ne l’ouvrira plus.
private-claim-how = Vous avez un compte{"\u202f"}? Connectez-vous{"\u00a0"}: vous pourrez y ajouter cette demande.
private-claimed = La demande est dans votre compte. Son lien privé ne l’ouvre plus.
private-claimed-already = Cette demande est déjà dans un compte.
private-leave = Fermer sur cet appareil
private-leave-why = Sur un appareil partagé, fermez la demande quand vous avez fini{"\u00a0"}: seul le lien privé l’ouvrira de nouveau.
private-left = Plus aucune demande sans compte n’est ouverte sur cet appareil.
private-readings-why = Les agents qui ont ouvert votre demande ou un de ses documents{"\u00a0"}:
private-readings-none = Aucun agent n’a encore ouvert votre demande.
private-receipt-mail = Un accusé de réception est envoyé à { $email }, avec le lien privé qui ouvre votre demande.
private-receipt-answer = La mairie vous répond par courriel.
private-event-claimed = Demande ajoutée à un compte

# What agents see.
private-agent = Demande faite sans compte
private-agent-short = Sans compte
private-agent-address = Adresse confirmée par son destinataire
