# Signature, place, numbers.
signature-meaning = En écrivant ici votre prénom et votre nom, vous signez{"\u00a0"}: cela vaut votre signature.
signature-today = Date du jour{"\u00a0"}: { $date }.
signature-read = Signé par { $name }
point-locate = Utiliser ma position
point-why = Facultatif{"\u00a0"}: votre position n’est lue que si vous appuyez sur ce bouton. Elle est jointe à votre demande.
point-by-hand = Donner des coordonnées (facultatif)
point-searching = Recherche de votre position…
# The script puts the number of metres in the place of {metres}.
point-found = Position ajoutée, à {"{metres}"} mètres près. Vérifiez que c’est bien le lieu dont vous parlez.
point-refused = Votre appareil n’a pas donné sa position. Ce n’est pas nécessaire{"\u00a0"}: la description du lieu suffit.
point-unknown = Votre position n’a pas pu être trouvée. Ce n’est pas nécessaire{"\u00a0"}: la description du lieu suffit.
point-position = latitude{"\u00a0"}{ $lat } et longitude{"\u00a0"}{ $lon }
