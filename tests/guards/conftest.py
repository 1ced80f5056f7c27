"""What the guards look at: the project's own files, as they lie in the folder."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = {
    "guichet_validate": ROOT / "validators" / "guichet_validate",
    "guichet_render": ROOT / "renderers" / "guichet_render",
    "guichet_notify": ROOT / "notifications" / "guichet_notify",
    "guichet": ROOT / "platform" / "guichet",
}
# Made by tools, by the portal, or by people's editors.
FOREIGN = {"node_modules", "build", "dist", "var", "__pycache__", "test-results"}


def walk(top, suffixes):
    """Every file of ours below a folder with one of these suffixes, in order."""
    for folder, names, files in os.walk(top):
        names[:] = sorted(name for name in names if name not in FOREIGN and not name.startswith("."))
        for name in sorted(files):
            path = Path(folder, name)
            if path.suffix in suffixes:
                yield path


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def packages():
    return PACKAGES


@pytest.fixture(scope="session")
def files():
    """Call with a folder below the root and suffixes: `files("platform", ".py", ".html")`."""
    return lambda folder, *suffixes: list(walk(ROOT / folder, set(suffixes)))


@pytest.fixture(scope="session")
def python_sources():
    """Every module of the four packages."""
    return [path for folder in PACKAGES.values() for path in walk(folder, {".py"})]
