"""What a password must be, by each policy."""

import pytest

from guichet.accounts import passwords
from guichet.accounts.passwords import is_common


@pytest.fixture
def policy():
    return "faq"


@pytest.fixture
def environ(environ, policy):
    return environ | {"GUICHET_PASSWORD_POLICY": policy}


@pytest.fixture
def judged(app):
    def judge(typed, *about):
        with app.app_context():
            return passwords.problems(passwords.normal(typed), about)

    return judge


@pytest.mark.behaviour(
    "Password policy `faq` : at least 8 characters (at most 128, paste allowed) with an upper-case letter, "
    "a lower-case letter and a digit; the symbols ! + @ # $ % ^ & * ( ) are accepted, and all other characters too."
)
@pytest.mark.behaviour("The default is `faq`, because the city promises it.")
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("Demarche1", []),
        ("Demarch1", []),
        ("Demarc1", ["length"]),
        ("demarche1", ["upper"]),
        ("DEMARCHE1", ["lower"]),
        ("Demarches", ["digit"]),
        ("", ["length", "upper", "lower", "digit"]),
        ("!+@#$%^&*()Aa1", []),
        ("Été à la mer 1 ☀", []),
        ("ÉÀÇéàç12", []),
        ("A" * 126 + "a1", []),
        ("A" * 127 + "a1", ["longest"]),
        ("Password1", []),
    ],
)
def test_the_policy_of_the_city(judged, typed, wrong):
    assert judged(typed) == wrong


def test_an_accent_typed_apart_is_one_character(judged):
    assert judged("E\u0301te\u0301s12") == ["length"]
    assert judged("E\u0301te\u0301s123") == ["length"]
    assert judged("E\u0301te\u0301s1234") == []


@pytest.mark.parametrize("policy", ["modern"])
@pytest.mark.behaviour(
    "Password policy `modern` (setting): at least 12 characters, a blocklist of common passwords, no composition rule."
)
@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ("soleil vert jardin", []),
        ("correcthorsebattery", []),
        ("aaaaaaaaaaa", ["length"]),
        ("aaaaaaaaaaaa", ["common"]),
        ("motdepasse2026", ["common"]),
        ("MotDePasse!!!!", ["common"]),
        ("123456789012", ["common"]),
        ("azertyuiopqs", ["common"]),
        ("poiuytreza!!", ["common"]),
        ("abcabcabcabc", ["common"]),
        ("passwordpassword", ["common"]),
        ("ana.durand2026!", ["yours"]),
        ("SainteAurore1", ["yours"]),
        ("lea.martin12345", ["yours"]),
        ("x" * 64 + "y" * 65, ["longest"]),
    ],
)
def test_the_modern_policy(judged, typed, wrong):
    assert judged(typed, "ana.durand", "lea.martin@example.fr", "SainteAurore", "") == wrong


def test_the_list_knows_thousands_and_lets_phrases_pass():
    assert len(passwords._common()) > 3000
    assert is_common("Soleil75001!")
    assert not is_common("quatre chevaux bleus")


def test_the_common_list_is_read_once_and_holds_no_empty_line():
    assert "" not in passwords._common()
    assert not any(word.startswith("#") for word in passwords._common())
