# Ce que dit guichet test --record.

record-one-file = Un test s’enregistre dans une seule définition : nommez un fichier.
record-date = La date s’écrit AAAA-MM-JJ, ou AAAA-MM-JJTHH:MM.
record-name = Le nom d’un test a de 1 à 200 caractères.
record-without = --name, --date, --profile et --inputs vont avec --record.
record-misshapen = Ces entrées n’ont pas la forme de celles d’un test.
record-name-taken = Un test s’appelle déjà « { $name } ».
record-done = Le test « { $name } » est écrit dans { $file }. Relisez-le : il dit ce qui est sorti, non ce qui devait sortir.
