"""What changes between two versions of a procedure, and what it does to the people who have begun one."""

from guichet_validate.diff.change import Change, Level
from guichet_validate.diff.compare import compare

__all__ = ["Change", "Level", "compare"]
