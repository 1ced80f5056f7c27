"""Draws a definition with its answers and problems: form steps, review, read-only views, plain text."""

from guichet_render.renderer import ExitView, Renderer, ReviewView, StepView, renderer

__all__ = ["ExitView", "Renderer", "ReviewView", "StepView", "renderer"]
