"""What can be reached in a definition: targets, the coverage of its tests, and the proof for what they miss."""

from guichet_validate.flow.coverage import Coverage, coverage
from guichet_validate.flow.observing import Observer, observe
from guichet_validate.flow.targets import Target, targets
from guichet_validate.flow.verdicts import Flow, analyse

__all__ = ["Coverage", "Flow", "Observer", "Target", "analyse", "coverage", "observe", "targets"]
