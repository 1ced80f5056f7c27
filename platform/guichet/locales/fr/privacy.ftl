# The privacy notice of a procedure.
privacy-title = À quoi servent ces informations{"\u202f"}?
privacy-short = Lecture par{"\u00a0"}: { $services }. Conservation{"\u00a0"}: { $kept }
privacy-details = Base légale, durée, destinataires et vos droits
privacy-purpose = Pourquoi
privacy-basis = Base légale
privacy-readers = Qui les lit
privacy-readers-only = Seuls les agents chargés de votre demande. Chaque lecture est notée et vous pouvez la voir.
privacy-kept = Combien de temps
privacy-kept-after = { $duration } après la fin de votre demande.
privacy-kept-draft = Un brouillon laissé de côté{"\u00a0"}: { $duration }.
privacy-rights = Vos droits
privacy-write = À qui écrire
privacy-more = Vos droits expliqués, et le recours à la CNIL
privacy-sensitive = Certaines de ces informations sont sensibles{"\u00a0"}: la loi les protège particulièrement.
privacy-fields = Question par question
privacy-field-sensitive = Information sensible, que la loi protège particulièrement.
privacy-field-erased = Effacée dès la fin de la demande.
privacy-erased = Effacées dès la fin de la demande{"\u00a0"}:

# Lawful bases, with the article of the regulation.
privacy-basis-public-task = Mission d’intérêt public (RGPD, article 6.1 e).
privacy-basis-legal-obligation = Obligation légale (RGPD, article 6.1 c).
privacy-basis-contract = Contrat avec vous (RGPD, article 6.1 b).
privacy-basis-consent = Votre accord (RGPD, article 6.1 a).
privacy-basis-vital = Sauvegarde de la vie (RGPD, article 6.1 d).

# What each basis lets a person ask.
privacy-rights-public-task = Vous pouvez demander à voir ces informations, à les faire corriger ou effacer, à en limiter l’usage, et vous y opposer pour une raison tenant à votre situation.
privacy-rights-legal-obligation = Vous pouvez demander à voir ces informations, à les faire corriger et à en limiter l’usage. La loi oblige la ville à les garder le temps indiqué.
privacy-rights-contract = Vous pouvez demander à voir ces informations, à les faire corriger ou effacer, à en limiter l’usage, et à en recevoir une copie réutilisable.
privacy-rights-consent = Vous pouvez retirer votre accord à tout moment, demander à voir ces informations, à les faire corriger ou effacer, à en limiter l’usage, et à en recevoir une copie réutilisable.
privacy-rights-vital = Vous pouvez demander à voir ces informations, à les faire corriger ou effacer, et à en limiter l’usage.
