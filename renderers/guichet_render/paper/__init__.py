"""The PDF faces of a definition: receipt, copy of a request, decision letters, form to fill in with a pen."""

from guichet_render.paper.facts import Facts, Printed
from guichet_render.paper.paper import Paper, paper
from guichet_render.paper.press import PressError

__all__ = ["Facts", "Paper", "PressError", "Printed", "paper"]
