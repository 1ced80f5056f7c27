"""A social security number."""

from guichet_render.grouped import Grouped

# Not the keyboard of digits: that of a person born in Corsica has a letter. And the browser keeps no such number.
WIDGET = Grouped("nir", "nir", "2 55 08 14 168 025 38", width=20, capitals="characters", autocomplete="off")
