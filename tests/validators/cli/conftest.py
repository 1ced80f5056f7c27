"""What the tests of the commands share: a way to call them, examples of findings, and a cache of their own."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

EXAMPLES = Path(__file__).parent.parent / "example-files"


@pytest.fixture
def example():
    """Call with a kind and a rule's code: the definition that keeps or breaks the rule."""
    return lambda kind, code: EXAMPLES / kind / code / "exemple.json"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path_factory):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def call():
    """Call a command in this process."""
    return lambda command, *arguments: CliRunner().invoke(command, [str(argument) for argument in arguments])


@pytest.fixture
def city(tmp_path, monkeypatch):
    """A repository with one definition that breaks a rule and one that is clean; the current folder is its root."""
    for name, kind, code in (("bonne", "positive", "test-failed"), ("fautive", "negative", "test-failed")):
        document = json.loads((EXAMPLES / kind / code / "exemple.json").read_text("utf-8"))
        document["x-procedure"]["id"] = name
        path = tmp_path / "definitions" / "voirie" / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def on_a_terminal():
    """Run `guichet` with a terminal for its output and its errors; return what the person sees."""

    def _run(*arguments, **environment):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "guichet.cli", *map(str, arguments)]
        env = {**os.environ, "TERM": "xterm", **environment}
        with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env, close_fds=True):
            os.close(theirs)
            seen = b""
            while True:
                try:
                    part = os.read(ours, 4096)
                except OSError:  # how Linux tells the end
                    break
                if not part:
                    break
                seen += part
        os.close(ours)
        return seen.decode().replace("\r\n", "\n")

    return _run
