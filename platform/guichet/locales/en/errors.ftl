errors-home = Back to the home page
errors-reference = Reference to quote if you write to us: { $id }

errors-400-title = We could not read what you sent
errors-400-body = The data we received is incomplete or damaged. Go back to the previous page and try again.
errors-403-title = You cannot open this page
errors-403-body = Your account does not give access to this page. If it should, ask the person who runs the portal.
errors-404-title = This page does not exist
errors-404-body = The address may be incomplete, or the page has been removed. Go to the home page to find your procedure.
errors-405-title = This cannot be done here
errors-405-body = The page does not open that way. Go to the home page and follow the links of the site.
errors-409-title = This page has changed in the meantime
errors-409-body = The data was changed elsewhere since you opened this page. Open it again, then try once more.
errors-413-title = What you sent is too large
errors-413-body = It is over 32 MB and was not saved. Go back to the previous page and attach files of at most 2 MB each.
errors-429-title = Too many tries in a short time
errors-429-body = Wait a few minutes, then try again.
errors-500-title = Something went wrong on our side
errors-500-body = What you had already saved is kept. Wait a moment, then try again.
errors-503-title = The portal is unavailable for a moment
errors-503-body = What you had already saved is kept. Try again in a minute.

errors-host-title = This is not the address of the portal
errors-host-body = Your browser asked for an address that this site does not know. Open the portal at its usual address, with the link below.
errors-form-title = Your form was not sent
errors-form-body = We could not check that it came from you: the page was probably left open too long, or you signed in elsewhere in the meantime. Go back to the previous page, reload it, then send it again.
errors-cookies-title = Your form was not sent
errors-cookies-body = Your browser did not return the cookie that protects forms. It is needed to sign in and to make a request. Accept the cookies of this site, go back to the previous page, reload it, then send it again.
