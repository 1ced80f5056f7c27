"""The command itself: it serves until it is told to stop, and leaves nothing behind."""

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from guichet.cli import main

DEFINITION = Path(__file__).parents[3] / "definitions" / "securite" / "objet-trouve.json"


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Call with arguments; answers the running command and the address it has printed."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    running = []

    def run(*arguments):
        command = [sys.executable, "-m", "guichet.cli", "preview", *map(str, arguments), "--port", "0"]
        log = (tmp_path / "log.txt").open("w+")
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=tmp_path)
        running.append((process, log))
        deadline = time.monotonic() + 90
        while True:
            said = (tmp_path / "log.txt").read_text("utf-8")
            if "Ctrl-C" in said:
                return process, re.search(r"http://127\.0\.0\.1:\d+/preview", said)[0], temporary
            assert process.poll() is None, said
            assert time.monotonic() < deadline, said
            time.sleep(0.1)

    yield run
    for process, log in running:
        if process.poll() is None:
            process.kill()
            process.wait()
        log.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_stops_cleanly_and_deletes_its_data(start, tmp_path, number):
    process, address, temporary = start(DEFINITION)
    with urllib.request.urlopen(address, timeout=60) as page:
        assert "Objet perdu ou trouvé" in page.read().decode()
    (folder,) = temporary.iterdir()
    assert (folder / "guichet.sqlite3").exists()
    process.send_signal(number)
    assert process.wait(30) == 0
    assert list(temporary.iterdir()) == []
    said = (tmp_path / "log.txt").read_text("utf-8").splitlines()
    assert len(said) == 2, said
    # Nothing beside the definition, nothing where it was called.
    assert sorted(path.name for path in tmp_path.iterdir()) == ["log.txt", "tmp"]


def test_a_broken_file_neither_keeps_it_from_starting_nor_stops_it(start, tmp_path):
    path = tmp_path / "brouillon.json"
    path.write_text("{", "utf-8")
    process, address, _ = start(path, "--lang", "en")
    for content in ("{", "", '{"title": 3, "x-steps": [{"id": [], "fields": "/a"}], "properties": []}', "null"):
        path.write_text(content, "utf-8")
        with urllib.request.urlopen(address, timeout=60) as page:
            assert "The file cannot be read" in page.read().decode()
    assert process.poll() is None


def test_a_definition_outside_any_city_is_shown_in_a_made_up_one(start, tmp_path):
    path = tmp_path / "objet-trouve.json"
    shutil.copy(DEFINITION, path)
    _, address, _ = start(path)
    with urllib.request.urlopen(address, timeout=60) as page:
        shown = page.read().decode()
    assert "Votre ville" in shown
    # No city is there that could lack its service.
    assert "service-unknown" not in shown
    for slug in ("mentions-legales", "donnees-personnelles", "accessibilite", "questions-frequentes"):
        with urllib.request.urlopen(address.replace("/preview", f"/pages/{slug}"), timeout=60) as page:
            assert page.status == 200


def test_a_port_that_is_taken_is_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = CliRunner().invoke(main, ["preview", str(DEFINITION), "--port", str(port), "--lang", "en"])
    assert result.exit_code == 2
    assert f"Port {port} cannot be used" in result.output
    assert "--port" in result.output


def test_a_city_that_cannot_be_read_is_told(tmp_path):
    (tmp_path / "city.json").write_text("{", "utf-8")
    path = tmp_path / "objet-trouve.json"
    shutil.copy(DEFINITION, path)
    result = CliRunner().invoke(main, ["preview", str(path), "--port", "0"])
    assert result.exit_code == 2
    assert "city.json ne peut pas être lu" in result.output


def test_a_file_that_is_not_there_is_an_unusable_call(tmp_path):
    assert CliRunner().invoke(main, ["preview", str(tmp_path / "absent.json")]).exit_code == 2
