"""Whatever a provider, or somebody between, makes up: no session is opened, and a page says so in plain words."""

import base64
import hashlib
import json
import time

import pytest

from guichet.federation import provider as providers
from guichet.federation import transport
from guichet.i18n import t

PAST, FUTURE = -3600, 3600


@pytest.fixture(params=["franceconnect", "proconnect"])
def name(request):
    return request.param


@pytest.fixture
def double(name, request):
    return request.getfixturevalue(name)


@pytest.fixture
def known(name, make_user, traveller, sign_in):
    """An account that has the identity which is forged: what is refused is the forgery, nothing else."""
    roles = ("agent",) if name == "proconnect" else ()
    user_id = make_user("paul@ville.example", roles=roles)
    person = traveller(name, sign_in(user_id))
    assert person.link().status_code == 303
    assert person.post("/logout").status_code == 302
    return user_id


def moments(shift):
    def change(double):
        moment = int(time.time()) + shift
        return {"iat": moment, "exp": moment + 60}

    return change


# ---- What is changed in the id token ----

ID_TOKEN = {
    "wrong issuer": {"iss": "https://evil.example"},
    "issuer with a slash more": lambda double: {"iss": double.issuer + "/"},
    "no issuer": {"iss": None},
    "wrong audience": {"aud": "another portal"},
    "another audience beside ours, and the party": {"aud": ["guichet", "another portal"], "azp": "another portal"},
    "no audience": {"aud": None},
    "wrong nonce": {"nonce": "made up"},
    "no nonce": {"nonce": None},
    "empty nonce": {"nonce": ""},
    "expired": moments(PAST),
    "no expiry": {"exp": None},
    "expiry that is no number": {"exp": "tomorrow"},
    "issued in the future": moments(FUTURE),
    "not valid yet": lambda double: {"nbf": int(time.time()) + FUTURE},
    "no subject": {"sub": None},
    "empty subject": {"sub": ""},
    "subject that is no text": {"sub": ["ana-at-the-provider"]},
    "subject too long": {"sub": "a" * 300},
    "subject with a control character": {"sub": "ana\u0000"},
    "hash of another access token": {"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"},
}  # fmt: skip


def refused(person, response, reason, counted, before):
    assert response.status_code in {200, 400, 403, 503}
    title = t(
        f"federation-title-{reason}", "fr", provider="ProConnect" if person.name == "proconnect" else "FranceConnect"
    )
    assert f"<h1>{title}</h1>" in response.text
    assert not person.is_in()
    assert counted() == before


@pytest.fixture
def details(caplog):
    """Return the technical words in the log: a forgery is refused for what is wrong with it, not by luck."""
    return lambda: [record.fields["detail"] for record in caplog.records if record.message == "identity refused"]


@pytest.fixture
def attempted(traveller, name, known, counted):
    """Come, and be refused for that reason, with nothing changed in the database."""

    def attempt(reason):
        before = counted()
        person = traveller(name)
        refused(person, person.come(), reason, counted, before)

    return attempt


def test_the_same_way_untouched_leads_in(traveller, name, known):
    person = traveller(name)
    assert person.come().status_code == 303
    assert person.is_in()


@pytest.mark.parametrize("case", ID_TOKEN)
def test_an_id_token_that_is_not_for_this_way_is_refused(double, attempted, known, case, details):
    changes = ID_TOKEN[case]
    double.id_changes = changes(double) if callable(changes) else changes
    attempted("invalid")
    assert details()[-1].startswith("id token: ")


@pytest.mark.parametrize("acr", [None, "", "eidas0", "level", 1, ["eidas1"], "EIDAS1"])
def test_a_lower_level_or_none_is_refused(double, known, attempted, acr):
    double.id_changes = {"acr": acr}
    attempted("level")


@pytest.mark.parametrize("acr", ["eidas2", "eidas3"])
def test_a_higher_level_is_welcome(double, known, traveller, name, acr):
    double.acr = acr
    person = traveller(name)
    person.come()
    assert person.is_in()


# ---- Who signed ----


@pytest.mark.parametrize("part", ["sign", "info_sign"])
@pytest.mark.parametrize("way", ["unsigned", "signed_with_the_public_key"])
def test_what_nobody_signed_is_nobodys_word(double, known, attempted, details, part, way):
    setattr(double, part, getattr(double, way))
    attempted("invalid")
    assert details()[-1] == "signature: UnsupportedAlgorithmError"


@pytest.mark.parametrize("part", ["sign", "info_sign"])
def test_a_signature_by_somebody_else_under_the_same_key_name_is_refused(double, known, attempted, details, part):
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    thief = RSAKey.generate_key(2048)
    setattr(double, part, lambda claims: jwt.encode({"alg": "RS256", "kid": double.key.kid}, claims, thief))
    attempted("invalid")
    assert details()[-1] == "signature: BadSignatureError"


