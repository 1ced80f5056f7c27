"""A provider of identities that can be made to lie, and somebody who comes through it."""

import base64
import contextlib
import hashlib
import hmac
import json
import secrets
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import func, select

from guichet.accounts.models import User, UserSession
from guichet.database import db
from guichet.federation.models import FederatedIdentity, PendingIdentity

CITY_SIRET = "21990001000012"
ANA = {
    "sub": "ana-at-the-provider",
    "given_name": "Ana Lucie",
    "family_name": "DURAND",
    "preferred_username": "PETIT",
    "gender": "female",
    "birthdate": "1985-03-27",
    "birthplace": "78646",
    "birthcountry": "99100",
    "email": "ana.lucie@example.fr",
}
CAMILLE = {
    "sub": "camille-at-the-provider",
    "given_name": "Camille",
    "usual_name": "MARTEL",
    "email": "camille@ville.example",
    "siret": CITY_SIRET,
    "idp_id": "71144ab3-ee1a-4401-b7b3-79b44f7daeeb",
    "uid": "camille",
}
KEYS = [RSAKey.generate_key(2048, {"kid": f"key-{number}", "use": "sig", "alg": "RS256"}) for number in range(3)]


def b64(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Double:
    """One provider on loopback. Each attribute may be changed to make it lie; its codes serve once."""

    def __init__(self, person):
        self.person = dict(person)
        self.client_id, self.client_secret = "guichet", "the secret of the client"
        self.key = KEYS[0]
        self.published = [KEYS[0]]
        self.id_changes, self.info_changes = {}, {}
        self.sign = self.info_sign = self.signed
        self.metadata_changes = {}
        self.answers = {}
        self.asked = []
        self.codes = {}
        self.acr = "eidas1"
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.answer(self, urlsplit(self.path).path, {})

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                server.answer(self, urlsplit(self.path).path, {k: v[0] for k, v in parse_qs(body).items()})

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        self.issuer = f"{self.origin}/api/v2"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, handler, path, form):
        name = path.rpartition("/")[2]
        self.asked.append((name, form, dict(handler.headers)))
        if name in self.answers:
            self.answers[name](handler)
            return
        status, kind, body = getattr(self, name.replace("-", "_"))(form, handler.headers)
        send(handler, body, kind, status)

    def openid_configuration(self, _form, _headers):
        places = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri", "end_session_endpoint")
        names = ("authorize", "token", "userinfo", "jwks", "session")
        metadata = {"issuer": self.issuer} | {
            place: f"{self.issuer}/{name}" for place, name in zip(places, names, strict=True)
        }
        return 200, "application/json", json.dumps(metadata | self.metadata_changes)

    def jwks(self, _form, _headers):
        keys = KeySet(self.published).as_dict(private=False)
        return 200, "application/json", json.dumps(keys)

    def token(self, form, _headers):
        nonce = self.codes.pop(form.get("code"), None)
        if nonce is None or form.get("client_secret") != self.client_secret:
            return 400, "application/json", json.dumps({"error": "invalid_grant"})
        claims = self.about() | {"sub": self.person["sub"], "nonce": nonce, "acr": self.acr}
        access = secrets.token_urlsafe(16)
        token = {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": 60,
            "id_token": self.sign(changed(claims, self.id_changes)),
        }
        return 200, "application/json", json.dumps(token)

    def userinfo(self, _form, _headers):
        claims = changed(self.about() | self.person, self.info_changes)
        return 200, "application/jwt", self.info_sign(claims)

    def about(self):
        moment = int(time.time())
        return {"iss": self.issuer, "aud": self.client_id, "iat": moment, "exp": moment + 60}

    def signed(self, claims):
        return jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.key)

    def unsigned(self, claims):
        return f"{b64({'alg': 'none', 'typ': 'JWT'})}.{b64(claims)}."

    def signed_with_the_public_key(self, claims):
        head = f"{b64({'alg': 'HS256', 'kid': self.key.kid})}.{b64(claims)}"
        return f"{head}.{b64(hmac.digest(self.key.as_pem(private=False), head.encode(), hashlib.sha256))}"

    def authorize(self, location):
        """Do what the provider does with a browser sent there: return what it sends back."""
        wanted = {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
        code = secrets.token_urlsafe(16)
        self.codes[code] = wanted["nonce"]
        return {"code": code, "state": wanted["state"]}


def changed(claims, changes):
    return {name: value for name, value in (claims | changes).items() if value is not None}


def send(handler, body, kind="application/json", status=200, length=None):
    body = body if isinstance(body, bytes) else body.encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    with contextlib.suppress(OSError):  # who asked may have hung up
        handler.wfile.write(body)


@pytest.fixture
def answering():
    """The one way to answer by hand: (handler, body, content type, status, announced length)."""
    return send


@pytest.fixture
def franceconnect():
    double = Double(ANA)
    yield double
    double.close()


@pytest.fixture
def proconnect():
    double = Double(CAMILLE)
    yield double
    double.close()


@pytest.fixture
def environ(environ, franceconnect, proconnect):
    return environ | {
        "GUICHET_FRANCECONNECT_ISSUER": franceconnect.issuer,
        "GUICHET_FRANCECONNECT_CLIENT_ID": franceconnect.client_id,
        "GUICHET_FRANCECONNECT_CLIENT_SECRET": franceconnect.client_secret,
        "GUICHET_PROCONNECT_ISSUER": proconnect.issuer,
        "GUICHET_PROCONNECT_CLIENT_ID": proconnect.client_id,
        "GUICHET_PROCONNECT_CLIENT_SECRET": proconnect.client_secret,
        "GUICHET_PROCONNECT_SIRETS": f"{CITY_SIRET}, 21990001000020",
    }


class Traveller:
    """A browser that goes to a provider and back."""

    def __init__(self, client, name, double, csrf):
        self.client, self.name, self.double, self.csrf = client, name, double, csrf

    def post(self, path, **fields):
        return self.client.post(path, data={"csrf_token": self.csrf(self.client), **fields})

    def leave(self, **fields):
        return self.post(f"/sign-in/{self.name}", **fields)

    def back(self, answer):
        return self.client.get(f"/sign-in/{self.name}/callback", query_string=answer)

    def come(self, **fields):
        return self.back(self.double.authorize(self.leave(**fields).location))

    def accept(self, **fields):
        return self.post(f"/sign-in/{self.name}/register", **{"terms": "true", **fields})

    def link(self, password="Demarches1"):
        there = self.post(f"/profile/identity/{self.name}/link", **{"current-password": password})
        return self.back(self.double.authorize(there.location)) if there.status_code == 303 else there

    def unlink(self, password="Demarches1"):
        return self.post(f"/profile/identity/{self.name}/unlink", **{"current-password": password})

    def is_in(self):
        return self.client.get("/profile").status_code == 200


@pytest.fixture
def traveller(app, franceconnect, proconnect, csrf):
    """Return somebody before a provider, signed in when a client is given."""

    def come(name="franceconnect", client=None):
        double = {"franceconnect": franceconnect, "proconnect": proconnect}[name]
        return Traveller(client or app.test_client(), name, double, csrf)

    return come


@pytest.fixture
def counted(app):
    """Return how many accounts, sessions, identities and people waiting there are."""

    def count():
        with app.app_context():
            tables = (User, UserSession, FederatedIdentity, PendingIdentity)
            return tuple(db.session.scalar(select(func.count()).select_from(table)) for table in tables)

    return count


@pytest.fixture
def identity(app):
    """Return the identity of an account as a dict, or None."""

    def find(user_id):
        with app.app_context():
            found = db.session.scalar(select(FederatedIdentity).where(FederatedIdentity.user_id == user_id))
            return found and {column.name: getattr(found, column.name) for column in found.__table__.columns}

    return find
