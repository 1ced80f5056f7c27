"""The catalogue: the public pages, from the home page to the legal texts."""
