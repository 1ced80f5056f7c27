"""What the pages of requests have in common: the owner's request, addresses, notices, the response."""

from __future__ import annotations

import uuid
from typing import Any

from flask import abort, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.database import db
from guichet.i18n import t
from guichet.requests import presentation, services
from guichet.requests.drafts import Filled
from guichet.requests.models import Request
from guichet_render import renderer
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation
from guichet_validate.model import Definition

UNPROCESSABLE = 422
CONFLICT = 409
SEE_OTHER = 303
_REVIEW = ""  # as the step that «Reprendre» opens


def own(request_id: uuid.UUID) -> Request:
    """Return the request if it is the reader's; else the page is not found."""
    found = services.own(current_user, request_id)
    if found is None:
        abort(404)
    return found


def page(template: str, *, status: int = 200, **values: Any) -> Response:
    """Return a page."""
    return make_response(render_template(template, **values), status)


def is_fragment() -> bool:
    """Tell whether the script of the page asks for the fields alone."""
    return "X-Guichet-Fragment" in request.headers


def fragment(view: object, told: list[str]) -> Response:
    """Return the fields alone, and the summary for the top: nothing that only whole pages need is read."""
    template = current_app.jinja_env.get_template("requests/fields.html")
    return make_response(template.render(view=view, notices=told, fragment=True, t=t))


def still_told(definition: Definition, evaluation: Evaluation) -> Evaluation:
    """Keep the problems that the screen already shows: a fragment mends or repeats them, and adds no reproach.

    The script lists the pointers at which it shows some.
    """
    shown = frozenset(request.headers.get("X-Guichet-Wrong", "").split())
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
    session = db.session
    session.expire_on_commit = False
    session.commit()
    g.database_writes = False


def step_url(draft: Request, step_id: str | None) -> str:
    """Return the address of a step of a draft; of its review page for ``None``."""
    if not step_id:
        return url_for("requests.review", request_id=draft.id)
    return url_for("requests.step", request_id=draft.id, step_id=step_id)


def resume_url(definition: Definition, draft_id: uuid.UUID, step: str | None) -> str:
    """Return where «Reprendre» leads: the step reached last, the first one at the beginning."""
    if step == _REVIEW:
        return url_for("requests.review", request_id=draft_id)
    reached = step if step and definition.step(step) else definition.steps[0].id
    return url_for("requests.step", request_id=draft_id, step_id=reached)


def file_url(draft: Request) -> Any:
    """Return the function that gives the address of one of the request's files."""
    return lambda file_id: url_for("requests.file", request_id=draft.id, file_id=file_id)


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
    return page("requests/exit.html", view=view, draft=draft, title=title, back=back)


def already_sent(sent: Request) -> Response:
    """Say that this is no draft any more: nothing that was typed has been taken."""
    if request.method == "GET":
        return redirect(url_for("requests.show", request_id=sent.id))
    return page("requests/sent.html", status=CONFLICT, sent=sent)


def leave(draft: Request, action: str) -> Response:
    """Leave the form by «Enregistrer et quitter» or «Abandonner la demande»."""
    if action == "abandon":
        return redirect(url_for("requests.abandon", request_id=draft.id), SEE_OTHER)
    flash(t("requests-saved"), "success")
    return redirect(url_for("requests.index"), SEE_OTHER)
