"""The number of an establishment: that of its company, then five digits."""

from guichet_render.grouped import Grouped

WIDGET = Grouped("siret", "siret", "732 829 320 00074", width=20, inputmode="numeric")
