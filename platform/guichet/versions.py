"""The version of a row that a form carries: what the person had on the screen."""

_DIGITS = 9  # what every database's integer holds
NONE = -1


def seen(text: str) -> int:
    """Return the version in a posted text; `NONE`, which no row has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else NONE
