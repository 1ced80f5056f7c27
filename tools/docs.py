"""Write into the repository what the code knows; with --check, say which page is stale."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from documentation import changes, commands, editor, keywords, order, rules

ROOT = Path(__file__).resolve().parent.parent
PAGES = {
    "docs/integrators/command-line.md": commands.page,
    "docs/authors/keywords.md": keywords.page,
    "docs/authors/rules.md": rules.page,
    "docs/authors/canonical-form.md": order.page,
    "docs/integrators/changes.md": changes.page,
    ".vscode/settings.json": editor.page,
}


def main() -> int:
    """Answer 1 when a page was stale and only checked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; fail when a page is stale")
    arguments = parser.parse_args()
    stale = False
    for name, write in PAGES.items():
        path, wanted = ROOT / name, write()
        if path.exists() and path.read_text("utf-8") == wanted:
            continue
        if arguments.check:
            print(f"{name} is stale: make docs")
            stale = True
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
