"""`guichet worker` as a process of its own: what it was doing when it was killed is done again, once."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from guichet.database import db
from guichet.messages.models import Job
from guichet.tasks import jobs

_WORKER = [Path(sys.executable).with_name("guichet"), "worker", "--threads", "1"]


class SlowServer:
    """A mail server that takes a letter at once, or holds it until the other side is gone."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.patient = True
        self.holding = threading.Event()
        self.taken = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection):
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            letter = None
            for line in lines:
                if letter is not None:
                    letter.append(line)
                    if line != b".\r\n":
                        continue
                    if self.patient:
                        self.holding.set()
                        lines.read()
                        return
                    self.taken.append(b"".join(letter))
                    letter = None
                elif line.upper().startswith(b"DATA"):
                    letter = []
                    connection.sendall(b"354 go on\r\n")
                    continue
                connection.sendall(b"250 fine\r\n")

    def close(self):
        self._listener.close()


@pytest.fixture
def server():
    server = SlowServer()
    yield server
    server.close()


@pytest.fixture
def environ(environ, server):
    return environ | {"GUICHET_SMTP_URL": f"smtp://127.0.0.1:{server.port}"}


@pytest.fixture
def start_worker(environ):
    running = []

    def start():
        worker = subprocess.Popen(_WORKER, env=os.environ | environ, stdout=subprocess.PIPE, text=True)
        running.append(worker)
        assert worker.stdout.readline() == "Guichet: worker ready\n"
        return worker

    yield start
    for worker in running:
        worker.kill()
        worker.wait()
        worker.stdout.close()


def test_a_letter_being_sent_when_the_worker_is_killed_is_sent_again_and_then_no_more(
    app, server, start_worker, make_mail_job, read_job
):
    job_id = make_mail_job()
    worker = start_worker()
    assert server.holding.wait(30)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert (read_job(job_id).state, read_job(job_id).attempts) == ("running", 1)
    server.patient = False
    with app.app_context():  # its lease ends
        db.session.get_one(Job, job_id).lease_until -= jobs.WORKER_LEASE
        db.session.commit()
    worker = start_worker()
    deadline = time.monotonic() + 30
    while read_job(job_id).state != "done":
        assert time.monotonic() < deadline, read_job(job_id).state
        time.sleep(0.05)
    assert read_job(job_id).attempts == 2
    assert len(server.taken) == 1
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    assert len(server.taken) == 1
