"""The preview and the portal stay apart: no page of the one is open in the other, and the same guards hold in both."""

import re

from guichet import assets, policy
from guichet.previewing.views import RULES

PATHS = ("/preview", "/preview/state", "/preview/papers/fullest/form.pdf", "/preview/mails/fullest/taken")


def test_the_portal_has_no_preview(client):
    for path in PATHS:
        assert client.get(path).status_code == 404, path
    page = client.get("/").text
    assert "preview" not in page


def test_every_endpoint_of_the_preview_has_a_row_and_every_row_an_endpoint(look_at, city):
    app = look_at(city / "etat-civil" / "pacs.json").app
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert endpoints == set(policy.RULES) | set(RULES)


def test_the_script_of_the_preview_is_asked_for_by_its_own_pages_only_and_keeps_the_rules(look_at, city):
    script, whole = assets.content("preview.js").decode(), assets.content("guichet-fr.js").decode()
    assert "guichet-preview-place" in script
    assert "guichet-preview-place" not in whole
    for forbidden in ("eval(", "innerHTML", "document.write", "insertAdjacentHTML", 'setAttribute("style', ".style"):
        assert forbidden not in script
    somebody = look_at(city / "etat-civil" / "pacs.json")
    page = somebody.get("/preview")
    policy_sent = page.headers["Content-Security-Policy"]
    assert "unsafe" not in policy_sent
    nonce = re.search(r"'nonce-([^']+)'", policy_sent)[1]
    assert re.search(rf'<script src="/assets/preview\.js[^"]*" nonce="{re.escape(nonce)}" defer></script>', page.text)


def test_another_host_and_a_form_without_its_token_are_refused(look_at, city):
    somebody = look_at(city / "securite" / "objet-trouve.json")
    assert somebody.client.get("/preview", headers={"Host": "evil.example"}).status_code == 400
    posted = somebody.client.post("/procedures/objet-trouve/requests", data={"anew": "true"})
    assert posted.status_code == 400


def test_signing_out_changes_nothing(look_at, city):
    somebody = look_at(city / "securite" / "objet-trouve.json")
    assert "guichet_remember" not in str(somebody.get("/requests").headers)
    assert somebody.get("/profile").status_code == 200
    with somebody.client.session_transaction() as session:
        assert "_user_id" not in session
