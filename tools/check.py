"""Run the linters and the tests side by side; the last line is pytest's own closing line."""

from __future__ import annotations

import argparse
import concurrent.futures
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent

LINTERS: dict[str, list[str]] = {
    "ruff check": ["ruff", "check", "--quiet"],
    "ruff format": ["ruff", "format", "--check", "--quiet"],
    "mypy": ["mypy", "--no-error-summary"],
    "import contracts": ["lint-imports", "--no-cache"],
}
QUICK = "not long and not journey and not slow"
WHOLE = "not long"


def environment() -> dict[str, str]:
    """Our own programs come first on the PATH, those that only .venv holds (node, java) included.

    Python keeps what it compiles: else each process compiles every module and every test again.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}


def lint(command: list[str]) -> tuple[int, str, float]:
    """Answer exit status, what the linter said, and its seconds."""
    started = time.monotonic()
    result = subprocess.run(
        [str(PROGRAMS / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout, time.monotonic() - started


def test(expression: str) -> tuple[int, str]:
    """Run pytest, let its output through as it comes; answer its exit status and its closing line."""
    # Groups keep to one process what shares a portal; where there is none, handing tests out in lots costs less.
    spread = "worksteal" if expression == QUICK else "loadgroup"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "logical", "--dist", spread, "-m", expression]
    process = subprocess.Popen(command, cwd=ROOT, env=environment(), stdout=subprocess.PIPE, text=True)
    closing = ""
    for line in process.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
        closing = line.strip() or closing
    return process.wait(), closing


def main() -> int:
    """Answer 0 when every linter and every test is content."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="leave out the journeys and the slow tests")
    parser.add_argument("--lint", action="store_true", help="run the linters only")
    arguments = parser.parse_args()
    failed = False
    closing = ""
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        linting = {name: pool.submit(lint, command) for name, command in LINTERS.items()}
        if not arguments.lint:
            status, closing = test(QUICK if arguments.quick else WHOLE)
            failed = status != 0
        for name, future in linting.items():
            status, said, seconds = future.result()
            print(f"{name}: {'well' if status == 0 else 'FAILED'} ({seconds:.0f} s)")
            if status:
                failed = True
                print(said.rstrip())
    if closing:
        print(closing)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
