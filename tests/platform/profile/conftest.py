"""People with a profile, and the page as a browser posts it."""

import json
from html import unescape
from html.parser import HTMLParser

import pytest

from guichet.accounts.models import User
from guichet.database import db
from guichet.profile import storing
from guichet.profile.models import Profile


class Form(HTMLParser):
    """What a browser would post of the form «profile»."""

    def __init__(self, page):
        super().__init__()
        self.fields, self._inside, self._select = {}, False, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        if tag == "form":
            self._inside = told.get("id") == "profile"
        if not self._inside:
            return
        if tag == "input" and (told.get("type") != "radio" or "checked" in told):
            self.fields.setdefault(told["name"], []).append(told.get("value", ""))
        if tag == "select":
            self._select = told["name"]
        if tag == "option" and "selected" in told:
            self.fields[self._select] = [told["value"]]


class Person:
    """Somebody in front of «Mon profil»: a tab is a page they opened."""

    def __init__(self, client, app, user_id):
        self.client, self.app, self.user_id = client, app, user_id

    def tab(self):
        return Form(self.client.get("/profile").text).fields

    def post(self, tab, action="update", **values):
        data = {**tab, "action": action, **values}
        return self.client.post("/profile", data={name: value for name, value in data.items() if value is not None})

    def stored(self):
        with self.app.app_context():
            return storing.read(db.session.get_one(User, self.user_id))


@pytest.fixture
def form():
    return lambda page: Form(page).fields


@pytest.fixture
def seen():
    return lambda tab: json.loads(unescape(tab["seen"][0]))


@pytest.fixture
def person(app, make_user, sign_in):
    user_id = make_user()
    with app.app_context():
        data = {
            "identity": {"familyName": "Durand", "givenNames": "Ana", "birthDate": "1985-03-07"},
            "contacts": {"email": "ana@example.fr", "phone": "01 99 00 11 11"},
            "addresses": {
                "main": {"label": "Domicile", "line1": "1 rue Haute", "postcode": "99210", "city": "Sainte-Aurore"},
                "work": {"label": "Travail", "line1": "9 quai Bas", "postcode": "99210", "city": "Sainte-Aurore"},
            },
        }
        member = {"id": "leo", "relation": "child", "givenNames": "Léo", "familyName": "Durand", "school": "Hugo"}
        db.session.add(Profile(user_id=user_id, data=data, household=[member]))
        db.session.commit()
    return Person(sign_in(user_id), app, user_id)
