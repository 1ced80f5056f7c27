"""Languages: which one a person gets, and texts without holes."""

import ast
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as fluent

from guichet import i18n

PACKAGE = Path(i18n.__file__).parent
# How templates and modules ask for a text: a whole key, or the beginning of one that is put together.
ASKED = re.compile(r"""\bt\(\s*(["'])([a-z0-9.-]+)\1\s*([~)+,])""")


def keys(lang):
    found = set()
    for path in (PACKAGE / "locales" / lang).glob("*.ftl"):
        for entry in FluentParser().parse(path.read_text("utf-8")).body:
            if isinstance(entry, fluent.Message):
                found |= {entry.id.name} if entry.value else set()
                found |= {f"{entry.id.name}.{attribute.id.name}" for attribute in entry.attributes}
    return found


def asked_for():
    """The keys that the code asks for, and the beginnings of those it puts together."""
    whole, beginnings = set(), set()
    for path in PACKAGE.rglob("*.html"):
        for _, key, after in ASKED.findall(path.read_text("utf-8")):
            (beginnings if after == "~" else whole).add(key)
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value):
                    whole.add(node.value)
            elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
    return whole, {beginning for beginning in beginnings if re.fullmatch(r"[a-z]+(-[a-z0-9]+)*-", beginning)}


@pytest.mark.parametrize("lang", i18n.LANGUAGES)
def test_every_key_that_a_template_asks_for_exists(lang):
    asked = {
        key
        for path in PACKAGE.rglob("*.html")
        for _, key, after in ASKED.findall(path.read_text("utf-8"))
        if after != "~"
    }
    assert asked
    assert asked - keys(lang) == set()


def test_every_key_is_asked_for_somewhere():
    whole, beginnings = asked_for()
    unused = {key for key in keys("fr") - whole if not any(key.startswith(beginning) for beginning in beginnings)}
    assert unused == set()


@pytest.mark.parametrize(
    ("cookie", "account", "browser", "expected"),
    [
        (None, None, None, "fr"),
        (None, None, "de", "fr"),
        (None, None, "en-GB,en;q=0.8", "en"),
        (None, None, "de, en;q=0.5, fr;q=0.4", "en"),
        (None, "fr", "en", "fr"),
        (None, "en", "fr", "en"),
        ("fr", "en", "en", "fr"),
        ("xx", None, "en", "en"),
    ],
)
def test_cookie_then_account_then_browser_then_french(app, make_user, sign_in, cookie, account, browser, expected):
    client = app.test_client()
    if account:
        user_id = make_user(language=account)
        sign_in(user_id, client)
    if cookie:
        client.set_cookie("guichet_language", cookie)
    headers = {"Accept-Language": browser} if browser else {}
    assert f'<html lang="{expected}">' in client.get("/", headers=headers).text


def test_a_missing_text_is_a_fault_and_not_a_hole():
    with pytest.raises(i18n.MissingTextError, match="nothing-here"):
        i18n.text("fr", "nothing-here", {})


def test_a_missing_variable_is_a_fault_and_not_a_hole():
    with pytest.raises(i18n.MissingTextError, match="errors-reference"):
        i18n.text("fr", "errors-reference", {})


def test_dates_read_as_people_write_them(app):
    moment = datetime(2026, 7, 14, 22, 5, tzinfo=UTC)
    with app.test_request_context("/", headers={"Accept-Language": "fr"}):
        assert i18n.long_date(date(1985, 3, 27)) == "27 mars 1985"
        assert i18n.long_date(moment) == "15 juillet 2026"
        assert i18n.long_date(date(2026, 3, 1)) == "1er mars 2026"
        assert i18n.long_date(moment, "en") == "15 July 2026"
        assert i18n.long_moment(moment) == "15 juillet 2026 à 0\u00a0h\u00a005"
    with app.test_request_context("/", headers={"Accept-Language": "en"}):
        assert i18n.long_moment(moment) == "15 July 2026 at 00:05"
