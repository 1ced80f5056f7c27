# Files: how many more, another in the place of one, photographs, documents of the library.
files-left = { $count ->
    [one] Encore un fichier, { $size } au plus.
   *[other] Encore { $count } fichiers, { $size } au plus chacun.
  }
files-full = Vous avez joint { $count } fichiers, le maximum. Pour en changer, remplacez-en ou retirez-en un.
files-attach = Joindre maintenant
files-replace = Remplacer
files-replace-now = Remplacer maintenant
files-instead = Nouveau fichier à la place de «{"\u00a0"}{ $name }{"\u00a0"}»
files-stays = Celui-ci reste jusqu’à ce que le nouveau soit accepté.
files-join = Réunir ces photos en un seul document
files-join-hint = Recto, verso, plusieurs pages{"\u00a0"}: jusqu’à { $most } photos, { $size } au plus chacune.
files-join-given = Réunir ces { $count } photos en un seul document
files-unreadable = «{"\u00a0"}{"{name}"}{"\u00a0"}» ne peut pas être lu par votre navigateur. Choisissez une photo JPEG ou PNG, ou réglez votre appareil photo sur JPEG («{"\u00a0"}le plus compatible{"\u00a0"}»).
files-reduced = «{"\u00a0"}{"{name}"}{"\u00a0"}» a été réduite pour l’envoi{"\u00a0"}: {"{size}"}{"\u00a0"}Mo au lieu de {"{before}"}{"\u00a0"}Mo.
files-chosen = {"{name}"}, {"{size}"}{"\u00a0"}Mo
files-reuse = Documents de votre bibliothèque
files-use = Utiliser «{"\u00a0"}{ $title }{"\u00a0"}»
files-use-until = Utiliser «{"\u00a0"}{ $title }{"\u00a0"}» (valable jusqu’au { $date })
files-use-none = Aucun de ces documents, j’en joins un autre

problem-filePages = Réunissez moins de photos pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: { $limit } au plus
problem-fileJoin = Joignez les photos de «{"\u00a0"}{ $title }{"\u00a0"}» une par une ou en plus petit nombre{"\u00a0"}: elles n’ont pas pu être réunies
problem-fileInfected = Retirez «{"\u00a0"}{ $name }{"\u00a0"}» de «{"\u00a0"}{ $title }{"\u00a0"}» et joignez un autre fichier{"\u00a0"}: l’antivirus y a trouvé un virus
problem-fileMacro = Enregistrez le fichier de «{"\u00a0"}{ $title }{"\u00a0"}» en PDF et joignez-le de nouveau{"\u00a0"}: celui-ci contient des macros ou des objets, qui ne sont pas acceptés
problem-fileUnreadable = Joignez une autre copie du fichier de «{"\u00a0"}{ $title }{"\u00a0"}», enregistrée ou photographiée de nouveau{"\u00a0"}: celui-ci ne peut pas être lu
problem-fileBusy = Joignez de nouveau le fichier de «{"\u00a0"}{ $title }{"\u00a0"}» dans un instant{"\u00a0"}: trop de fichiers arrivent en ce moment pour qu’il soit vérifié
