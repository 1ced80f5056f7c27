# What the script says before a session ends.
session-label = Fin de la session
session-soon = Sans activité de votre part, vous serez déconnecté dans { $n } min. Ce que vous avez saisi reste sur cette page.
session-stay = Rester connecté
session-ends = Votre session se termine dans { $n } min{"\u00a0"}: reconnectez-vous ensuite pour continuer. Ce que vous avez saisi reste sur cette page.
session-over = Vous êtes déconnecté. Ce que vous avez saisi reste sur cette page{"\u00a0"}: envoyez-la, et nous vous aiderons à le garder.