@pytest.mark.parametrize("header", [{"crit": ["b64x"], "b64x": True}, {"jku": "https://evil.example/keys"}])
def test_a_header_that_asks_for_more_than_is_known_changes_nothing(double, known, attempted, header):
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    thief = RSAKey.generate_key(2048)
    jwt_header = {"alg": "RS256", "kid": "the thief's", "jwk": thief.as_dict(private=False)} | header

    def forge(claims):
        _, payload, signature = jwt.encode({"alg": "RS256", "kid": "x"}, claims, thief).split(".")
        head = base64.urlsafe_b64encode(json.dumps(jwt_header).encode()).rstrip(b"=").decode()
        return f"{head}.{payload}.{signature}"

    double.sign = forge
    attempted("invalid")


def test_a_signature_cut_off_is_refused(double, known, attempted):
    double.sign = lambda claims: double.signed(claims)[:-20]
    attempted("invalid")


@pytest.mark.parametrize("token", ["", "a.b.c", "é.é.é", "e30.e30.e30", "...", "x" * 100_000, "e30.e30.e30.e30.e30"])
def test_what_is_no_token_is_refused(double, known, traveller, name, counted, token):
    double.sign = lambda _claims: token
    before = counted()
    person = traveller(name)
    refused(person, person.come(), "invalid" if token else "unavailable", counted, before)


def test_new_keys_are_asked_for(double, known, traveller, name, app):
    from joserfc.jwk import RSAKey

    double.key = RSAKey.generate_key(2048, {"kid": "the new key", "use": "sig"})
    double.published = [double.key]
    person = traveller(name)
    person.come()
    assert person.is_in()


def test_a_key_that_nobody_publishes_is_refused_and_asked_for_a_few_times_only(double, known, attempted):
    from joserfc.jwk import RSAKey

    double.key = RSAKey.generate_key(2048, {"kid": "unknown"})
    double.asked.clear()
    for _ in range(6):
        attempted("invalid")
    assert [name for name, *_ in double.asked].count("jwks") == 3


def test_only_the_algorithms_of_the_settings_are_read(double, known, attempted):
    from joserfc import jwt
    from joserfc.jwk import RSAKey

    strong = RSAKey.generate_key(2048, {"kid": "pss"})
    double.published = [*double.published, strong]
    double.sign = lambda claims: jwt.encode({"alg": "PS256", "kid": "pss"}, claims, strong, algorithms=["PS256"])
    attempted("invalid")


def test_proconnect_signs_as_it_was_registered_only(proconnect, traveller, make_user, sign_in):
    from joserfc import jwt
    from joserfc.jwk import ECKey

    key = ECKey.generate_key("P-256", {"kid": "curve", "use": "sig"})
    proconnect.published = [*proconnect.published, key]
    proconnect.sign = lambda claims: jwt.encode({"alg": "ES256", "kid": "curve"}, claims, key)
    person = traveller("proconnect", sign_in(make_user(roles=("agent",))))
    assert person.link().status_code == 400


# ---- What is said about the person ----


@pytest.mark.parametrize(
    "changes",
    [{"sub": "somebody else"}, {"sub": None}, {"iss": "https://evil.example"}, {"iss": None}, {"aud": "another portal"},
     {"aud": None}, {"exp": 1_000_000_000}, {"exp": None}],
)  # fmt: skip
def test_a_word_about_somebody_else_or_for_somebody_else_is_refused(double, known, attempted, details, changes):
    double.info_changes = changes
    attempted("invalid")
    assert details()[-1].startswith("userinfo: ")


def test_claims_that_nobody_signed_are_refused(double, known, attempted, answering):
    double.answers["userinfo"] = lambda handler: answering(handler, json.dumps(double.about() | double.person))
    attempted("invalid")


def test_claims_of_odd_shapes_never_break_anything(franceconnect, traveller, counted):
    franceconnect.person |= {
        "given_name": {"a": 1},
        "family_name": "<script>alert(1)</script>" * 30,
        "preferred_username": ["x"],
        "gender": "\u202eelamef and more than ten",
        "birthdate": 19850327,
        "birthplace": None,
        "birthcountry": "99\u0000100" * 9,
    }
    person = traveller()
    assert person.come().status_code == 303
    page = person.client.get("/sign-in/franceconnect/register")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert person.accept().status_code == 303
    assert person.client.get("/profile").status_code == 200


# ---- A provider that fails ----


def slow(handler, answering):
    time.sleep(1.0)
    answering(handler, "{}")


def dripping(handler, _answering):
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    try:
        for _ in range(40):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


