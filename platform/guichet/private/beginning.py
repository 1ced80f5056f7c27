"""Pages that begin a request without an account, and bring its link once more."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from guichet.accounts import forms, throttling
from guichet.accounts.pages import SEE_OTHER, form_page, page, typed
from guichet.accounts.throttling import Try
from guichet.database import now, writing
from guichet.i18n import language, t
from guichet.private import addresses, browsers
from guichet.publishing.services import current
from guichet.requests import drafts, numbers, pages, presentation, submission
from guichet.requests.numbers import Malformed
from guichet_validate.model import Definition

#: A field that nobody meets: what fills it in is a program.
TRAP: Final = "comment"
_ASKED: Final = "private_asked_for"


def begin(procedure_id: str) -> Response:
    """Ask for an e-mail address and nothing more (GET), begin a draft tied to it and to this browser (POST)."""
    definition = current(procedure_id)
    if definition is None or not definition.steps:
        abort(404)
    refused = submission.obstacle(definition, now(), 0, identified=True, account=False)
    if refused:
        return redirect(url_for("requests.start", procedure_id=definition.id), SEE_OTHER)
    if request.method != "POST":
        return _form(definition, "")
    written = typed("email")
    problem, email = address_problem(written)
    if problem or email is None:
        return _form(definition, written, {"email": problem})
    if request.form.get(TRAP):
        return _form(definition, written, {"email": t("private-trap")})
    with writing():
        wait = throttling.take(
            Try(throttling.PRIVATE_PLACE, throttling.place()), Try(throttling.PRIVATE_ADDRESS, email)
        )
        if wait is None:
            draft = drafts.begin(definition, None, presentation.language_for(definition))
            addresses.bind(draft, email)
            browsers.let_in(draft.id, proven=False)
            url = pages.reached_url(definition, draft.id, None)
    if wait:
        return _form(definition, written, wait=wait)
    return redirect(url, SEE_OTHER)


def lost() -> Response:
    """Ask for what finds a lost private link (GET), send it (POST): the same answer whatever is found."""
    procedure_id = request.values.get("procedure", "")
    definition = current(procedure_id) if procedure_id else None
    around: dict[str, Any] = (
        {"procedure_id": definition.id, "title": presentation.title(definition)} if definition else {}
    )
    number = typed("number") if request.method == "POST" else request.args.get("number", "")
    if request.method != "POST":
        return form_page("private/lost.html", email="", number=number, trap=TRAP, **around)
    written = typed("email")
    problem, email = address_problem(written)
    problems = {"email": problem} if problem else {}
    if number.strip() or not definition:
        wrong = numbers.read(number)
        if isinstance(wrong, Malformed):
            problems["number"] = t("requests-tracking-check" if wrong.checked else "requests-tracking-form")
    if request.form.get(TRAP):
        problems["email"] = t("private-trap")
    if problems or email is None:
        return form_page("private/lost.html", problems, email=written, number=number, trap=TRAP, **around)
    with writing():
        wait = throttling.take(
            Try(throttling.ASKING_PLACE, throttling.place()), Try(throttling.PRIVATE_RECIPIENT, email)
        )
        if wait is None:
            addresses.ask_again(email, number.strip(), procedure_id, language())
    if wait:
        return form_page("private/lost.html", wait=wait, email=written, number=number, trap=TRAP, **around)
    session[_ASKED] = email
    return redirect(url_for("private.lost_sent"), SEE_OTHER)


def lost_sent() -> Response:
    """Say that the letter is on its way, whatever becomes of it."""
    return page("private/lost_sent.html", email=session.pop(_ASKED, ""))


def address_problem(written: str) -> tuple[str, str | None]:
    """Return what is wrong with a typed address, or the address in its one form."""
    email = forms.address(written)
    if email is None:
        return t("accounts-email-wrong" if written.strip() else "accounts-email-missing"), None
    return "", email


def _form(
    definition: Definition, email: str, problems: dict[str, str] | None = None, wait: datetime | None = None
) -> Response:
    return form_page(
        "private/begin.html",
        problems,
        wait,
        definition=definition,
        title=presentation.title(definition),
        email=email,
        trap=TRAP,
        service=presentation.service(definition.service),
    )
