"""kill -9 of the portal in a loop of submissions: whatever was confirmed survives, with its message and its mail."""

import http.cookiejar
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CYCLES = 20
CITIZENS = ("ana@example.fr", "paul@example.fr")

PROCEDURE = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-definition": 1,
    "title": "Signaler un problème",
    "x-procedure": {
        "id": "signalement",
        "version": "1.0.0",
        "state": "live",
        "category": "cadre-de-vie",
        "service": "voirie",
        "online": "full",
        "access": "open",
        "languages": ["fr"],
        "reference": "SIG",
        "summary": "{/lieu}",
    },
    "x-privacy": {
        "purpose": "Traiter les signalements",
        "basis": "public-task",
        "retention": "P6M",
        "recipients": ["voirie"],
    },
    "x-steps": [{"id": "signalement", "title": "Votre signalement", "fields": ["/lieu"]}],
    "type": "object",
    "additionalProperties": False,
    "required": ["lieu"],
    "properties": {"lieu": {"title": "Où ?", "type": "string", "maxLength": 200}},
    "x-tests": [{"name": "au kiosque", "answers": {"lieu": "au kiosque"}, "valid": True}],
}


@pytest.fixture
def definitions(tmp_path):
    folder = tmp_path / "definitions"
    folder.mkdir()
    for name in ("city.json", "documents.json"):
        shutil.copy(ROOT / "definitions" / name, folder)
    (folder / "signalement.json").write_text(json.dumps(PROCEDURE), encoding="utf-8")
    return folder


class Portal:
    """`guichet run` as a process that can be killed and started again on the same data."""

    def __init__(self, data, definitions):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.database = data / "guichet.sqlite3"
        self.log = data.with_suffix(".log")
        self._environment = os.environ | {
            "PORT": str(self.port),
            "GUICHET_DATA": str(data),
            "GUICHET_DEFINITIONS": str(definitions),
        }
        self._process = None

    def start(self):
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [Path(sys.executable).with_name("guichet"), "run"],
                env=self._environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        for line in self._process.stdout:
            if line == f"Guichet: http://127.0.0.1:{self.port}/\n":
                return
        pytest.fail(f"the portal did not start:\n{self.log.read_text()}")

    def kill(self):
        self._end(signal.SIGKILL)

    def stop(self):
        return self._end(signal.SIGTERM)

    def _end(self, number):
        if self._process is None:
            return None
        self._process.send_signal(number)
        self._process.stdout.close()
        code = self._process.wait(60)
        self._process = None
        return code

    def rows(self, query):
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=10)) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def portal(tmp_path, definitions):
    data = tmp_path / "data"
    data.mkdir()
    portal = Portal(data, definitions)
    yield portal
    portal.kill()


class Browser:
    """A citizen's browser without JavaScript: keeps its cookies, follows links, sends the forms it is given."""

    def __init__(self, port):
        self._base = f"http://127.0.0.1:{port}"
        self._jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self._jar))

    def get(self, path, **form):
        """Open a page, or send the form to it; return its final path and its text."""
        body = urllib.parse.urlencode(form).encode() if form else None
        with self._opener.open(self._base + path, body, timeout=30) as response:
            return urllib.parse.urlsplit(response.url).path, response.read().decode()

    def sign_in(self, email):
        _, page = self.get("/login")
        arrival, _ = self.get("/login", identifier=email, password="Demarches1", submit="1", **hidden(page))
        assert arrival != "/login"

    def submit(self, place):
        """File one request; return its number once the confirmation page is received."""
        start = "/procedures/signalement/requests"
        _, page = self.get(start)
        step, page = self.get(start, anew="true", csrf_token=hidden(page)["csrf_token"])
        review, page = self.get(step, **hidden(page), **{"/lieu": place}, action="next")
        assert review.endswith("/review"), page
        receipt, page = self.get(review, **hidden(page), action="submit")
        assert receipt.endswith("/receipt"), page
        return re.search(r"SIG(?:-[0-9A-Z]+)+", page)[0]


def hidden(page):
    """Return the hidden fields that a form of ours carries."""
    found = dict(re.findall(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)">', page))
    return {name: found[name] for name in ("csrf_token", "version") if name in found}


def submit_until_it_dies(browser, confirmed, name):
    number = 0
    while True:
        try:
            confirmed.append(browser.submit(f"{name}, lampadaire {number}"))
        except (urllib.error.URLError, OSError, http.client.HTTPException):
            return
        number += 1


def test_killed_twenty_times_the_portal_loses_neither_a_request_nor_its_messages(portal):
    seed = random.SystemRandom().randrange(2**32)
    chance = random.Random(seed)
    confirmed = []
    portal.start()
    browsers = [Browser(portal.port) for _ in CITIZENS]
    for browser, email in zip(browsers, CITIZENS, strict=True):
        browser.sign_in(email)
    for cycle in range(CYCLES):
        if cycle:
            portal.start()
        citizens = [
            threading.Thread(target=submit_until_it_dies, args=(browser, confirmed, f"{cycle} {email}"))
            for browser, email in zip(browsers, CITIZENS, strict=True)
        ]
        for citizen in citizens:
            citizen.start()
        # Mostly soon after a confirmation, when messages are on their way; sometimes before any, or whenever.
        if chance.random() < 0.8:
            known = len(confirmed)
            wait_until(lambda known=known: len(confirmed) > known)
        time.sleep(chance.uniform(0.0, 0.8))
        portal.kill()
        for citizen in citizens:
            citizen.join()
    portal.start()
    wait_until(lambda: portal.rows("SELECT count(*) FROM jobs WHERE state <> 'done'") == [(0,)])
    assert portal.stop() == 0

    assert len(confirmed) >= CYCLES // 2, "too few submissions to show anything"
    requests = dict(portal.rows("SELECT number, id FROM requests WHERE number IS NOT NULL"))
    assert set(confirmed) <= set(requests), f"seed {seed}"
    messages = portal.rows("SELECT request_id, kind, id FROM messages")
    assert sorted(request for request, _, _ in messages) == sorted(requests.values()), f"seed {seed}"
    assert {kind for _, kind, _ in messages} == {"acknowledgement"}
    mails = portal.rows("SELECT message_id, recipient FROM mails")
    named = sorted(message_id.partition("@")[0].replace("-", "") for message_id, _ in mails)
    assert named == sorted(message.replace("-", "") for _, _, message in messages), f"seed {seed}"
    assert {recipient for _, recipient in mails} == set(CITIZENS)
    # What nobody could confirm is whole too: sent with its event, or still a draft without any.
    sent = portal.rows("SELECT count(*) FROM requests WHERE status = 'pending' AND number IS NOT NULL")
    events = portal.rows("SELECT count(DISTINCT request_id) FROM events WHERE kind = 'submitted'")
    assert sent == events == [(len(requests),)]


def wait_until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)


def test_a_second_portal_on_the_same_port_or_data_says_so_and_exits_2(portal, tmp_path):
    portal.start()
    other = tmp_path / "other"
    for change, word in (({"GUICHET_DATA": str(other)}, "Port"), ({"PORT": "0"}, "PORT")):
        refused = subprocess.run(
            [Path(sys.executable).with_name("guichet"), "run"],
            env=portal._environment | change,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert refused.returncode == 2
        assert word in refused.stderr
        assert "Traceback" not in refused.stderr
    assert portal.stop() == 0
