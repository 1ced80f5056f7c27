"""A letter to send, and a mail server that takes it or fails as asked."""

import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller

from guichet_notify.channels import Post
from guichet_notify.smtp import Server
from guichet_notify.wording import Context


@dataclass
class Sink:
    """Keeps what it takes; `answer` is what it says to a letter, `hang` seconds before it, `drop` instead of it."""

    answer: str = "250 taken"
    recipient_answer: str = "250 known"
    drop: bool = False
    release: threading.Event | None = None
    letters: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802 -- the library's name
        if self.recipient_answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.recipient_answer

    async def handle_DATA(self, server, _session, envelope):  # noqa: N802 -- the library's name
        if self.drop:
            server.transport.abort()
            return self.answer
        if self.answer.startswith("250"):
            parsed = message_from_bytes(envelope.content, policy=policy.default)
            self.letters.append((envelope.mail_from, envelope.rcpt_tos, parsed))
        return self.answer


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
def server(sink: Sink) -> Iterator[Server]:
    """A mail server on this machine; closed at the end of the test."""
    controller = Controller(sink, hostname="127.0.0.1", port=_free_port())
    controller.start()
    yield Server("127.0.0.1", controller.port)
    controller.stop()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def make_context() -> Callable[..., Context]:
    def make(**values: object) -> Context:
        given = {
            "city": "Ville de Sainte-Aurore",
            "procedure": "Acte de naissance",
            "number": "ACN-7KQ4-M2XP-9W3T-C8",
            "url": "https://demarches.example/requests/1",
            "date": "23 novembre 2026",
            "service": "Service de l’état civil",
            "contact": ("01 99 00 21 01",),
        }
        return Context(**(given | values))

    return make


@pytest.fixture
def make_post() -> Callable[..., Post]:
    def make(**values: str) -> Post:
        given = {
            "to": "ana@example.fr",
            "sender": "ne-pas-repondre@demarches.example",
            "sender_name": "Ville de Sainte-Aurore",
            "identifier": "0d4c8a52-1111-4222-8333-444455556666@demarches.example",
            "language": "fr",
            "subject": "Votre demande est bien reçue",
            "text": "Bonjour, été à 8 h.\n",
            "html": "<p>Bonjour, été à 8 h.</p>\n",
        }
        return Post(**(given | values))

    return make
