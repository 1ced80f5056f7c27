"""One of many: a list to open."""

from guichet_render.widgets.radio import Radio


class Select(Radio):
    name = "select"


WIDGET = Select()
