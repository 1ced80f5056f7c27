"""An administrator takes the factor off a member who lost it; never off themselves."""

import pytest

CODE, FIRST = "/login/second-factor", "/login/second-factor/first"


@pytest.fixture
def chief(make_user, enrol, give_password, post, code, clock):
    """An administrator signed in with both factors: (id, browser)."""
    user_id = make_user("chef@ville.example", roles=("administrator",))
    secret, _ = enrol(user_id)
    client = give_password("chef@ville.example")[0]
    assert post(client, CODE, code=code(secret)).status_code == 303
    return user_id, client


def test_a_member_who_lost_it_adds_another(chief, agent, enrol, post, code, give_password, is_in, mails, left):
    secret, _ = enrol(agent)
    member = give_password()[0]
    post(member, CODE, code=code(secret))
    waiting = give_password()[0]
    path = f"/staff/{agent}/second-factor"
    assert "activée" in chief[1].get("/staff").text
    assert "vous connaissez" in chief[1].get(path).text
    assert is_in(member)
    done = post(chief[1], path)
    assert (done.status_code, done.location) == (303, f"/staff/{agent}")
    assert "Double authentification réinitialisée" in chief[1].get(f"/staff/{agent}").text
    assert "Réinitialiser la" not in chief[1].get(f"/staff/{agent}").text
    assert mails()[-1].subject == "Votre double authentification a été réinitialisée"
    assert left(agent) == 0
    assert not is_in(member)
    assert waiting.get(CODE).location == "/login"
    assert give_password()[1].location == FIRST


def test_nobody_resets_their_own(chief, post, is_in):
    path = f"/staff/{chief[0]}/second-factor"
    assert chief[1].get(path).status_code == 404
    assert post(chief[1], path).status_code == 403
    assert is_in(chief[1])


def test_there_is_nothing_to_reset_without_one(chief, agent, post, make_user, enrol):
    assert chief[1].get(f"/staff/{agent}/second-factor").status_code == 404
    assert post(chief[1], f"/staff/{agent}/second-factor").status_code == 404
    citizen = make_user("ana@example.fr")
    enrol(citizen)
    assert post(chief[1], f"/staff/{citizen}/second-factor").status_code == 404


def test_an_agent_resets_nobody_s(agent, chief, enrol, post, code, give_password):
    secret, _ = enrol(agent)
    member = give_password()[0]
    post(member, CODE, code=code(secret))
    assert post(member, f"/staff/{chief[0]}/second-factor").status_code == 403
