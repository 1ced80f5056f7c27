"""Whatever an address, a header or a form holds, the answer is a page of the portal: never a fault, never a way out."""

import re
from urllib.parse import urljoin, urlsplit

import pytest

from guichet import versions

NOBODY = "00000000-0000-0000-0000-000000000000"
ADDRESSES = [
    f"/requests?before=0001-01-01T00:00:00%2B14:00_{NOBODY}",
    f"/requests?before=9999-12-31T23:59:59-14:00_{NOBODY}",
    "/requests?before=%00_%00",
    "/messages?after=%00",
    "/?q=%00",
    "/?q=%ed%a0%80",
    "/tracking?number=%00",
    "/tracking?number=" + "9" * 9000,
    "/procedures/%ed%a0%80",
    "/procedures/" + "a" * 5000,
    "/procedures/a/%ff.json",
    "/schemas/definition/1/..%2fdefinition.json",
    "/static/..%2fapp.py",
    "/pages/..%2fcookies",
    "/login?next=//[",
    "/login?next=http://[x",
]
WAYS_OUT = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "\x01//evil.example",
    " //evil.example",
    "http://evil.example",
    "http:/evil.example",
    "http:///evil.example",
    "https:evil.example",
    "http://127.0.0.1:8000@evil.example",
    "javascript:alert(1)",
    "/\r\nSet-Cookie: a=b",
    "//[",
]


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.mark.parametrize("typed", ["99999999999", "9" * 30, "9" * 5000, "-1", "1e400", "²", "٣", "", "1\x00"])
def test_a_version_that_is_none_is_nobodys(typed):
    assert versions.seen(typed) == versions.NONE


def test_a_form_with_no_version_at_all_changes_nothing(walk):
    walker = walk()
    profile = {"csrf_token": walker.token, "version": "9" * 30, "/identity/familyName": "Durand"}
    assert walker.client.post("/profile", data=profile).status_code == 409
    walker.start()
    walker.version = "9" * 30
    assert walker.post("demande", {"/pour": "moi", "/nombre": "2"}).status_code == 409
    walker.version = "9" * 30
    assert walker.post("review", {"/attestation": "true"}, "save").status_code == 409


def test_no_address_is_a_fault(app, walk):
    for client in (walk().client, app.test_client()):
        for address in ADDRESSES:
            assert client.get(address).status_code < 500, address


def test_no_filter_of_the_queue_is_a_fault(agent):
    client = agent()
    for query in ("procedure=%00", "procedure=" + "x" * 9000, "status=%00", "after=%00_", "after=9999-99-99_x"):
        assert client.get(f"/agent/requests?{query}").status_code == 200, query


def test_no_method_is_a_fault(app, walk):
    clients = (walk().client, app.test_client())
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<int:.*?>", "9" * 30, re.sub(r"<uuid:.*?>", NOBODY, rule.rule))
        address = re.sub(r"<.*?>", "x", address)
        for client in clients:
            for method in ("HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"):
                assert client.open(address, method=method).status_code < 500, (method, address)


def test_no_row_button_is_a_fault(walk):
    walker = walk()
    walker.start()
    for action in (
        "add:",
        "add:/nombre",
        "add:/~",
        "add:" + "/a" * 5000,
        "remove:/piece/²",
        "remove:/",
        "remove:\x00",
        "up:",
        "up:/",
        "down:/piece/²",
        "ask:/piece",
        "keep:" + "/a" * 5000,
        "join:/nombre",
        "join:/piece/0",
        "attach:/~",
        "attach:/piece/-",
        "attach:/piece/\r\nX-Evil: 1",
        "keep:/piece/é\u4e2d",
        "ask:/piece/" + "0" * 9000,
    ):
        for headers in ({}, {"X-Guichet-Fragment": "1"}):
            assert walker.post("pieces", {}, action, headers).status_code in {200, 303}, action


@pytest.mark.parametrize("typed", ["1e400", "9" * 5000, "NaN", "Infinity", "²", "0x10", "\x00", "\ufffd"])
def test_a_number_that_is_none_is_shown_again_with_its_problem(walk, typed):
    walker = walk()
    walker.start()
    assert walker.post("demande", {"/pour": "moi", "/nombre": typed}).status_code == 422
    assert walker.open("demande").status_code == 200