FAILURES = {
    "slow": slow,
    "slow, letter by letter": dripping,
    "500": lambda handler, answering: answering(handler, "{}", status=500),
    "404": lambda handler, answering: answering(handler, "not here", "text/plain", 404),
    "truncated": lambda handler, answering: answering(handler, '{"access_token": "', length=5000),
    "not JSON": lambda handler, answering: answering(handler, "<html>sorry</html>", "text/html"),
    "JSON of another shape": lambda handler, answering: answering(handler, '["access_token"]'),
    "a number": lambda handler, answering: answering(handler, "1"),
    "empty": lambda handler, answering: answering(handler, ""),
    "no UTF-8": lambda handler, answering: answering(handler, b"\xff\xfe{}"),
    "deeply nested": lambda handler, answering: answering(handler, "[" * 100_000),
    "huge": lambda handler, answering: answering(handler, '{"a": "' + "x" * 400_000 + '"}'),
    "hung up": lambda handler, answering: handler.connection.close(),
    "sent elsewhere": lambda handler, answering: (
        handler.send_response(302), handler.send_header("Location", "http://127.0.0.1:9/"), handler.end_headers()
    ),
    "nulls": lambda handler, answering: answering(handler, '{"access_token": null, "id_token": null, "keys": null}'),
}  # fmt: skip


@pytest.mark.parametrize("where", ["token", "userinfo", "jwks", "openid-configuration"])
@pytest.mark.parametrize("failure", FAILURES)
def test_a_provider_that_fails_is_said_to_fail(
    app, traveller, franceconnect, counted, answering, monkeypatch, failure, where
):
    monkeypatch.setattr(transport, "_WAIT_SECONDS", 0.3)
    monkeypatch.setattr(transport, "_WHOLE_SECONDS", 0.6)
    person = traveller()
    franceconnect.answers[where] = lambda handler: FAILURES[failure](handler, answering)
    started = time.monotonic()
    there = person.leave()
    response = person.back(franceconnect.authorize(there.location)) if there.status_code == 303 else there
    assert time.monotonic() - started < 3
    assert (there.status_code == 303) == (where in {"token", "userinfo"})
    assert response.status_code in {400, 503}
    assert "FranceConnect ne répond pas" in response.text or "n’a pas pu être vérifiée" in response.text
    assert not person.is_in()
    assert counted() == (0, 0, 0, 0)


def test_a_provider_that_failed_is_left_alone_for_a_moment(traveller, franceconnect, answering):
    franceconnect.answers["openid-configuration"] = lambda handler: answering(handler, "", status=500)
    person = traveller()
    assert person.leave().status_code == 503
    asked = len(franceconnect.asked)
    assert person.leave().status_code == 503
    assert len(franceconnect.asked) == asked
    assert person.leave().headers["Retry-After"] == "30"


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "https://evil.example/token"},
        {"jwks_uri": "http://127.0.0.1:1/jwks"},
        {"authorization_endpoint": "https://evil.example/authorize"},
        {"userinfo_endpoint": None},
        {"token_endpoint": 7},
    ],
)
def test_a_provider_that_names_another_place_is_refused(double, traveller, name, counted, changes):
    double.metadata_changes = changes
    person = traveller(name)
    assert person.leave().status_code == 400
    assert counted() == (0, 0, 0, 0)


def test_a_place_to_sign_out_elsewhere_is_never_gone_to(franceconnect, traveller):
    franceconnect.metadata_changes = {"end_session_endpoint": "https://evil.example/out"}
    person = traveller()
    person.come()
    person.accept()
    assert person.post("/logout").location == "/"


# ---- The way itself ----


@pytest.mark.parametrize("error", ["access_denied", "login_required", "consent_required"])
def test_who_gives_up_is_told_how_to_go_on(double, known, traveller, name, counted, error):
    before = counted()
    person = traveller(name)
    answer = double.authorize(person.leave().location)
    response = person.back({"error": error, "error_description": "<b>no</b>", "state": answer["state"]})
    assert response.status_code == 200
    refused(person, response, "cancelled", counted, before)
    assert "<b>no</b>" not in response.text
    assert person.back(answer).status_code == 400


@pytest.mark.parametrize(
    ("error", "reason"), [("server_error", "unavailable"), ("invalid_scope", "invalid"), ("", "invalid")]
)
def test_other_errors_of_the_provider_are_told_too(double, known, traveller, name, counted, error, reason):
    before = counted()
    person = traveller(name)
    state = double.authorize(person.leave().location)["state"]
    refused(person, person.back({"error": error, "state": state}), reason, counted, before)


def test_a_state_that_another_browser_began_is_worth_nothing_here(double, known, traveller, name, counted):
    victim, thief = traveller(name), traveller(name)
    before = counted()
    answer = double.authorize(thief.leave().location)
    refused(victim, victim.back(answer), "expired", counted, before)
    # With a way of the victim's own begun, too.
    victim.leave()
    refused(victim, victim.back(answer), "expired", counted, before)
    # And it was not used up: it is still its own browser's.
    assert thief.back(answer).status_code == 303


