"""What is declared, in full, and one box to tick below it."""

from guichet_render.widgets.checkbox import Checkbox


class Declaration(Checkbox):
    name = "declaration"


WIDGET = Declaration()
