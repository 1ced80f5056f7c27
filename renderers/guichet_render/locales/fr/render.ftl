# Words of the forms.
yes = Oui
no = Non
required = obligatoire
required-note = Les champs marqués d’un astérisque (*) sont obligatoires.
more = En savoir plus
choose = Choisir…
optional-none = Aucune de ces réponses
not-given = Non renseigné
update = Mettre à jour
update-hint = Après avoir répondu, mettez à jour la page{"\u00a0"}: de nouvelles questions peuvent apparaître.
updated = La page a changé{"\u00a0"}: d’autres questions vous concernent maintenant.
update-failed = La page n’a pas pu se mettre à jour. Vos réponses sont toujours là, vous pouvez continuer.
error = Erreur{"\u00a0"}:
caution = Attention{"\u00a0"}:
moment = { $day } à { $time }
locked = Cette information ne peut pas être modifiée ici.

origin-profile = repris de votre profil
origin-member = repris de votre foyer
origin-franceconnect = transmis par FranceConnect
origin-request = repris de votre dernière demande
origin-library = repris de votre bibliothèque de justificatifs, vérifié et valable

sample = Par exemple { $sample }
sample-birth = 27 3 1985
# A day of the next month.
sample-date = 27 { $month } { $year }
sample-email = ana@example.fr
sample-phone = 06{"\u00a0"}12{"\u00a0"}34{"\u00a0"}56{"\u00a0"}78
limit-length = { $limit } caractères au plus.
limit-between = De { $least } à { $most }.
limit-most = { $most } au plus.
limit-least = { $least } au moins.
limit-choices = { $most } réponses au plus.
limit-rows = { $most } au plus.
limit-files = { $most ->
    [one] Un fichier
   *[other] { $most } fichiers au plus, chacun
  } de { $size } au plus{"\u00a0"}: { $kinds }.

date-day = Jour
date-month = Mois
date-year = Année

repeat-add = Ajouter
repeat-row = { $title } n°{"\u00a0"}{ $number }
repeat-remove = Retirer

file-choose = Choisir un fichier
file-add = Ajouter un fichier
file-here = Fichiers déjà joints
file-kind = Quel document joignez-vous{"\u202f"}?
file-kind-given = Type de document
file-remove = Retirer
file-issued = Date du document
file-expires = Date de fin de validité
file-dated-for = { $label } (pour{"\u00a0"}: { $papers })
file-issued-on = daté du { $date }
file-valid-until = valable jusqu’au { $date }
file-too-large = «{"\u00a0"}{"{name}"}{"\u00a0"}» dépasse { $size }. Choisissez un fichier plus léger.
file-wrong-kind = «{"\u00a0"}{"{name}"}{"\u00a0"}» n’est pas d’un type accepté. Choisissez un de ceux-ci{"\u00a0"}: { $kinds }.

size-mega = { $count }{"\u00a0"}Mo
size-kilo = { $count }{"\u00a0"}ko
size-bytes = { $count }{"\u00a0"}octets

duration-y = { $count ->
    [one] 1 an
   *[other] { $count } ans
  }
duration-m = { $count } mois
duration-w = { $count ->
    [one] 1 semaine
   *[other] { $count } semaines
  }
duration-d = { $count ->
    [one] 1 jour
   *[other] { $count } jours
  }

documents-title = Documents à préparer
documents-or = Un de ces documents{"\u00a0"}:
documents-maybe = selon vos réponses
documents-age = de moins de { $age }
documents-valid = en cours de validité
plain-pair = { $title }{"\u00a0"}: { $text }
links-title = Liens utiles

# The summary of what to mend.
summary-title = { $count ->
    [one] Une réponse est à revoir
   *[other] { $count } réponses sont à revoir
  }
summary-row = { $row } – { $text }

# Problems: each says what to do next. $title is the field, $limit what is allowed.
problem-required = { $asks ->
    [question] Répondez à la question «{"\u00a0"}{ $title }{"\u00a0"}»
    [order] Répondez à «{"\u00a0"}{ $title }{"\u00a0"}»
   *[name] { $verb ->
        [date] Indiquez la date «{"\u00a0"}{ $title }{"\u00a0"}»
        [choose] Choisissez une réponse pour «{"\u00a0"}{ $title }{"\u00a0"}»
        [tick] Cochez la case «{"\u00a0"}{ $title }{"\u00a0"}»
        [join] Joignez un fichier pour «{"\u00a0"}{ $title }{"\u00a0"}»
        [add] Ajoutez au moins une ligne à «{"\u00a0"}{ $title }{"\u00a0"}»
       *[fill] Indiquez «{"\u00a0"}{ $title }{"\u00a0"}»
      }
  }
problem-type = { $kind ->
    [money] Indiquez «{"\u00a0"}{ $title }{"\u00a0"}» par un montant en euros, par exemple 12,50
    [integer] Indiquez «{"\u00a0"}{ $title }{"\u00a0"}» par un nombre entier, par exemple 12
    [number] Indiquez «{"\u00a0"}{ $title }{"\u00a0"}» par un nombre, par exemple 12,5
   *[other] Indiquez de nouveau «{"\u00a0"}{ $title }{"\u00a0"}»
  }
problem-oneOf = Choisissez une des réponses proposées pour «{"\u00a0"}{ $title }{"\u00a0"}»
problem-const = Choisissez une autre réponse pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: celle-ci ne convient pas avec vos autres réponses
problem-minLength = { $count ->
    [one] Indiquez «{"\u00a0"}{ $title }{"\u00a0"}»
   *[other] Écrivez au moins { $limit } caractères pour «{"\u00a0"}{ $title }{"\u00a0"}»
  }
