gallery-title = Galerie des champs
gallery-intro = Chaque champ que le portail sait dessiner, dans tous ses états, avec le schéma qui le décrit.
gallery-schema = Son schéma
gallery-state-empty = Vide
gallery-state-filled = Rempli
gallery-state-wrong = À revoir
gallery-state-readonly = En lecture seule
gallery-state-repeated = Dans des lignes
