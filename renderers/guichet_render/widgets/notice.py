"""A remark between the fields of a step; it has no answer."""

from guichet_render.widget import Widget


class Notice(Widget):
    name = "notice"


WIDGET = Notice()