problem-maxLength = Raccourcissez «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: { $limit } caractères au plus
problem-minimum = Indiquez au moins { $limit } pour «{"\u00a0"}{ $title }{"\u00a0"}»
problem-maximum = Indiquez { $limit } au plus pour «{"\u00a0"}{ $title }{"\u00a0"}»
problem-multipleOf = Indiquez pour «{"\u00a0"}{ $title }{"\u00a0"}» un multiple de { $limit }
problem-minItems = { $kind ->
    [file] { $count ->
        [one] Joignez un fichier pour «{"\u00a0"}{ $title }{"\u00a0"}»
       *[other] Joignez au moins { $limit } fichiers pour «{"\u00a0"}{ $title }{"\u00a0"}»
      }
    [choices] { $count ->
        [one] Choisissez au moins une réponse pour «{"\u00a0"}{ $title }{"\u00a0"}»
       *[other] Choisissez au moins { $limit } réponses pour «{"\u00a0"}{ $title }{"\u00a0"}»
      }
   *[other] { $count ->
        [one] Remplissez au moins une ligne de «{"\u00a0"}{ $title }{"\u00a0"}»
       *[other] Remplissez au moins { $limit } lignes de «{"\u00a0"}{ $title }{"\u00a0"}»
      }
  }
problem-maxItems = { $kind ->
    [file] { $count ->
        [one] Gardez un seul fichier pour «{"\u00a0"}{ $title }{"\u00a0"}»
       *[other] Gardez { $limit } fichiers au plus pour «{"\u00a0"}{ $title }{"\u00a0"}»
      }
    [choices] { $count ->
        [one] Gardez une seule réponse pour «{"\u00a0"}{ $title }{"\u00a0"}»
       *[other] Gardez { $limit } réponses au plus pour «{"\u00a0"}{ $title }{"\u00a0"}»
      }
   *[other] { $count ->
        [one] Gardez une seule ligne dans «{"\u00a0"}{ $title }{"\u00a0"}»
       *[other] Gardez { $limit } lignes au plus dans «{"\u00a0"}{ $title }{"\u00a0"}»
      }
  }
problem-uniqueItems = Retirez la réponse donnée deux fois dans «{"\u00a0"}{ $title }{"\u00a0"}»
problem-contains = Complétez «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: il manque une réponse attendue
problem-pattern = Écrivez «{"\u00a0"}{ $title }{"\u00a0"}» sous la forme demandée
problem-pattern-sample = Écrivez «{"\u00a0"}{ $title }{"\u00a0"}» comme dans l’exemple{"\u00a0"}: { $sample }
problem-format-date = Indiquez pour «{"\u00a0"}{ $title }{"\u00a0"}» une date du calendrier, par exemple { $sample }
problem-format-email = Indiquez une adresse électronique complète, par exemple ana@example.fr
problem-format-phone-fr = Indiquez un numéro de téléphone à 10 chiffres, par exemple 06{"\u00a0"}12{"\u00a0"}34{"\u00a0"}56{"\u00a0"}78
problem-format-postcode-fr = Indiquez un code postal à 5 chiffres, par exemple 78000
problem-format-time-local = Indiquez pour «{"\u00a0"}{ $title }{"\u00a0"}» une heure, par exemple 14:30
problem-format-datetime-local = Indiquez pour «{"\u00a0"}{ $title }{"\u00a0"}» un jour et une heure
problem-format-iban = Recopiez l’IBAN tel qu’il figure sur le relevé, par exemple FR76 suivi de 23 chiffres ou lettres
problem-format-siret = Recopiez les 14 chiffres du numéro SIRET
problem-format-siren = Recopiez les 9 chiffres du numéro SIREN
problem-format-nir = Recopiez les 15 chiffres du numéro de sécurité sociale
problem-format-plate-fr = Recopiez la plaque d’immatriculation, par exemple AB-123-CD
problem-format-rna = Recopiez le numéro RNA{"\u00a0"}: W suivi de 9 chiffres
problem-as = Choisissez quel document vous joignez pour «{"\u00a0"}{ $title }{"\u00a0"}»
problem-issued = Indiquez la date du document joint pour «{"\u00a0"}{ $title }{"\u00a0"}»
problem-expires = Indiquez la date de fin de validité du document joint pour «{"\u00a0"}{ $title }{"\u00a0"}»
problem-maxAge = Joignez pour «{"\u00a0"}{ $title }{"\u00a0"}» un document de moins de { $limit }
problem-maxAge-plain = Joignez pour «{"\u00a0"}{ $title }{"\u00a0"}» un document plus récent
problem-notExpired = Joignez pour «{"\u00a0"}{ $title }{"\u00a0"}» un document encore valable
problem-fileSize = Choisissez un fichier plus léger pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: { $limit } au plus
problem-fileType = Choisissez pour «{"\u00a0"}{ $title }{"\u00a0"}» un fichier d’un type accepté{"\u00a0"}: doc, pdf, rtf, odt, gif, jpg, png ou tif
problem-fileContent = Choisissez un autre fichier pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: le contenu de celui-ci ne correspond pas à son nom
problem-fileEmpty = Choisissez un autre fichier pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: celui-ci est vide
problem-fileName = Renommez le fichier de «{"\u00a0"}{ $title }{"\u00a0"}» puis joignez-le de nouveau{"\u00a0"}: un nom court, avec son extension
problem-fileCount = Gardez moins de fichiers pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: { $limit } au plus
problem-other = Vérifiez «{"\u00a0"}{ $title }{"\u00a0"}»
problem-elsewhere = Vérifiez les réponses des étapes précédentes
