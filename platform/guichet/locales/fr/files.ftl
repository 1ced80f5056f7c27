# Files on the pages of a request.
files-too-heavy = Vos fichiers dépassent ensemble ce qui peut être envoyé en une fois ({ $size }{"\u00a0"}Mo). Celui-ci n’a pas été pris{"\u00a0"}: joignez d’abord les autres.
