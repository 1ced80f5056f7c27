"""The number plate of a vehicle, of today's series or the former one."""

from guichet_render.grouped import Grouped

WIDGET = Grouped("plate", "plate-fr", "AB-123-CD", width=12, capitals="characters")
