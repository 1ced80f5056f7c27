"""What the pages of requests have in common: the owner's request, addresses, notices, the response."""

from __future__ import annotations

import uuid
from functools import cache
from typing import Any

from flask import abort, current_app, flash, g, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user
from sqlalchemy import ColumnElement
from werkzeug.wrappers import Response

from guichet.accounts.models import User
from guichet.database import db, lock_given_back, writing
from guichet.documents import scanning
from guichet.documents.uploads import Uploads
from guichet.i18n import clock, language, t
from guichet.private import addresses, browsers
from guichet.requests import amending, drafts, owning, presentation, services
from guichet.requests.drafts import Filled
from guichet.requests.forms import StepForm
from guichet.requests.models import Request
from guichet.requests.pressing import Pressed
from guichet_render import renderer
from guichet_render.view import identifier
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition

FORBIDDEN = 403
UNPROCESSABLE = 422
CONFLICT = 409
SEE_OTHER = 303
VERSION = "X-Guichet-Version"
# From so many pages on, the one that checks and sends included, a draft is resumed by its list of steps.
LONG = 6
_REVIEW = ""  # as the step that «Reprendre» opens


def reader() -> User | None:
    """Return the account of who is signed in."""
    return current_user if current_user.is_authenticated else None


def own(request_id: uuid.UUID) -> Request:
    """Return the request if it is the reader's, by the account or by its private link; else the page is not found."""
    user, browser = reader(), browsers.current()
    found = owning.take(request_id) or services.own(user, request_id, browser)
    if found is None:
        abort(_swapped(request_id, browsers.owned(user, browser)) or 404)
    return found


def _swapped(draft_id: uuid.UUID, owned: ColumnElement[bool]) -> Response | None:
    """Answer who comes to a draft of changes after they were sent: by a second press, another tab, a kept address."""
    sent = None if request.endpoint == "requests.file" else amending.swapped(draft_id, owned)
    if sent is None:
        return None
    action = request.form.get("action", "")
    if is_fragment() or "autosave" in action:
        return told(t("steps-autosave-sent"), status=CONFLICT)
    if request.method == "POST" and action != "submit":
        return already_sent(sent)
    if action and not session.get("_flashes"):
        flash(t("amending-edited"), "success")
    return redirect(url_for("requests.show", request_id=sent.id), SEE_OTHER)


def account_of(found: Request) -> User | None:
    """Return the account that one of the reader's requests belongs to.

    Nothing of an account goes into a request without one, even when its reader is signed in.
    """
    return None if found.user_id is None else reader()


def take_files(definition: Definition, draft: Request, step_id: str, form: StepForm) -> tuple[Request, Uploads]:
    """Look through the files of a form while others may write; return the draft, read again, and the files."""
    if not form.brings_files:
        return draft, Uploads()
    request_id = draft.id
    with lock_given_back():
        uploads = drafts.received(definition, own(request_id), step_id, form)
    return own(request_id), uploads


def page(template: str, *, status: int = 200, **values: Any) -> Response:
    """Return a page."""
    return make_response(render_template(template, **values), status)


def told(text: str, draft: Request | None = None, status: int = 200) -> Response:
    """Answer the script with a sentence, which it shows as it is, and the version that the draft now has."""
    response = make_response(text, status)
    response.mimetype = "text/plain"
    if draft is not None:
        response.headers[VERSION] = str(draft.version)
    return response


def saved_at(draft: Request) -> str:
    """Say when a draft was saved, on the day itself."""
    return t("steps-saved", time=clock(draft.updated_at))


def is_fragment() -> bool:
    """Tell whether the script of the page asks for the fields alone."""
    return "X-Guichet-Fragment" in request.headers


def fragment(view: object, told: list[str], focus: str, **around: Any) -> Response:
    """Return the fields alone, and what they change around them: nothing that only whole pages need is read.

    ``focus`` is the id where reading goes on after a button of the step, or nothing.
    """
    template = current_app.jinja_env.get_template("requests/fields.html")
    response = make_response(template.render(view=view, notices=told, fragment=True, t=t, **around))
    if focus:
        response.headers["X-Guichet-Focus"] = focus
    return response


def asking(filled: Filled | None) -> str:
    """Return the pointer of the row to ask about: the one just pressed, else the one that the address names."""
    return filled.pressed.asking if filled else request.args.get("ask", "")


def still_told(definition: Definition, evaluation: Evaluation, filled: Filled | None) -> Evaluation:
    """Keep the problems that the screen already shows: a fragment mends or repeats them, and adds no reproach.

    The script lists the pointers at which it shows some; they are those of before the button.
    """
    listed = request.headers.get("X-Guichet-Wrong", "").split()
    shown = frozenset(filled.pressed.follow(pointer) if filled else pointer for pointer in listed)
    kept = [one for one in evaluation.problems if shown & {one.pointer, _place(definition, one.pointer)}]
    return evaluation._replace(problems=tuple(kept))


