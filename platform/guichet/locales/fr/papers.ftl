# Links to the printed documents, and the names of their files.
papers-receipt = Télécharger le récépissé (PDF)
papers-copy = Télécharger la copie de la demande (PDF)
papers-form = Formulaire à imprimer (PDF)
papers-form-hint = Vous préférez le papier{"\u202f"}? Remplissez-le au stylo, puis envoyez-le ou déposez-le.
papers-receipt-file = recepisse-{ $number }.pdf
papers-copy-file = copie-{ $number }.pdf
papers-form-file = formulaire-{ $id }.pdf
