# Answers to be read.
colon = :
modify = Change
modify-step = Change step
modify-missing = Complete
file-missing = To be attached
answer-missing = To be answered
file-none = No file

# Where an answer comes from, told to an agent.
sources-title = Where the answers come from:
source-franceconnect = certified by FranceConnect
source-computed = computed
source-profile = from the profile
source-member = from the household
source-request = from an earlier request
source-library = from the library
source-attached = attached
source-typed = typed

# The write-backs to the profile.
changes-title = Update your profile
changes-hint = Your answers differ from your profile. What stays ticked will be saved there when you send; untick what should not be.
changes-old = Current value:
changes-new = New value:
changes-emptied = nothing (the value is erased)
changes-member = Add to your household: { $name }

# Why a question is asked.
why = Why do we ask?
why-sensitive = Sensitive information: only the officers in charge of the request read it.
why-erased = It is erased once the request is closed.
