# The second factor: on the way in, and in one's own account.
second = Double authentification
second-why = En plus du mot de passe, un code d’une application ou une clé de sécurité est demandé pour vous connecter. Qui connaît seulement votre mot de passe n’entre pas.
second-needed = Votre rôle dans la ville la rend obligatoire : il en reste toujours un moyen au moins.
second-none = Elle n’est pas activée. Il vous faut une application d’authentification, sur un téléphone par exemple, ou une clé de sécurité.
second-add = Ajouter une application
second-add-go = Ajouter cette application
second-added = La double authentification est activée. Les autres appareils sont déconnectés.
second-replace = Changer d’application
second-replace-why = La nouvelle application remplace celle d’avant, dont les codes ne serviront plus. Les codes de secours restent valables.
second-replaced = La nouvelle application remplace celle d’avant. Les autres appareils sont déconnectés.
second-application = Application d’authentification
second-since = Ajoutée le { $moment }
second-used = Dernière utilisation le { $moment }
second-back = Ne rien changer
second-remove = Retirer l’application
second-remove-why = Ses codes ne permettront plus de vous connecter. Si c’est votre dernier moyen, votre mot de passe suffira, et les codes de secours ne serviront plus. Donnez votre mot de passe pour confirmer.
second-remove-go = Retirer l’application
second-removed = C’est retiré. Votre autre moyen reste demandé pour vous connecter.
# Adding an application.
second-install = Installez une application d’authentification (TOTP), par exemple celle que la ville recommande, ou ouvrez votre gestionnaire de mots de passe s’il en tient lieu.
second-scan = Avec elle, scannez ce code.
second-scan-alt = Code QR à scanner avec l’application. Il contient la clé écrite plus bas.
second-same-device = L’application est sur cet appareil ?
second-open = Ouvrir dans l’application
second-type = Vous ne pouvez pas scanner ? Saisissez cette clé dans l’application :
second-type-hint = Type de clé : basée sur le temps, 6 chiffres, 30 secondes.
second-then = Saisissez ci-dessous le code que l’application affiche alors.
second-code-mismatch = Ce code ne va pas avec cette clé : vérifiez que l’heure de l’appareil est juste, puis saisissez le code affiché maintenant
# On the way in.
second-first = Protéger votre compte
second-first-why = Votre rôle donne accès aux données d’autres personnes : en plus du mot de passe, un code d’une application est demandé à chaque connexion. Ajoutez-la maintenant, cela prend deux minutes.
second-first-go = Ajouter cette application et me connecter
second-code-title = Encore une étape : votre code
second-code = Code à 6 chiffres
second-code-hint = Celui que votre application d’authentification affiche maintenant. Par exemple 123 456
second-code-missing = Saisissez le code que votre application affiche
second-code-wrong = Ce code n’est pas le bon, ou il a déjà servi : attendez que l’application en affiche un autre, puis saisissez-le
second-sign-in = Me connecter
second-no-application = Je n’ai pas mon application : utiliser un code de secours
second-have-application = J’ai mon application : utiliser son code
second-recovery-title = Utiliser un code de secours
second-recovery = Code de secours
second-recovery-hint = Un de ceux que vous avez gardés, pas encore utilisé. Par exemple 4f2m-9kxa-07qt-hn3c
second-recovery-missing = Saisissez un de vos codes de secours
second-recovery-wrong = Ce code n’est pas le bon, ou il a déjà servi : vérifiez-le, ou prenez le suivant
second-no-recovery = Vous n’avez plus ni application ni code de secours ? Agent de la ville : demandez à un administrateur du portail de réinitialiser votre double authentification. Habitant : écrivez ou rendez-vous à la mairie.
second-ten-minutes = Cette étape reste ouverte dix minutes.
second-other-account = Recommencer ou changer de compte
second-again = Cette étape n’est plus ouverte : il s’est passé plus de dix minutes, ou quelque chose a changé dans le compte. Connectez-vous de nouveau.
# Recovery codes.
second-codes = Codes de secours
second-codes-once = Gardez ces codes : ils ne seront plus affichés
second-codes-why = Chacun des { $many } codes permet, une seule fois, de vous connecter sans votre application, par exemple si vous perdez votre téléphone.
second-codes-keep = Imprimez-les ou recopiez-les, et rangez-les ailleurs que sur votre téléphone. Ceux d’avant, s’il y en avait, ne servent plus.
second-codes-kept = J’ai gardé mes codes
second-codes-left = { $left ->
    [0] Il n’en reste aucun sur { $many } : demandez-en d’autres.
    [one] Il en reste un seul sur { $many } : demandez-en d’autres.
   *[other] Il en reste { $left } sur { $many }.
}
second-renew = Obtenir de nouveaux codes de secours
second-renew-why = Les nouveaux codes remplacent ceux d’avant, qui ne serviront plus. Donnez votre mot de passe pour confirmer.
second-renew-go = Afficher de nouveaux codes
# Security keys and passkeys.
second-key = Clé de sécurité
second-key-named = Clé de sécurité : { $name }
second-key-title = Encore une étape : votre clé
second-key-show = Branchez ou approchez votre clé, puis appuyez sur le bouton : le navigateur vous guide.
second-key-go = Utiliser ma clé de sécurité
second-key-script = Une clé de sécurité a besoin de JavaScript, et d’un navigateur qui la connaît.
second-key-script-application = Sans lui, prenez le code de l’application.
second-key-script-other = Sans lui, prenez un code de secours.
second-key-failed = La clé n’a pas répondu, ou la demande a été annulée. Recommencez, ou prenez un autre moyen.
second-key-known = Cette clé est déjà celle d’un compte : prenez-en une autre.
second-key-wrong = Cette clé n’est pas une de celles de ce compte, ou la page a trop attendu : recommencez, ou prenez un autre moyen
second-key-missing = Appuyez sur « Utiliser ma clé de sécurité » : sans JavaScript, prenez un autre moyen
second-no-key = Je n’ai pas ma clé : utiliser un code de secours
second-key-add = Ajouter une clé de sécurité
second-key-how = Donnez un nom à la clé, puis appuyez sur le bouton : le navigateur vous guide. Une clé qui se branche, un téléphone, ou cet appareil lui-même peuvent servir.
second-key-name = Nom de la clé
second-key-name-hint = Pour la reconnaître plus tard. Par exemple : clé bleue du trousseau
second-key-name-missing = Donnez un nom à la clé
second-key-name-long = Écrivez au plus { $most } caractères
second-key-not-made = La clé n’a pas été ajoutée : appuyez de nouveau sur le bouton, ou ajoutez une application
second-key-add-go = Ajouter cette clé
second-key-added = La clé « { $name } » est ajoutée. Les autres appareils sont déconnectés.
second-use-key = Ajouter une clé de sécurité à la place
second-use-application = Ajouter une application d’authentification à la place
second-remove-key = Retirer la clé
second-remove-key-why = Cette clé ne permettra plus de vous connecter. Si c’est votre dernier moyen, votre mot de passe suffira, et les codes de secours ne serviront plus. Donnez votre mot de passe pour confirmer.
second-remove-key-go = Retirer la clé
second-off = La double authentification est désactivée : votre mot de passe suffit.
