"""The paths through a definition, for people: what is asked after which answers, and the two extreme journeys."""

from guichet_validate.exploring.chart import Chart, explore

__all__ = ["Chart", "explore"]