@pytest.mark.parametrize(("names", "status"), [(300, 422), (10_000, 413)])
def test_very_many_fields(walk, names, status):
    walker = walk()
    walker.start()
    rows = {f"/enfants/{number}/prenom": "x" for number in range(names)}
    assert walker.post("vous", {"/nom": "Durand"} | rows).status_code == status


def test_no_cookie_and_no_language_is_a_fault(app):
    client = app.test_client(use_cookies=False)
    for value in ("x", "", ".", "eyJ.x.y", "é", "%00", "a" * 9000):
        for name in ("guichet_session", "guichet_language", "guichet_remember"):
            assert client.get("/login", headers={"Cookie": f"{name}={value}"}).status_code == 200
    for value in ("*", "fr;q=a", "fr_FR@euro", "zh-Hant-TW;q=1e400", "," * 500):
        assert client.get("/", headers={"Accept-Language": value}).status_code == 200


def test_no_identifier_and_no_password_is_a_fault(app, make_user, csrf):
    make_user()
    client = app.test_client()
    token = csrf(client)
    for identifier in ("ana@example.fr", "a\x00", "x" * 5000, "' or 1=1"):
        for password in ("a\x00b", "x" * 5000, "é" * 3000, "\ufdfa" * 128, b"\xed\xa0\x80"):
            data = {"csrf_token": token, "identifier": identifier, "password": password}
            # Too many tries at one place would be refused unread.
            place = {"REMOTE_ADDR": f"192.0.2.{len(identifier) % 100}"}
            response = client.post("/login", data=data, environ_base=place)
            assert response.status_code == 200
            assert "Set-Cookie" not in response.headers or "_user_id" not in response.headers["Set-Cookie"]


@pytest.mark.parametrize("body", ["5", '"x"', "[]", '[["a"]]', '{"identifier": 5, "password": 5}', "{"])
def test_signing_in_takes_forms_only(app, csrf, body):
    client = app.test_client()
    headers = {"X-CSRFToken": csrf(client)}
    assert client.post("/login", data=body, content_type="application/json", headers=headers).status_code == 415


@pytest.mark.parametrize(
    "referrer", ["http://[", "//[", "x", "http://evil.example/", "http://localhost//evil.example/"]
)
def test_a_form_posted_signed_out_leads_to_signing_in_whatever_the_referrer(app, csrf, referrer):
    client = app.test_client()
    data = {"csrf_token": csrf(client)}
    response = client.post("/profile", data=data, headers={"Referer": referrer})
    assert response.status_code == 302
    assert response.location.startswith("/login?next=/")


@pytest.mark.parametrize("target", WAYS_OUT)
def test_no_address_leads_out_of_the_portal(app, make_user, sign_in, csrf, target):
    ana, client = sign_in(make_user()), app.test_client()
    token = csrf(client)
    query = {"next": target}
    account = {"csrf_token": token, "identifier": "ana@example.fr", "password": "Demarches1"}
    for response in (
        client.get("/language/en", query_string=query),
        client.post("/language/en", data=query | {"csrf_token": token}),
        ana.get("/login", query_string=query),
        client.post("/login", query_string=query, data=account | query),
        client.post("/logout", query_string=query, data=query | {"csrf_token": token}),
    ):
        assert response.status_code in {200, 302, 400}
        arrived = urlsplit(urljoin("http://127.0.0.1:8000/", (response.location or "").replace("\\", "/")))
        assert arrived.netloc == "127.0.0.1:8000"


def test_a_reason_with_odd_characters_is_kept_without_them(walk, agent, csrf):
    walker = walk()
    walker.submit()
    client = agent("etat-civil")
    place = f"/agent{walker.base}"
    version = re.search(r'name="version" value="(\d+)"', client.get(place).text)[1]
    token = csrf(client)
    assert client.post(f"{place}/take", data={"csrf_token": token, "version": version}).status_code == 303
    reason = {"csrf_token": token, "version": int(version) + 1, "reason": "Pièce\x00 \x1b[31millisible\u202e"}
    assert client.post(f"{place}/refuse", data=reason).status_code == 303
    assert "Pièce" in client.get(place).text


def test_an_agent_of_no_service_sees_nothing(make_user, sign_in, walk):
    walker = walk()
    walker.submit()
    client = sign_in(make_user("nobody@ville.example", roles=("agent",), services=()))
    assert client.get("/agent/requests").status_code == 200
    assert client.get("/agent/messages").status_code == 200
    assert client.get(f"/agent{walker.base}").status_code == 404
