"""How long an answer takes tells nobody whether an address has an account."""

import random
import re
import time

import pytest
from sqlalchemy import delete

from guichet.accounts import services
from guichet.accounts.models import Throttle
from guichet.database import db

TRIES = 500
KNOWN = 50
NAMES = {"given-name": "Léa", "family-name": "Martin", "terms": "true"}
PAGES = {
    "register": lambda email: ("/register", {"email": email, **NAMES}),
    "forgotten": lambda email: ("/forgotten", {"email": email}),
    "sign in": lambda email: ("/login", {"identifier": email, "password": "Mauvais1"}),
}


@pytest.fixture
def addresses(app):
    """Addresses that have an account, and as many of the same length that have none."""
    known = [f"known{number:03d}@example.fr" for number in range(KNOWN)]
    with app.app_context():
        for address in known:
            services.create(address, "Demarches1")
        db.session.commit()
    return known, [address.replace("known", "nobod") for address in known]


@pytest.fixture
def tried(app, csrf):
    """Post a page for an address as a new browser; return the seconds and the bytes, less what is the form's."""

    def post(page, email):
        client = app.test_client()
        path, fields = PAGES[page](email)
        data = {"csrf_token": csrf(client), **fields}
        with app.app_context():
            # Those who are not counted out go on asking.
            db.session.execute(delete(Throttle))
            db.session.commit()
        began = time.perf_counter()
        response = client.post(path, data=data)
        took = time.perf_counter() - began
        text = re.sub(r'name="csrf_token" value="[^"]*"|nonce="[^"]*"', "", response.text).replace(email, "")
        return took, (response.status_code, response.location, text)

    return post


def area(one, other):
    """Return the chance that a figure of the first is larger than one of the second: the area under the curve."""
    ranked = sorted([(figure, 0) for figure in one] + [(figure, 1) for figure in other])
    ranks = sum(place for place, (_, which) in enumerate(ranked, 1) if which == 0)
    return (ranks - len(one) * (len(one) + 1) / 2) / (len(one) * len(other))


def compare(tried, addresses, page, tries):
    """Try known and unknown addresses by turns, in an order nobody can foresee; return both lists of seconds."""
    # An order of its own each time: one that is always the same falls in with what the interpreter does by turns,
    # and told one half of unknown addresses from the other by 0.02.
    order = random.SystemRandom()
    times, answers = ([], []), set()
    for number in range(-20, tries):
        for which in order.sample((0, 1), 2):
            took, answer = tried(page, addresses[which][number % KNOWN])
            answers.add(answer)
            if number >= 0:
                times[which].append(took)
    assert len(answers) == 1
    return times


@pytest.mark.parametrize("page", PAGES)
def test_known_and_unknown_addresses_get_the_same_bytes(tried, addresses, page):
    compare(tried, addresses, page, 5)


@pytest.mark.long(minutes=5)
@pytest.mark.parametrize("page", PAGES)
def test_times_do_not_tell_known_from_unknown_addresses(tried, addresses, page):
    known, unknown = compare(tried, addresses, page, TRIES)
    found = area(known, unknown)
    assert 0.45 <= found <= 0.55, f"told apart: {found:.3f}"


@pytest.fixture
def dear(environ):
    """Hash passwords as in production: in tests it costs next to nothing."""
    environ["GUICHET_ENVIRONMENT"] = "demo"


@pytest.mark.long(minutes=10)
def test_times_of_signing_in_do_not_tell_with_hashing_as_dear_as_it_is(dear, tried, addresses):
    known, unknown = compare(tried, addresses, "sign in", TRIES)
    found = area(known, unknown)
    assert 0.45 <= found <= 0.55, f"told apart: {found:.3f}"


def test_the_area_is_half_for_figures_alike_and_whole_for_figures_apart():
    assert area([1, 3], [2, 4]) == 0.25
    assert area(range(100), range(100, 200)) == 0
    assert area(range(100, 200), range(100)) == 1
