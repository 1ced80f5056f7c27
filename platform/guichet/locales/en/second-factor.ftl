# The second factor: on the way in, and in one's own account.
second = Two-factor authentication
second-why = Besides your password, a code of an application or a security key is asked for when you sign in. Whoever knows only your password does not get in.
second-needed = Your role in the town makes it compulsory: one way at least always stays.
second-none = It is off. You need an authenticator application, for instance on a phone, or a security key.
second-add = Add an application
second-add-go = Add this application
second-added = Two-factor authentication is on. Other devices are signed out.
second-replace = Change application
second-replace-why = The new application takes the place of the one before, whose codes will no longer work. Recovery codes stay valid.
second-replaced = The new application has taken the place of the one before. Other devices are signed out.
second-application = Authenticator application
second-since = Added on { $moment }
second-used = Last used on { $moment }
second-back = Change nothing
second-remove = Remove the application
second-remove-why = Its codes will no longer let you sign in. If it is your last way, your password will be enough, and the recovery codes will no longer work. Give your password to confirm.
second-remove-go = Remove the application
second-removed = It is removed. Your other way is still asked for when you sign in.
# Adding an application.
second-install = Install an authenticator application (TOTP), for example the one your town recommends, or open your password manager if it can do this.
second-scan = Scan this code with it.
second-scan-alt = QR code to scan with the application. It holds the key written below.
second-same-device = Is the application on this device?
second-open = Open in the application
second-type = Cannot scan? Type this key into the application:
second-type-hint = Type of key: time-based, 6 digits, 30 seconds.
second-then = Enter below the code that the application then shows.
second-code-mismatch = This code does not fit this key: check that the device’s clock is right, then enter the code shown now
# On the way in.
second-first = Protect your account
second-first-why = Your role opens other people’s data: besides the password, a code from an application is asked for at each sign-in. Add it now, it takes two minutes.
second-first-go = Add this application and sign in
second-code-title = One more step: your code
second-code = 6-digit code
second-code-hint = The one your authenticator application shows now. For example 123 456
second-code-missing = Enter the code that your application shows
second-code-wrong = This code is not right, or was used already: wait until the application shows another, then enter that one
second-sign-in = Sign in
second-no-application = I do not have my application: use a recovery code
second-have-application = I have my application: use its code
second-recovery-title = Use a recovery code
second-recovery = Recovery code
second-recovery-hint = One of those you kept, not yet used. For example 4f2m-9kxa-07qt-hn3c
second-recovery-missing = Enter one of your recovery codes
second-recovery-wrong = This code is not right, or was used already: check it, or take the next one
second-no-recovery = No application and no recovery code left? If you work for the town, ask an administrator of the portal to reset your two-factor authentication. If you are a resident, write to the town hall or come there.
second-ten-minutes = This step stays open for ten minutes.
second-other-account = Start again or change account
second-again = This step is no longer open: more than ten minutes have passed, or something changed in the account. Sign in again.
# Recovery codes.
second-codes = Recovery codes
second-codes-once = Keep these codes: they will not be shown again
second-codes-why = Each of the { $many } codes lets you sign in once without your application, for instance if you lose your phone.
second-codes-keep = Print them or copy them, and keep them elsewhere than on your phone. Earlier ones, if there were any, no longer work.
second-codes-kept = I have kept my codes
second-codes-left = { $left ->
    [0] None of the { $many } is left: ask for new ones.
    [one] Only one of the { $many } is left: ask for new ones.
   *[other] { $left } of the { $many } are left.
}
second-renew = Get new recovery codes
second-renew-why = The new codes take the place of the earlier ones, which will no longer work. Give your password to confirm.
second-renew-go = Show new codes
# Security keys and passkeys.
second-key = Security key
second-key-named = Security key: { $name }
second-key-title = One more step: your key
second-key-show = Plug in your key or bring it close, then press the button: the browser guides you.
second-key-go = Use my security key
second-key-script = A security key needs JavaScript, and a browser that knows it.
second-key-script-application = Without it, use the code of the application.
second-key-script-other = Without it, use a recovery code.
second-key-failed = The key did not answer, or the request was cancelled. Start again, or use another way.
second-key-known = This key belongs to an account already: use another one.
second-key-wrong = This key is none of this account’s, or the page waited too long: start again, or use another way
second-key-missing = Press “Use my security key”: without JavaScript, use another way
second-no-key = I do not have my key: use a recovery code
second-key-add = Add a security key
second-key-how = Give the key a name, then press the button: the browser guides you. A key that you plug in, a phone, or this device itself will do.
second-key-name = Name of the key
second-key-name-hint = To recognise it later. For example: blue key on the key ring
second-key-name-missing = Give the key a name
second-key-name-long = Write at most { $most } characters
second-key-not-made = The key was not added: press the button again, or add an application
second-key-add-go = Add this key
second-key-added = The key “{ $name }” is added. Other devices are signed out.
second-use-key = Add a security key instead
second-use-application = Add an authenticator application instead
second-remove-key = Remove the key
second-remove-key-why = This key will no longer let you sign in. If it is your last way, your password will be enough, and the recovery codes will no longer work. Give your password to confirm.
second-remove-key-go = Remove the key
second-off = Two-factor authentication is off: your password is enough.
