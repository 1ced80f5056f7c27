# The documents of a request, and what an agent says of them.
verdicts-check = Vérifier
verdicts-see = Voir
verdicts-none = Pièce jointe, sans vérification
verdicts-back = Revenir à la demande
verdicts-accepted = Document accepté. L’usager en est informé.
verdicts-accepted-identity = Document accepté et identité vérifiée. L’usager en est informé.
verdicts-refused = Document refusé. L’usager en est informé.
verdicts-lost = Réessayez dans un moment{"\u00a0"}: le document n’a pas pu être copié dans la bibliothèque, rien n’a été enregistré.
verdicts-holder-unknown = Personne que le compte ne connaît pas
verdicts-identity = L’accepter vérifie l’identité
verdicts-identity-why = Comparez le nom et la date de naissance du document avec ceux du compte. S’ils diffèrent, refusez-le en disant pourquoi.
verdicts-identity-born = Date de naissance{"\u00a0"}: { $date }
verdicts-identity-changed = Comparez de nouveau avec le document{"\u00a0"}: l’usager a changé son nom ou sa date de naissance depuis l’ouverture de cette page
verdicts-verified = Identité vérifiée le { $date }
verdicts-until-hint = Calculé d’après les dates saisies par l’usager. Corrigez-le si le document porte une autre date.
verdicts-until-unknown = Saisissez-le d’après le document. Sans date, le document n’est accepté que pour cette demande.
verdicts-apart-account = Le document est accepté pour cette demande seulement{"\u00a0"}: elle a été faite sans compte.
verdicts-apart-kind = Le document est accepté pour cette demande seulement{"\u00a0"}: son type n’est pas dans le registre de la ville.
verdicts-apart-holder = Le document est accepté pour cette demande seulement{"\u00a0"}: il n’est pas à une personne que le compte connaît.
verdicts-apart-several = Le document est accepté pour cette demande seulement{"\u00a0"}: il tient en plusieurs fichiers.
verdicts-apart-opposed = Le document est accepté pour cette demande seulement{"\u00a0"}: l’usager ne veut pas que ses documents soient repris.
verdicts-take-first = Prenez la demande en charge pour vérifier ce document.
verdicts-over = La demande est terminée{"\u00a0"}: ce document ne peut plus être vérifié.
verdicts-left = { $count ->
    [one] Un document n’est pas accepté. Vérifiez-le avant de clore, ou confirmez.
   *[other] { $count } documents ne sont pas acceptés. Vérifiez-les avant de clore, ou confirmez.
  }
verdicts-close-anyway = Clore sans avoir accepté tous les documents
verdicts-close-unverified = { $count ->
    [one] Vérifiez le document qui n’est pas accepté, ou confirmez que vous terminez sans lui
   *[other] Vérifiez les { $count } documents qui ne sont pas acceptés, ou confirmez que vous terminez sans eux
  }
verdicts-event-accepted = Document accepté
verdicts-event-refused = Document refusé