def test_a_state_serves_once(double, known, traveller, name):
    person = traveller(name)
    answer = double.authorize(person.leave().location)
    assert person.back(answer).status_code == 303
    person.post("/logout")
    assert person.back(answer).status_code == 400
    assert not person.is_in()


def test_a_code_serves_once(double, known, traveller, name, counted):
    person = traveller(name)
    used = double.authorize(person.leave().location)
    person.back(used)
    person.post("/logout")
    before = counted()
    fresh = double.authorize(person.leave().location)
    refused(person, person.back({"code": used["code"], "state": fresh["state"]}), "invalid", counted, before)


def test_a_state_of_the_other_provider_is_refused(traveller, franceconnect, counted):
    person = traveller()
    answer = franceconnect.authorize(person.leave().location)
    response = person.client.get("/sign-in/proconnect/callback", query_string=answer)
    assert response.status_code == 400
    assert counted() == (0, 0, 0, 0)


@pytest.mark.parametrize(
    "answer", [{}, {"state": ""}, {"state": "x"}, {"code": "x"}, {"state": "\ud800"}, {"error": "access_denied"}]
)
def test_an_answer_that_nobody_asked_for_is_refused(known, traveller, name, counted, answer):
    before = counted()
    person = traveller(name)
    query = {key: value.encode("utf-8", "surrogatepass") for key, value in answer.items()}
    refused(person, person.back(query), "expired", counted, before)


@pytest.mark.parametrize("code", [None, "", "x" * 5000, "made up"])
def test_a_code_that_is_none_is_refused(double, known, traveller, name, counted, code):
    before = counted()
    person = traveller(name)
    state = double.authorize(person.leave().location)["state"]
    answer = {"state": state} | ({} if code is None else {"code": code})
    refused(person, person.back(answer), "invalid", counted, before)


@pytest.mark.parametrize("issuer", ["https://evil.example", ""])
def test_an_answer_that_names_another_issuer_is_refused(double, known, traveller, name, counted, issuer):
    before = counted()
    person = traveller(name)
    answer = double.authorize(person.leave().location)
    refused(person, person.back(answer | {"iss": issuer}), "invalid", counted, before)


def test_an_answer_that_names_its_issuer_is_welcome_and_needed_where_it_is_promised(
    double, known, traveller, name, app
):
    person = traveller(name)
    answer = double.authorize(person.leave().location)
    assert person.back(answer | {"iss": double.issuer}).status_code == 303
    person.post("/logout")
    app.extensions["guichet_federation"][name]._known = None
    double.metadata_changes = {"authorization_response_iss_parameter_supported": True}
    assert person.back(double.authorize(person.leave().location)).status_code == 400
    assert not person.is_in()


@pytest.mark.parametrize(
    "where",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)",
     "/\t/evil.example", "/\r\nLocation: //evil.example", "evil", "http:evil.example", "/" + "a" * 5000],
)  # fmt: skip
def test_nobody_is_led_elsewhere_afterwards(known, traveller, name, where):
    person = traveller(name)
    assert person.come(next=where).location == "/welcome"


def test_leaving_takes_a_form_of_this_site(known, traveller, name):
    person = traveller(name)
    assert person.client.get(f"/sign-in/{name}").status_code == 405
    assert person.client.post(f"/sign-in/{name}").status_code == 400


def test_no_value_of_anybody_is_logged(double, known, traveller, name, caplog):
    caplog.set_level("DEBUG", logger="guichet")
    double.id_changes = {"aud": "CANARY-AUDIENCE"}
    person = traveller(name)
    person.come()
    double.id_changes = {}
    person.come()
    lines = [json.dumps(getattr(record, "fields", {})) + record.getMessage() for record in caplog.records]
    assert any("identity refused" in line and "aud" in line for line in lines)
    told = "".join(lines)
    for value in ("CANARY", double.person["sub"], double.person["given_name"], double.person["email"]):
        assert value not in told


def test_what_is_kept_of_a_way_opens_nothing(app, traveller, name, double):
    from sqlalchemy import select

    from guichet.database import db
    from guichet.federation.models import FederationAttempt

    answer = double.authorize(traveller(name).leave().location)
    with app.app_context():
        kept = db.session.scalars(select(FederationAttempt)).one()
        assert kept.state_hash == hashlib.sha256(answer["state"].encode()).hexdigest()


def test_two_who_come_at_once_ask_the_provider_what_it_is_once(app, traveller, franceconnect):
    from concurrent.futures import ThreadPoolExecutor

    found = app.extensions["guichet_federation"]["franceconnect"]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: found.prepare(), range(16)))
    assert [name for name, *_ in franceconnect.asked] == ["openid-configuration", "jwks"]
    assert isinstance(found, providers.Provider)
