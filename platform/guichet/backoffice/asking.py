"""The agents' page that asks for corrections: which fields and documents, and a word to the citizen."""

from __future__ import annotations

import uuid

from flask import flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import policy, versions
from guichet.accounts.pages import SEE_OTHER, form_page
from guichet.backoffice import parts, services
from guichet.backoffice.services import REASON_LIMIT
from guichet.i18n import t
from guichet.requests import corrections, pages, presentation
from guichet.requests import services as requests
from guichet.requests.services import Filed
from guichet.requests.states import StaleRequestError
from guichet_render import renderer


def correction(request_id: uuid.UUID) -> Response:
    """Show what can be asked to be corrected (GET), ask for it (POST)."""
    filed = requests.filed(parts.own(request_id))
    if not policy.admits(filed.request.status):
        if request.method == "POST":
            return parts.conflict(request_id, parts.without_nul(request.form.get("reason", "")))
        return redirect(url_for("backoffice.show", request_id=request_id))
    if request.method != "POST":
        services.read(filed.request, current_user)
        response = _draw(filed)
        pages.commit()
        return response
    offered = [place for listed in corrections.places(filed.definition, filed.evaluation).values() for place in listed]
    chosen = [place for place in request.form.getlist("place") if place in offered]
    words, problem = parts.reason()
    problems = {"reason": _asked(problem, words)} if problem else {}
    if not chosen:
        problems = {"places": t("amending-ask-nothing"), **problems}
    if problems:
        return _draw(filed, problems, chosen=chosen, words=words)
    try:
        seen = versions.seen(request.form.get("version", ""))
        services.ask_for_correction(filed.request, current_user, seen, chosen, words)
        pages.commit()
    except StaleRequestError:
        return parts.conflict(request_id, words)
    flash(t("amending-asked"), "success")
    return redirect(url_for("backoffice.show", request_id=request_id), SEE_OTHER)


def _asked(problem: str, words: str) -> str:
    return problem if words else t("amending-ask-wordless")


def _draw(
    filed: Filed, problems: dict[str, str] | None = None, *, chosen: list[str] | None = None, words: str = ""
) -> Response:
    definition, answers = filed.definition, filed.evaluation.answers
    lang = presentation.language_for(definition)
    drawn = renderer(lang)
    found = filed.request
    asked = corrections.open_of(found)
    groups = [
        (
            drawn.step_title(definition, step_id, answers, filed.context),
            [
                (place, presentation.field_title(definition, place, answers, filed.context, lang) or place)
                for place in listed
            ],
        )
        for step_id, listed in corrections.places(definition, filed.evaluation).items()
    ]
    return form_page(
        "backoffice/correction.html",
        problems,
        summary=list((problems or {}).items()),
        found=found,
        title=presentation.title(definition, filed.context),
        groups=groups,
        chosen=(asked.places if asked else []) if chosen is None else chosen,
        words=words or (asked.words if asked and not problems else ""),
        limit=REASON_LIMIT,
    )
