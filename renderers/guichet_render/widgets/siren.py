"""The number of a company."""

from guichet_render.grouped import Grouped

WIDGET = Grouped("siren", "siren", "732 829 320", width=12, inputmode="numeric")
