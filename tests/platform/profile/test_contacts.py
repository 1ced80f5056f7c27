"""E-mail addresses among the contacts: each is confirmed by a link sent to it."""

import re
from datetime import timedelta

import pytest
import time_machine

from guichet.database import now


@pytest.fixture
def link(person, mails):
    """Add an address and answer the path of the link that was sent to it."""
    person.post(person.tab(), **{"/contacts/email2": "ana@travail.example"})
    (letter,) = [mail for mail in mails() if mail.to == "ana@travail.example"]
    return re.search(r"/contact/[\w-]+", letter.text)[0]


def test_the_accounts_own_address_is_confirmed_and_another_is_not(person, link):
    page = person.client.get("/profile").text
    assert page.count("Adresse confirmée") == 1
    assert page.count("Adresse à confirmer.") == 1
    assert "Un lien est parti à ana@travail.example" in page


def test_opening_the_link_consumes_nothing_and_the_button_confirms(app, person, link, csrf, mails):
    stranger = app.test_client()
    for _ in range(2):
        assert "ana@travail.example" in stranger.get(link).text
    assert person.stored().verified == {}
    assert stranger.post(link, data={"csrf_token": csrf(stranger)}).status_code == 303
    assert list(person.stored().verified) == ["ana@travail.example"]
    assert person.client.get("/profile").text.count("Adresse confirmée") == 2
    assert mails()[-1].subject == "Une adresse e-mail est confirmée"
    assert stranger.get(link).status_code == 410
    assert stranger.post(link, data={"csrf_token": csrf(stranger)}).status_code == 410


@pytest.mark.parametrize(("hours", "status"), [(47.9, 200), (48.1, 410)])
def test_the_link_is_valid_48_hours(app, link, hours, status):
    with time_machine.travel(now() + timedelta(hours=hours), tick=False):
        assert app.test_client().get(link).status_code == status


def test_an_address_that_is_taken_out_cannot_be_confirmed(app, person, link, csrf):
    person.post(person.tab(), **{"/contacts/email2": ""})
    stranger = app.test_client()
    assert stranger.get(link).status_code == 410
    assert person.stored().verified == {}


def test_a_confirmed_address_that_leaves_has_to_be_confirmed_again(app, person, link, csrf):
    client = app.test_client()
    client.post(link, data={"csrf_token": csrf(client)})
    person.post(person.tab(), **{"/contacts/email2": "autre@travail.example"})
    person.post(person.tab(), **{"/contacts/email2": "ana@travail.example"})
    assert person.stored().verified == {}


def test_a_new_link_is_sent_without_losing_what_is_typed(person, link, mails):
    page = person.post(person.tab(), "verify:/contacts/email2", **{"/identity/usageName": "Petit"})
    assert 'value="Petit"' in page.text
    assert "Un lien est parti" in page.text
    assert sum(mail.to == "ana@travail.example" for mail in mails()) == 2
    page = person.post(person.tab(), "verify:/contacts/email2")
    assert "Trop de liens" in page.text
    assert sum(mail.to == "ana@travail.example" for mail in mails()) == 2


def test_no_link_goes_to_an_address_that_is_not_in_the_profile(person, mails):
    person.post(person.tab(), "verify:/contacts/email9", **{"/contacts/email9": "victime@example.fr"})
    assert mails() == []
