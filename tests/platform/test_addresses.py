"""Addresses are suggested by the national service where it answers well and soon, by the city's own list otherwise."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest

from guichet.addresses import local, national, services
from guichet.config import Config, ConfigurationError

ROWS = (
    {"voie": "Rue des Lilas", "codePostal": "99210", "commune": "Ici"},
    {"voie": "Rue du 8 Mai", "codePostal": "99210", "commune": "Ici"},
)


def feature(name="12 Rue des Lilas", postcode="78000", city="Versailles", **more):
    return {"type": "Feature", "properties": {"name": name, "postcode": postcode, "city": city, **more}}


def answer(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


@pytest.fixture
def service():
    """A double of the national service on this machine: `reply` is what it does with a request, `asked` what came."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(parse_qs(urlsplit(self.path).query))
            server.reply(self)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.block_on_close = False
    server.asked = []
    server.reply = say(answer(feature()))
    server.url = f"http://127.0.0.1:{server.server_port}/search/"
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
    services._resting.clear()


def say(body, status=200, *headers):
    def reply(handler):
        handler.send_response(status)
        for name, value in headers:
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.2)


def late(handler):
    time.sleep(3)
    handler.close_connection = True


def test_the_service_is_asked_and_its_answer_read(service):
    found = national.ask(f"{service.url}?citycode=78646", "12 rue des li", 5)
    assert service.asked == [{"citycode": ["78646"], "q": ["12 rue des li"], "limit": ["5"]}]
    assert [one.label for one in found] == ["12 Rue des Lilas, 78000 Versailles"]
    assert found[0].parts == {"line1": "12 Rue des Lilas", "postcode": "78000", "city": "Versailles"}


@pytest.mark.parametrize(
    "odd",
    [feature(type="municipality"), feature(name=None), feature(city=["x"]), feature(name="x" * 201), {}, 5, None,
     {"properties": 3}],
)  # fmt: skip
def test_what_is_no_address_is_left_out(service, odd):
    service.reply = say(answer(odd, feature()))
    assert len(national.ask(service.url, "rue", 5)) == 1


def test_no_more_is_taken_than_was_asked_for_and_no_control_sign(service):
    service.reply = say(answer(*[feature(name=f"{n}\u0000 Rue\nA") for n in range(50)]))
    found = national.ask(service.url, "rue", 3)
    assert [one.parts["line1"] for one in found] == ["0 Rue A", "1 Rue A", "2 Rue A"]


@pytest.mark.parametrize(
    "reply",
    [
        say(b"", 500),
        say(b"", 404),
        say(b"<html>"),
        say(b"\xff\xfe\x00"),
        say(b"[]"),
        say(b"null"),
        say(b'{"features": {}}'),
        say(b"[" * 100_000),
        say(answer(feature()) + b" " * 300_000),
        say(b"", 302, ("Location", "/elsewhere")),
        late,
        drip,
    ],
    ids=["500", "404", "html", "bytes", "list", "null", "object", "deep", "huge", "elsewhere", "late", "dripping"],
)
def test_a_service_that_fails_gives_nothing_and_soon(service, reply):
    service.reply = reply
    started = time.monotonic()
    assert national.ask(service.url, "rue", 5) is None
    assert time.monotonic() - started < 3
    assert len(service.asked) == 1


def test_a_service_that_is_not_there_gives_nothing():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert national.ask(f"http://127.0.0.1:{port}/search/", "rue", 5) is None


@pytest.fixture
def environ(environ, service):
    return {**environ, "GUICHET_ADDRESSES_URL": service.url}


@pytest.fixture
def suggest(app):
    def ask(query):
        with app.app_context():
            return [one.label for one in services.suggest(query)]

    return ask


def test_the_service_comes_before_the_list(suggest):
    assert suggest("12 rue des li") == ["12 Rue des Lilas, 78000 Versailles"]


def test_after_a_failure_the_list_answers_and_the_service_rests(suggest, service):
    service.reply = say(b"", 500)
    assert suggest("12 rue des ti") == ["12 Rue des Tilleuls, 99210 Sainte-Aurore"]
    assert suggest("12 rue des til") == ["12 Rue des Tilleuls, 99210 Sainte-Aurore"]
    assert len(service.asked) == 1


def test_where_the_service_knows_nothing_the_list_answers(suggest, service):
    service.reply = say(answer())
    assert suggest("12 rue des ti") == ["12 Rue des Tilleuls, 99210 Sainte-Aurore"]
    assert len(service.asked) == 1


def test_little_is_not_asked_and_much_is_cut(suggest, service):
    assert suggest(" 12 ") == []
    assert service.asked == []
    suggest("rue " * 5000)
    assert len(service.asked[0]["q"][0]) <= 100


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("12 rue lil", "12 Rue des Lilas"),
        ("12bis, lilas", "12bis Rue des Lilas"),
        ("3 TER Lilas", "3 TER Rue des Lilas"),
        ("rue des lilas", "Rue des Lilas"),
        ("4 rue du 8 mai", "4 Rue du 8 Mai"),
    ],
)
def test_the_number_is_put_before_the_street_of_the_list(query, line):
    (found,) = local.suggest(ROWS, query, 10)
    assert found.parts == {"line1": line, "postcode": "99210", "city": "Ici"}


@pytest.mark.parametrize("query", ["12", "12 ", "!!!", "zzz"])
def test_nothing_fits_what_is_no_street(query):
    assert local.suggest(ROWS, query, 10) == ()


@pytest.mark.parametrize("url", ["ftp://x/", "adresse.example", "http://"])
def test_a_setting_that_is_no_address_is_named(environ, url):
    with pytest.raises(ConfigurationError, match="GUICHET_ADDRESSES_URL"):
        Config.from_environment({**environ, "GUICHET_ADDRESSES_URL": url})
