# Links to the printed documents, and the names of their files.
papers-receipt = Download the receipt (PDF)
papers-copy = Download the copy of the request (PDF)
papers-form = Form to print (PDF)
papers-form-hint = Would you rather use paper? Fill it in with a pen, then send it or bring it.
papers-receipt-file = receipt-{ $number }.pdf
papers-copy-file = copy-{ $number }.pdf
papers-form-file = form-{ $id }.pdf
