"""The number of an association."""

from guichet_render.grouped import Grouped

WIDGET = Grouped("rna", "rna", "W751234567", width=12, capitals="characters")
