## Encadrés

notice-twice = Deux encadrés portent l’identifiant « { $name } ».
    .hint = Donnez à chacun le sien.
test-notice-unknown = Le test attend l’encadré « { $name } », qui n’existe pas.
    .hint = Nommez l’« id » d’un encadré des étapes.
