# Signature, place, numbers.
signature-meaning = By writing your first and last name here, you sign: it stands for your signature.
signature-today = Today’s date: { $date }.
signature-read = Signed by { $name }
point-locate = Use my position
point-why = Optional: your position is read only if you press this button. It is sent with your request.
point-by-hand = Give coordinates (optional)
point-searching = Looking for your position…
# The script puts the number of metres in the place of {metres}.
point-found = Position added, accurate to {"{metres}"} metres. Check that it is the place you mean.
point-refused = Your device did not give its position. It is not needed: the description of the place is enough.
point-unknown = Your position could not be found. It is not needed: the description of the place is enough.
point-position = latitude{"\u00a0"}{ $lat } and longitude{"\u00a0"}{ $lon }