def _place(definition: Definition, pointer: str) -> str:
    """Return the pointer of the field that shows a problem: that of the file, the repeat or the choices around it."""
    field = definition.field_at(pointer)
    depth = field.pointer.count("/") if field else 0
    return "/".join(pointer.split("/")[: depth + 1])


def commit() -> None:
    """Commit and keep in memory what was read: drawing the answer then needs no second look at the database.

    What it still looks up, such as the number of unread messages, it only reads: other writers need not wait for it.
    """
    db.session.expire_on_commit = False
    db.session.commit()
    g.database_writes = False


def step_url(
    draft: Request,
    step_id: str | None,
    pressed: Pressed | None = None,
    *,
    back: object = None,
    check: bool = False,
    place: str = "",
) -> str:
    """Return the address of a step of a draft; of its review page for ``None``.

    After a button inside the step it leads to the place where reading goes on. ``back`` is the way back to the review
    page, ``check`` has the step say what is wrong on it, ``place`` is the pointer of a field to begin at.
    """
    asked, reading = (pressed.asking or None, pressed.focus or None) if pressed else (None, None)
    anchor = identifier(place) if place else reading
    if not step_id:
        return url_for("requests.review", request_id=draft.id, ask=asked, _anchor=anchor)
    return url_for(
        "requests.step",
        request_id=draft.id,
        step_id=step_id,
        ask=asked,
        back=str(back) if back else None,
        check=1 if check else None,
        _anchor=anchor,
    )


def reached_url(definition: Definition, draft_id: uuid.UUID, step: str | None) -> str:
    """Return the address of the step reached last, of the first one at the beginning."""
    if step == _REVIEW:
        return url_for("requests.review", request_id=draft_id)
    reached = step if step and definition.step(step) else definition.steps[0].id
    return url_for("requests.step", request_id=draft_id, step_id=reached)


def resume_url(definition: Definition, draft_id: uuid.UUID, step: str | None) -> str:
    """Return where «Reprendre» leads: the step reached; for a long form the request, which knows its list of steps."""
    if step and len(definition.steps) >= LONG:
        return url_for("requests.show", request_id=draft_id)
    return reached_url(definition, draft_id, step)


def choices_url(draft: Request) -> str:
    """Return where the script of the page asks what fits a text."""
    return url_for("requests.choices", request_id=draft.id)


def file_url(draft: Request) -> Any:
    """Return the function that gives the address of one of the request's files; none of what nobody may open."""

    @cache
    def closed() -> frozenset[str]:
        return frozenset(str(file_id) for file_id in scanning.unchecked(draft.id))

    return lambda file_id: "" if file_id in closed() else url_for("requests.file", request_id=draft.id, file_id=file_id)


def notices(definition: Definition, filled: Filled, context: Context) -> list[str]:
    """Return what the person must be told about a posted step besides its problems."""
    told = []
    if filled.undeclared:
        told.append(t("requests-notice-undeclared"))
    if filled.pruned:
        titles = presentation.field_titles(definition, filled.pruned, filled.evaluation, context)
        told.append(t("requests-notice-pruned", fields=titles))
    if filled.lost:
        told.append(t("requests-notice-lost"))
    return told


def exit_page(definition: Definition, draft: Request, evaluation: Evaluation, context: Context, back: str) -> Response:
    """Say why the procedure stops here; the draft is kept. ``evaluation`` ended on an exit."""
    if evaluation.exit is None:
        message = "there is no exit to show"
        raise ValueError(message)
    lang = presentation.language_for(definition)
    view = renderer(lang).exit(definition, evaluation.exit, answers=evaluation.answers, context=context)
    title = presentation.title(definition, context)
    service = presentation.service(draft.service)
    return page("requests/exit.html", view=view, draft=draft, title=title, back=back, service=service)


def already_sent(sent: Request) -> Response:
    """Say that this is no draft any more: nothing that was typed has been taken."""
    if request.method == "GET":
        return redirect(url_for("requests.show", request_id=sent.id))
    return page("requests/sent.html", status=CONFLICT, sent=sent)


def leave(draft: Request, action: str) -> Response:
    """Leave the form by «Enregistrer et quitter» or «Abandonner la demande»."""
    if action == "abandon":
        return redirect(url_for("requests.abandon", request_id=draft.id), SEE_OTHER)
    if draft.user_id is None and draft.amends is None:
        return _leave_with_link(draft)
    flash(t("requests-saved"), "success")
    return redirect(url_for("requests.index"), SEE_OTHER)


def _leave_with_link(draft: Request) -> Response:
    """Leave a draft without an account: its private link is what leads back, from any browser."""
    draft_id = draft.id
    if not browsers.is_proven(draft):
        with writing():
            link = addresses.bound(db.session.get_one(Request, draft_id))
            sent = addresses.send(link, addresses.LINK, language())
        if not sent:
            flash(t("private-too-many"), "warning")
    return redirect(url_for("private.saved", request_id=draft_id), SEE_OTHER)
