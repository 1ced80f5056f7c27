"""The e-mail channel against a real server: what arrives, and how each failure is told."""

import socket
import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guichet_notify.channels import (
    DeliveryError,
    PermanentDeliveryError,
    TransientDeliveryError,
    UnknownDeliveryError,
)
from guichet_notify.smtp import Server, SmtpChannel, message


def test_a_letter_arrives_whole(server, sink, make_post):
    SmtpChannel(server).send(make_post())
    [(sender, recipients, letter)] = sink.letters
    assert sender == "ne-pas-repondre@demarches.example"
    assert recipients == ["ana@example.fr"]
    assert letter["From"] == "Ville de Sainte-Aurore <ne-pas-repondre@demarches.example>"
    assert letter["To"] == "ana@example.fr"
    assert letter["Subject"] == "Votre demande est bien reçue"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "fr"
    assert letter["Message-ID"] == "<0d4c8a52-1111-4222-8333-444455556666@demarches.example>"
    assert letter.get_body(("plain",)).get_content().replace("\r\n", "\n") == make_post().text
    assert letter.get_body(("html",)).get_content().replace("\r\n", "\n") == make_post().html


def test_a_second_attempt_bears_the_same_message_id(server, sink, make_post):
    SmtpChannel(server).send(make_post())
    SmtpChannel(server).send(make_post())
    assert len({letter["Message-ID"] for _, _, letter in sink.letters}) == 1


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        ("451 later", TransientDeliveryError, "smtp-451"),
        ("452 full", TransientDeliveryError, "smtp-452"),
        ("550 never", PermanentDeliveryError, "smtp-550"),
        ("554 spam", PermanentDeliveryError, "smtp-554"),
    ],
)
@pytest.mark.parametrize("stage", ["answer", "recipient_answer"])
def test_a_refusal_is_permanent_or_not_as_its_code_says(answer, error, code, stage, server, sink, make_post):
    setattr(sink, stage, answer)
    with pytest.raises(error) as caught:
        SmtpChannel(server).send(make_post())
    assert caught.value.code == code
    assert type(caught.value) is error


def test_a_connection_cut_before_the_answer_leaves_the_outcome_unknown(server, sink, make_post):
    sink.drop = True
    with pytest.raises(UnknownDeliveryError):
        SmtpChannel(server).send(make_post())


def test_no_server_at_all_is_transient(make_post):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(TransientDeliveryError):
        SmtpChannel(Server("127.0.0.1", port)).send(make_post())


def test_a_server_that_never_greets_is_given_up_in_time(make_post):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        channel = SmtpChannel(Server("127.0.0.1", silent.getsockname()[1]), timeout=0.2)
        with pytest.raises(TransientDeliveryError):
            channel.send(make_post())


def test_a_server_that_hangs_after_the_letter_leaves_the_outcome_unknown(make_post):
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        thread = threading.Thread(target=_answer_all_but_the_letter, args=(listening,), daemon=True)
        thread.start()
        channel = SmtpChannel(Server("127.0.0.1", listening.getsockname()[1]), timeout=0.5)
        with pytest.raises(UnknownDeliveryError):
            channel.send(make_post())
        thread.join(5)


def _answer_all_but_the_letter(listening):
    connection, _ = listening.accept()
    with connection, connection.makefile("rb") as lines:
        connection.sendall(b"220 here\r\n")
        for line in lines:
            if line.startswith(b"DATA"):
                connection.sendall(b"354 go on\r\n")
            elif line[:4] in {b"ehlo", b"mail", b"rcpt"} or line[:4].isupper():
                connection.sendall(b"250 fine\r\n")
            elif line == b".\r\n":
                lines.read()  # until the other side gives up


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ana",
        "ana@",
        "@example.fr",
        "ana@example.fr, paul@example.fr",
        "ana@example.fr\r\nBcc: paul@example.fr",
        "ana@example.fr\nBcc: paul@example.fr",
        "Ana <ana@example.fr>",
        '"a b"@example.fr',
        "ana@exam ple.fr",
        "ana\x00@example.fr",
        f"{'a' * 65}@example.fr",
        f"ana@{'a' * 64}.fr",
        "ana@@example.fr",
        "ané@example.fr",
    ],
)
def test_an_address_that_is_not_one_plain_mailbox_is_refused_for_good(address, server, sink, make_post):
    with pytest.raises(PermanentDeliveryError):
        SmtpChannel(server).send(make_post(to=address))
    assert sink.letters == []


def test_an_international_domain_is_sent_in_ascii(make_post):
    assert message(make_post(to="ana@bücher.example"))["To"] == "ana@xn--bcher-kva.example"


@settings(max_examples=300, deadline=None)
@given(
    subject=st.text(max_size=300),
    name=st.text(max_size=300),
    to=st.text(max_size=60) | st.builds("{}@{}".format, st.text(max_size=20), st.text(max_size=20)),
)
def test_no_text_adds_a_header_or_a_recipient(subject, name, to):
    from email import message_from_bytes, policy

    from guichet_notify.channels import Post

    post = Post(
        to=to,
        sender="ville@demarches.example",
        sender_name=name,
        identifier="1@demarches.example",
        language="fr",
        subject=subject,
        text="t",
        html="<p>t</p>",
    )
    try:
        raw = message(post).as_bytes()
    except DeliveryError:
        return
    parsed = message_from_bytes(raw, policy=policy.default)
    assert sorted(parsed.keys()) == [
        "Auto-Submitted",
        "Content-Language",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
        "X-Auto-Response-Suppress",
    ]
    assert len(parsed["To"].addresses) == 1


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 25)),
        ("smtp://mail.example:2525", Server("mail.example", 2525)),
        ("smtp://u%40v:p%3Aw@mail.example?starttls=1", Server("mail.example", 587, "starttls", "u@v", "p:w")),
        ("smtps://u:p@mail.example", Server("mail.example", 465, "tls", "u", "p")),
    ],
)
def test_the_address_of_a_server_is_read(url, server):
    assert Server.from_url(url) == server


@pytest.mark.parametrize("url", ["", "mail.example", "http://mail.example", "smtp://"])
def test_any_other_address_is_refused(url):
    with pytest.raises(ValueError, match="smtp://"):
        Server.from_url(url)
