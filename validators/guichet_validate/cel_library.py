"""The compiled part of the expression library, without the command line that its package imports along.

That command line (a prompt, a terminal renderer) takes longer to import than everything else here together.
"""

from __future__ import annotations

import functools
import sys
from importlib.machinery import EXTENSION_SUFFIXES, ExtensionFileLoader
from importlib.util import find_spec, module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

_NAME = "cel.cel"


@functools.cache
def library() -> Any:
    """Return the module that has ``compile`` and ``Context``, loaded at the first call.

    The library logs each failure of a function; a failure is an ordinary answer here, and must not fill the logs.
    """
    import logging  # noqa: PLC0415 - with the library itself 10 ms that only who compiles pays

    logging.getLogger("cel").setLevel(logging.CRITICAL + 1)
    return _loaded()


def _loaded() -> Any:
    """Return the compiled part, or the whole package where its layout is another."""
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    package = find_spec("cel")
    for folder in (package.submodule_search_locations or ()) if package is not None else ():
        for suffix in EXTENSION_SUFFIXES:
            path = Path(folder) / f"cel{suffix}"
            if path.exists():
                return _extension(path)
    return _package()


def _extension(path: Path) -> Any:
    loader = ExtensionFileLoader(_NAME, str(path))
    spec = spec_from_loader(_NAME, loader)
    if spec is None:
        return _package()
    module = module_from_spec(spec)
    # Registered, so that whoever imports the whole package gets this very module: it loads only once a process.
    sys.modules[_NAME] = module
    loader.exec_module(module)
    return module


def _package() -> Any:
    import cel  # noqa: PLC0415 - what this module is there to avoid

    return cel
