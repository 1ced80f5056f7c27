# Changing an answer from the review page, and coming back.
review-return = Back to the check
review-opened = Your change calls for other answers. Complete this step, and you will then be back at the check.

# What was written back to the profile.
review-written = Your profile is up to date
review-written-body = These answers are now saved there:
review-missed = Your profile has changed in the meantime
review-missed-body = These answers are in your request, but have not replaced what is now in your profile:
review-profile = See my profile

# The receipt.
review-copy = Copy the number
review-copied = The number is copied.
review-print = Print this page
review-late = After that date, contact the service: how to reach it is on this page.
review-another = Start another procedure
