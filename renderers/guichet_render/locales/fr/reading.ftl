# Answers to be read.
colon = {"\u00a0"}:
modify = Modifier
modify-step = Modifier l’étape
modify-missing = Compléter
file-missing = À joindre
answer-missing = À compléter
file-none = Aucun fichier

# Where an answer comes from, told to an agent.
sources-title = D’où viennent les réponses{"\u00a0"}:
source-franceconnect = certifié par FranceConnect
source-computed = calculé
source-profile = repris du profil
source-member = repris du foyer
source-request = repris d’une demande précédente
source-library = repris de la bibliothèque
source-attached = joint
source-typed = saisi

# The write-backs to the profile.
changes-title = Mettre à jour votre profil
changes-hint = Vos réponses diffèrent de votre profil. Ce qui reste coché y sera enregistré à l’envoi{"\u202f"}; décochez ce qui ne doit pas l’être.
changes-old = Valeur actuelle{"\u00a0"}:
changes-new = Nouvelle valeur{"\u00a0"}:
changes-emptied = rien (la valeur est effacée)
changes-member = Ajouter à votre foyer{"\u00a0"}: { $name }

# Why a question is asked.
why = Pourquoi cette question{"\u202f"}?
why-sensitive = Donnée sensible{"\u00a0"}: seuls les agents chargés de la demande la lisent.
why-erased = Elle est effacée à la fin de la demande.
