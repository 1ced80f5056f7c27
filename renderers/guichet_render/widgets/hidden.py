"""A computed helper that is shown nowhere."""

from guichet_render.widget import Widget


class Hidden(Widget):
    name = "hidden"


WIDGET = Hidden()
