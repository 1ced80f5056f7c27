"""The preview's own pages: the index of all there is to look at, papers, letters; and the bar above every page."""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass

from flask import Blueprint, abort, current_app, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from guichet.catalogue import paper_forms
from guichet.database import db, lock_given_back
from guichet.i18n import long_moment, t
from guichet.messages.services import written
from guichet.messages.tasks import post_of
from guichet.messages.views import framed
from guichet.policy import PUBLIC, Rule
from guichet.previewing import answer_sets, remarks
from guichet.previewing.faces import Faces, faces
from guichet.previewing.preview import preview
from guichet.previewing.samples import Face, Sample
from guichet.requests import pages, presentation, printing
from guichet.requests.models import Request
from guichet_notify.channels import Post
from guichet_notify.wording import KINDS
from guichet_render.paper import Printed
from guichet_validate.model import Definition

blueprint = Blueprint("preview", __name__, url_prefix="/preview")

_WRITES = Rule(frozenset({"anyone"}), writes=True)
RULES = {
    # What is looked at is made when it is first asked for.
    "preview.index": _WRITES,
    "preview.paper": _WRITES,
    "preview.mail": _WRITES,
    "preview.letter": _WRITES,
    "preview.state": PUBLIC,
}

_DECISION = "decision-"
_log = logging.getLogger("guichet.preview")


@dataclass(frozen=True, slots=True)
class Bar:
    """What stands above every page. `shown_since` is when the edition that is shown was saved, in words."""

    name: str
    stamp: str
    broken: bool
    errors: int
    verdict: str
    shown_since: str | None
    here: bool


def bar() -> Bar:
    """Return the bar of the page being drawn."""
    found = preview()
    edition, shown = found.edition, found.shown
    return Bar(
        name=found.path.name,
        stamp=edition.stamp if edition else "",
        broken=found.broken,
        errors=edition.errors if edition else 0,
        verdict=t("preview-broken") if found.broken else remarks.counted(edition) if edition else "",
        shown_since=long_moment(shown.saved_at) if shown else None,
        here=request.endpoint == "preview.index",
    )


@blueprint.get("")
def index() -> Response:
    """Show the findings, and lead to every face of the procedure with the answers that were chosen."""
    found = preview()
    definition, edition = found.definition, found.edition
    if edition is None:
        abort(503)
    wanted = request.args.get("answers", answer_sets.FULLEST)
    tests = answer_sets.tests_of(definition) if definition else {}
    key = wanted if wanted in answer_sets.GENERATED or wanted in tests else answer_sets.FULLEST
    looked_at = _faces(definition, key) if definition else None
    response = pages.page(
        "preview/index.html",
        edition=edition,
        definition=definition,
        remarks=remarks.remarks(edition, found.path.name),
        counted=remarks.counted(edition),
        faces=looked_at,
        key=key,
        generated=answer_sets.GENERATED,
        tests=tests,
    )
    pages.commit()
    return response


@blueprint.get("/state")
def state() -> Response:
    """Say which stamp the file has now: the script of the page asks."""
    response = current_app.make_response(preview().stamp())
    response.mimetype = "text/plain"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/papers/<key>/<name>.pdf")
def paper(key: str, name: str) -> Response:
    """Show a printed document in the browser."""
    definition = _definition()
    made = _printed(definition, key, name)
    response: Response = send_file(
        io.BytesIO(made.pdf), mimetype="application/pdf", download_name=f"{definition.id}-{name}.pdf", etag=False
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/mails/<key>/<kind>")
def mail(key: str, kind: str) -> Response:
    """Show a letter as text and, in a frame, as HTML."""
    post = _post(key, kind)
    return pages.page(
        "preview/mail.html",
        mail=post,
        kind=kind,
        key=key,
        letter=url_for("preview.letter", key=key, kind=kind),
        receipt=url_for("preview.paper", key=key, name="receipt") if post.attachments else None,
    )


@blueprint.get("/mails/<key>/<kind>/html")
def letter(key: str, kind: str) -> Response:
    """Return the HTML of a letter for that frame."""
    post = _post(key, kind)
    return framed(post.html)


def fault() -> str:
    """Return the page that stands in the place of one that cannot be drawn with the file as it is."""
    return render_template("preview/fault.html")


def _definition() -> Definition:
    found = preview().definition
    if found is None:
        abort(404)
    return found


def _faces(definition: Definition, key: str) -> Faces | None:
    """Return what there is to look at; None when the definition, though it can be read, cannot be drawn."""
    try:
        return faces(definition, preview().samples, key, presentation.language_for(definition))
    except Exception:  # noqa: BLE001  # half-written definitions come this far: the findings tell what is wrong
        _log.exception("definition not drawn")
        db.session.rollback()
        return None


def _sent(definition: Definition, key: str) -> Request:
    """Return the sent request of these answers; nothing that is written waits for what is made of it."""
    sample = Sample(key, presentation.language_for(definition), Face.SENT)
    with lock_given_back():
        answer_sets.find(definition, key)
    found = preview().samples.have(definition, sample)
    if found is None:
        abort(404)
    pages.commit()
    return found


def _printed(definition: Definition, key: str, name: str) -> Printed:
    lang = presentation.language_for(definition)
    if name == "form":
        return paper_forms.form(definition, lang)
    request = _sent(definition, key)
    if name.startswith(_DECISION):
        try:
            return printing.decision(request, name.removeprefix(_DECISION), lang)
        except LookupError:
            abort(404)
    makers = {"receipt": printing.receipt, "copy": printing.copy}
    if name not in makers:
        abort(404)
    return makers[name](request, lang)


def _post(key: str, kind: str) -> Post:
    if kind not in KINDS:
        abort(404)
    definition = _definition()
    sent = _sent(definition, key)
    return post_of(written(sent, kind, reason=t("preview-reason", sent.language)))
