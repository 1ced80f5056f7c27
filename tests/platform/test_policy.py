"""One table opens what is open; everything else does not exist."""

import pytest

from guichet.policy import RULES


def test_every_endpoint_has_a_row_and_every_row_an_endpoint(app):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(RULES)


def test_an_endpoint_without_a_row_does_not_exist(app):
    app.add_url_rule("/left-out", "left-out", lambda: "open to all")
    response = app.test_client().get("/left-out")
    assert response.status_code == 404
    assert "open to all" not in response.text


def test_nobody_means_not_found_even_signed_in(make_user, sign_in):
    assert sign_in(make_user()).get("/verify").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "back"),
    [("get", "/profile", "/profile"), ("get", "/profile?a=1", "/profile?a%3D1")],
)
def test_a_page_of_the_account_leads_to_sign_in_and_back(client, method, path, back):
    response = getattr(client, method)(path)
    assert response.status_code == 302
    assert response.location == f"/login?next={back}"


def test_a_form_posted_signed_out_leads_back_to_the_page_it_stood_on(client, csrf):
    data = {"csrf_token": csrf(client)}
    referrer = "http://localhost/procedures/acte-naissance"
    response = client.post("/profile", data=data, headers={"Referer": referrer})
    assert response.location == "/login?next=/procedures/acte-naissance"
    elsewhere = client.post("/profile", data=data, headers={"Referer": "http://evil.example/x"})
    assert elsewhere.location == "/login?next=/"


def test_a_role_that_is_missing_is_told_so(app, make_user, sign_in, monkeypatch):
    app.add_url_rule("/agents", "agents", lambda: "for agents")
    monkeypatch.setitem(RULES, "agents", RULES["backoffice.queue"])
    assert sign_in(make_user("ana@example.fr")).get("/agents").status_code == 403
    agent = make_user("camille@ville.example", roles=("agent",))
    assert sign_in(agent).get("/agents").text == "for agents"
