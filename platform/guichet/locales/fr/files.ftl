# Files on the pages of a request.
files-too-heavy = Vos fichiers dépassent ensemble ce qui peut être envoyé en une fois ({ $size }{"\u00a0"}Mo). Celui-ci n’a pas été pris{"\u00a0"}: joignez d’abord les autres.
files-waiting = L’antivirus examine encore «{"\u00a0"}{ $names }{"\u00a0"}»{"\u00a0"}: vous pouvez continuer et envoyer votre demande.
files-state-quarantine = En cours de vérification par l’antivirus{"\u00a0"}: revenez dans quelques minutes.
files-state-infected = Supprimé{"\u00a0"}: l’antivirus y a trouvé un virus. Un message en a été envoyé au demandeur.
files-state-error = Ce fichier n’a pas pu être vérifié{"\u00a0"}: demandez-le de nouveau au demandeur.
files-state-owner-quarantine = En cours de vérification par l’antivirus{"\u00a0"}: revenez dans quelques minutes.
files-state-owner-infected = Supprimé{"\u00a0"}: l’antivirus y a trouvé un virus. Demandez au service comment remettre ce document.
files-state-owner-error = Ce fichier n’a pas pu être vérifié{"\u00a0"}: demandez au service comment remettre ce document.
files-command-done = Documents comparés{"\u00a0"}: { $count }, abîmés{"\u00a0"}: { $damaged }.
files-command-missing = { $id }{"\u00a0"}: absent du stockage. Remettez-le depuis une sauvegarde.
files-command-changed = { $id }{"\u00a0"}: ce n’est plus ce qui a été envoyé. Remettez-le depuis une sauvegarde.
files-command-unreadable = { $id }{"\u00a0"}: le stockage ne le donne pas à lire. Vérifiez le disque et les droits, puis recommencez.
files-command-keyless = { $id }{"\u00a0"}: scellé par une clé que ce portail n’a pas. Remettez cette clé dans les réglages, puis recommencez.
files-command-rekeyed = Documents passés sous la nouvelle clé{"\u00a0"}: { $wrapped }, scellés{"\u00a0"}: { $sealed }, déjà à jour{"\u00a0"}: { $kept }, restants{"\u00a0"}: { $left }.

# A file drawn anew, as agents and its owner see it.
files-picture = Aperçu
files-picture-of = Aperçu de «{"\u00a0"}{ $name }{"\u00a0"}»
files-picture-page = Aperçu de la première page de «{"\u00a0"}{ $name }{"\u00a0"}»
files-picture-why = Image réduite que le portail a dessinée d’après le fichier. Téléchargez le fichier pour le voir en entier, ou si l’image ne s’affiche pas.
