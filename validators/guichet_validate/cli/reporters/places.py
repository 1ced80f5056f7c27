"""Names of files as reports write them: safe to print, and relative to the root that a platform expects."""

from __future__ import annotations

import os
import re
from pathlib import Path

# Where continuous integration says that the repository lies; elsewhere it is the current folder.
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")
# What moves the cursor, hides text or turns its direction, and halves of characters.
_UNPRINTABLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)


def printable(text: str) -> str:
    """Return a text whose control characters are written out: what a file holds never drives a terminal."""
    return _UNPRINTABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def repository_path(file: str) -> str | None:
    """Return the path from the root of the repository, with slashes; ``None`` for a file that lies elsewhere."""
    path = Path(file).absolute()
    for root in (*(os.environ.get(name) for name in _ROOTS), os.curdir):
        if root:
            relative = os.path.relpath(path, Path(root).absolute())
            if not relative.startswith(os.pardir):
                return Path(relative).as_posix()
    return None


def reported_path(file: str) -> str:
    """Return the path from the root of the repository, else the absolute one."""
    return repository_path(file) or Path(file).absolute().as_posix()
