# The privacy notice of a procedure.
privacy-title = What is this information for?
privacy-short = Read by: { $services }. Kept: { $kept }
privacy-details = Legal basis, time kept, recipients and your rights
privacy-purpose = Purpose
privacy-basis = Legal basis
privacy-readers = Who reads it
privacy-readers-only = Only the officers in charge of your request. Each reading is noted, and you can see it.
privacy-kept = How long
privacy-kept-after = { $duration } after your request has ended.
privacy-kept-draft = A draft left aside: { $duration }.
privacy-rights = Your rights
privacy-write = Whom to write to
privacy-more = Your rights explained, and the appeal to the CNIL
privacy-sensitive = Some of this information is sensitive: the law gives it special protection.
privacy-fields = Question by question
privacy-field-sensitive = Sensitive information, which the law gives special protection.
privacy-field-erased = Erased once the request has ended.
privacy-erased = Erased once the request has ended:

# Lawful bases, with the article of the regulation.
privacy-basis-public-task = Task in the public interest (GDPR, article 6.1 e).
privacy-basis-legal-obligation = Legal obligation (GDPR, article 6.1 c).
privacy-basis-contract = Contract with you (GDPR, article 6.1 b).
privacy-basis-consent = Your consent (GDPR, article 6.1 a).
privacy-basis-vital = Protection of life (GDPR, article 6.1 d).

# What each basis lets a person ask.
privacy-rights-public-task = You can ask to see this information, to have it corrected or erased, to limit its use, and object to its use for a reason arising from your situation.
privacy-rights-legal-obligation = You can ask to see this information, to have it corrected and to limit its use. The law obliges the town to keep it for the time stated.
privacy-rights-contract = You can ask to see this information, to have it corrected or erased, to limit its use, and to receive a reusable copy of it.
privacy-rights-consent = You can withdraw your consent at any time, ask to see this information, to have it corrected or erased, to limit its use, and to receive a reusable copy of it.
privacy-rights-vital = You can ask to see this information, to have it corrected or erased, and to limit its use.
