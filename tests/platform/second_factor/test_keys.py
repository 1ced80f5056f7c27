"""Security keys: what a browser answers opens the account it was made for, here and now, and nothing else."""

import base64
import hashlib
import json
import re
import secrets
import struct
from html import unescape

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import encode_cbor

CODE, KEY, FIRST_KEY = "/login/second-factor", "/login/second-factor/key", "/login/second-factor/first-key"
RECOVERY, FIRST = "/login/second-factor/recovery", "/login/second-factor/first"
OWN = "/profile/second-factor"
ORIGIN, HOST = "http://127.0.0.1:8000", "127.0.0.1"


def url64(data):
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def asked(page):
    return json.loads(unescape(re.search(r'data-options="([^"]+)"', page.text)[1]))


class Key:
    """A security key of software: makes one credential, and signs with it."""

    def __init__(self, *, counts=True):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.name = secrets.token_bytes(32)
        self.counts, self.count = counts, 0

    def client(self, kind, options, origin):
        told = {"type": kind, "challenge": options["challenge"], "origin": origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def make(self, options, origin=ORIGIN, host=HOST):
        point = self.private.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        held = b"\0" * 16 + struct.pack(">H", len(self.name)) + self.name + encode_cbor(public)
        data = hashlib.sha256(host.encode()).digest() + b"\x41" + struct.pack(">I", self.count) + held
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        response = {
            "clientDataJSON": url64(self.client("webauthn.create", options, origin)),
            "attestationObject": url64(attestation),
        }
        return json.dumps(self.answer(response))

    def show(self, options, origin=ORIGIN, host=HOST):
        self.count += self.counts
        client = self.client("webauthn.get", options, origin)
        data = hashlib.sha256(host.encode()).digest() + b"\x01" + struct.pack(">I", self.count)
        signed = self.private.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        response = {"clientDataJSON": url64(client), "authenticatorData": url64(data), "signature": url64(signed)}
        return json.dumps(self.answer(response))

    def answer(self, response):
        return {"id": url64(self.name), "rawId": url64(self.name), "type": "public-key", "response": response}


@pytest.fixture(params=[True, False], ids=["counting", "passkey"])
def key(request):
    return Key(counts=request.param)


@pytest.fixture
def keyed(agent, key, give_password, post):
    """The agent whose first factor is that key: (id, browser signed in)."""
    client, _ = give_password()
    page = client.get(FIRST_KEY)
    done = post(client, FIRST_KEY, name="Clé bleue", credential=key.make(asked(page)))
    assert done.status_code == 200, done.text
    assert done.text.count("<li>") >= 10
    return agent, client


def test_a_key_is_the_first_factor_and_then_opens_the_account(keyed, key, give_password, post, is_in, clock):
    assert is_in(keyed[1])
    client, answer = give_password(next="/agent/requests")
    assert answer.location == CODE
    page = client.get(CODE)
    assert "Code à 6 chiffres" not in page.text
    done = post(client, KEY, credential=key.show(asked(page)))
    assert (done.status_code, done.location) == (303, "/agent/requests")
    assert is_in(client)
    assert "Clé bleue" in client.get(OWN).text


def test_an_answer_serves_once_and_not_after_it_in_another_browser(app, keyed, key, give_password, post, is_in):
    client, _ = give_password()
    cookie = client.get_cookie("guichet_session").value
    answer = key.show(asked(client.get(CODE)))
    assert post(client, KEY, credential=answer).status_code == 303
    thief = app.test_client()
    thief.set_cookie("guichet_session", cookie)
    assert post(thief, KEY, credential=answer).location == "/login"
    other, _ = give_password()
    assert post(other, KEY, credential=answer).status_code == 422
    assert not is_in(thief)
    assert not is_in(other)


@pytest.mark.parametrize("wrong", ["origin", "host", "challenge", "signature", "name", "nothing"])
def test_an_answer_to_something_else_opens_nothing(keyed, key, give_password, post, is_in, wrong):
    client, _ = give_password()
    options = asked(client.get(CODE))
    given = {
        "origin": lambda: key.show(options, origin="https://evil.example"),
        "host": lambda: key.show(options, host="evil.example"),
        "challenge": lambda: key.show({"challenge": url64(b"x" * 32)}),
        "signature": lambda: json.dumps({**json.loads(Key().show(options)), "id": url64(key.name)}),
        "name": lambda: Key().show(options),
        "nothing": lambda: "",
    }[wrong]()
    done = post(client, KEY, credential=given)
    assert done.status_code == 422
    assert not is_in(client)


BROKEN = ["{", "[]", "null", "1", '{"id": 1}', '{"id": "a"}', "[" * 9000, "{}" * 9000, '{"id":"é"}', "\x00"]


@pytest.mark.parametrize("broken", BROKEN)
def test_what_no_browser_sends_is_refused_in_words(keyed, give_password, post, broken):
    client, _ = give_password()
    client.get(CODE)
    assert post(client, KEY, credential=broken).status_code == 422
    assert (
        post(keyed[1], f"{OWN}/key", name="x", credential=broken, **{"current-password": "Demarches1"}).status_code
        == 422
    )


def test_a_broken_answer_of_the_right_name_is_refused(keyed, key, give_password, post):
    client, _ = give_password()
    good = json.loads(key.show(asked(client.get(CODE))))
    for name in good["response"]:
        for value in ("", "é", "AAAA", 1, None, [], {}):
            bad = {**good, "response": {**good["response"], name: value}}
            assert post(client, KEY, credential=json.dumps(bad)).status_code in {422, 429}


def test_wrong_keys_and_wrong_codes_are_counted_together(keyed, key, give_password, post):
    client, _ = give_password()
    for _ in range(5):
        assert post(client, KEY, credential=Key().show(asked(client.get(CODE)))).status_code == 422
    assert post(client, KEY, credential=key.show(asked(client.get(CODE)))).status_code == 429
    assert post(client, RECOVERY, code="0000-0000-0000-0000").status_code == 429


def test_another_way_in_is_closed_to_who_has_a_key(keyed, give_password, post):
    client, _ = give_password()
    for path in (FIRST, FIRST_KEY):
        assert client.get(path).location == CODE
        assert post(client, path, name="x", credential=Key().make({"challenge": "x"}), code="1").location == CODE


def test_a_second_key_asks_for_the_password_and_keeps_what_the_browser_answered(keyed, post, is_in, mails):
    _, client = keyed
    second, path = Key(), f"{OWN}/key"
    answer = second.make(asked(client.get(path)))
    page = post(client, path, name="Clé rouge", credential=answer)
    assert page.status_code == 200
    assert "Confirmez que c’est bien vous" in page.text
    assert post(client, path, name="Clé rouge", credential=answer, **{"current-password": "Faux-1"}).status_code == 422
    done = post(client, path, name="Clé rouge", credential=answer, **{"current-password": "Demarches1"})
    assert (done.status_code, done.location) == (303, OWN)
    assert "Clé rouge" in client.get(OWN).text
    # The challenge served: the same answer adds nothing more.
    assert post(client, path, name="x", credential=answer, **{"current-password": "Demarches1"}).status_code == 422
    assert is_in(client)


def test_one_key_is_one_account_s(app, keyed, key, make_user, sign_in, post):
    other = sign_in(make_user("ana@example.fr"))
    answer = key.make(asked(other.get(f"{OWN}/key")))
    done = post(other, f"{OWN}/key", name="x", credential=answer, **{"current-password": "Demarches1"})
    assert done.location == OWN
    assert "déjà celle d’un compte" in other.get(OWN).text


@pytest.mark.parametrize("name", ["", "   ", "x" * 61])
def test_a_key_has_a_name(keyed, post, name):
    _, client = keyed
    answer = Key().make(asked(client.get(f"{OWN}/key")))
    done = post(client, f"{OWN}/key", name=name, credential=answer, **{"current-password": "Demarches1"})
    assert done.status_code == 422


def test_of_two_factors_one_can_go_but_not_the_last(keyed, post, left):
    agent, client = keyed
    first = re.search(rf"{OWN}/key/[0-9a-f-]+/remove", client.get(OWN).text)
    assert first is None
    answer = Key().make(asked(client.get(f"{OWN}/key")))
    post(client, f"{OWN}/key", name="Clé rouge", credential=answer, **{"current-password": "Demarches1"})
    first, second = re.findall(rf"{OWN}/key/[0-9a-f-]+/remove", client.get(OWN).text)
    assert post(client, first).status_code == 422
    assert post(client, first, **{"current-password": "Demarches1"}).location == OWN
    assert post(client, second, **{"current-password": "Demarches1"}).status_code == 404
    assert left(agent) == 10


def test_the_key_of_another_account_is_not_found(keyed, make_user, sign_in, post):
    _, client = keyed
    answer = Key().make(asked(client.get(f"{OWN}/key")))
    post(client, f"{OWN}/key", name="Clé rouge", credential=answer, **{"current-password": "Demarches1"})
    path = re.search(rf"{OWN}/key/[0-9a-f-]+/remove", client.get(OWN).text)[0]
    other = sign_in(make_user("ana@example.fr"))
    assert other.get(path).status_code == 404
    assert post(other, path, **{"current-password": "Demarches1"}).status_code == 404
