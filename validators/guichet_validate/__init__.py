"""The definition model: whether a definition is publishable, and whether answers fit it."""
