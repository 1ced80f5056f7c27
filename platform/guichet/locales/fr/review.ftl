# Changing an answer from the review page, and coming back.
review-return = Revenir à la vérification
review-opened = Votre modification appelle d’autres réponses. Complétez cette étape, vous reviendrez ensuite à la vérification.

# What was written back to the profile.
review-written = Votre profil est à jour
review-written-body = Ces réponses y sont enregistrées{"\u00a0"}:
review-missed = Votre profil a changé entre-temps
review-missed-body = Ces réponses sont bien dans votre demande, mais n’ont pas remplacé ce qui est maintenant dans votre profil{"\u00a0"}:
review-profile = Voir mon profil

# The receipt.
review-copy = Copier le numéro
review-copied = Le numéro est copié.
review-print = Imprimer cette page
review-late = Passé cette date, contactez le service{"\u00a0"}: ses coordonnées sont sur cette page.
review-another = Faire une autre démarche
