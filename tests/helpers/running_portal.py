"""The portal as a child process."""

import contextlib
import dataclasses
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclasses.dataclass
class Portal:
    """A running portal: where it answers, where its data lie, what it printed."""

    url: str
    data: Path
    definitions: Path
    log: Path
    environment: dict[str, str]

    def command(self, *arguments):
        """Run `guichet …` beside the running portal."""
        program = Path(sys.executable).with_name("guichet")
        return subprocess.run(
            [program, *arguments], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False
        )


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def running(folder, settings, prepared=None):
    """Run a portal of its own in a folder, with further settings, until the end of the block.

    It begins with a copy of the data of one that was started before, or with none.
    """
    port = int(settings.get("PORT") or free_port())
    definitions = folder / "definitions"
    shutil.copytree(ROOT / "definitions", definitions)
    if prepared is not None:
        shutil.copytree(prepared, folder / "data")
    environment = {
        **os.environ,
        "PORT": str(port),
        "GUICHET_DATA": str(folder / "data"),
        "GUICHET_DEFINITIONS": str(definitions),
        **settings,
    }
    log = folder / "log.txt"
    url = f"http://127.0.0.1:{port}"
    with log.open("w") as output:
        process = subprocess.Popen(
            [Path(sys.executable).with_name("guichet"), "run"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 90
            while f"Guichet: {url}/" not in log.read_text("utf-8"):
                assert process.poll() is None, log.read_text("utf-8")
                assert time.monotonic() < deadline, log.read_text("utf-8")
                time.sleep(0.1)
            yield Portal(settings.get("GUICHET_BASE_URL", url), folder / "data", definitions, log, environment)
        finally:
            process.terminate()
            # What it has begun it ends, which takes its time where all processors are busy.
            process.wait(90)
