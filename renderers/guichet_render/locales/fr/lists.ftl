problem-lookup = Choisissez dans la liste pour «{"\u00a0"}{ $title }{"\u00a0"}»{"\u00a0"}: cette réponse ne s’y trouve pas
