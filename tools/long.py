"""Run the tests marked `long` one after the other, and go on where the last call stopped."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".long" / "state.json"
SOURCES = ("validators", "renderers", "notifications", "platform", "definitions", "tests", "tools", "pyproject.toml")
UNSAID_MINUTES = 10


class Collector:
    """Notes each collected test and the minutes it asks for: `@pytest.mark.long(minutes=5)`."""

    def __init__(self) -> None:
        """Begin with nothing collected."""
        self.minutes: dict[str, float] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Read the marker of every test that was kept."""
        for item in session.items:
            marker = item.get_closest_marker("long")
            minutes = marker.kwargs.get("minutes", UNSAID_MINUTES) if marker else UNSAID_MINUTES
            self.minutes[item.nodeid] = float(minutes)


def fingerprint() -> str:
    """One hash of everything that a result depends on: when it changes, results are worth nothing."""
    total = hashlib.sha256()
    for name in SOURCES:
        top = ROOT / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file() and not {"__pycache__", "node_modules"} & set(path.parts):
                total.update(str(path.relative_to(ROOT)).encode())
                total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def passed_before(sources: str) -> dict[str, float]:
    """Seconds of each test that passed on exactly these sources."""
    if os.environ.get("FRESH") or not STATE.exists():
        return {}
    state = json.loads(STATE.read_text(encoding="utf-8"))
    return dict(state["passed"]) if state["sources"] == sources else {}


def run(test: str) -> tuple[bool, float]:
    """Answer whether the test passed, and its seconds; its output goes straight to the terminal."""
    started = time.monotonic()
    status = subprocess.run([sys.executable, "-m", "pytest", "-q", "-m", "long", test], cwd=ROOT, check=False)
    return status.returncode == 0, time.monotonic() - started


def main() -> int:
    """Answer 0 when every long test has passed on the present sources."""
    os.chdir(ROOT)
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    collector = Collector()
    collected = pytest.main(["--collect-only", "-qq", "-m", "long"], plugins=[collector])
    if collected not in {pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED}:
        return 1
    sources = fingerprint()
    passed = passed_before(sources)
    waiting = [test for test in collector.minutes if test not in passed]
    print(
        f"Long tests: {len(collector.minutes)}, of which {len(waiting)} to run; "
        f"budget {sum(collector.minutes[test] for test in waiting):.0f} minutes."
    )
    failed = 0
    for number, test in enumerate(waiting, 1):
        print(f"[{number}/{len(waiting)}] {test} (budget {collector.minutes[test]:g} minutes)", flush=True)
        well, seconds = run(test)
        if not well:
            failed += 1
            continue
        passed[test] = round(seconds, 1)
        STATE.parent.mkdir(exist_ok=True)
        STATE.write_text(json.dumps({"sources": sources, "passed": passed}, indent=2), encoding="utf-8")
    print(f"{len(collector.minutes) - failed} passed, {failed} failed")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
