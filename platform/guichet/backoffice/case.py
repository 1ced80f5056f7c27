"""The agents' page of one request: its answers, documents and history, and what can be done with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask import url_for
from werkzeug.wrappers import Response

from guichet.accounts.models import User
from guichet.backoffice import verdicts
from guichet.backoffice.services import REASON_LIMIT
from guichet.backoffice.verdicts import Paper
from guichet.database import db
from guichet.documents.downloads import has_picture
from guichet.i18n import t
from guichet.private import addresses
from guichet.profile import identity
from guichet.profile.services import profile_of
from guichet.requests import conversation, corrections, events, pages, presentation, silence
from guichet.requests import services as requests
from guichet.requests.models import NO_DUE_DATE, Event, Request
from guichet.requests.services import Filed
from guichet.requests.states import QUEUED, Kind, may
from guichet_render import renderer
from guichet_validate.context import PARIS

_SOON = 2  # days


def draw(
    found: Request,
    *,
    reason: str = "",
    words: str = "",
    note: str = "",
    problems: Mapping[str, str] | None = None,
) -> Response:
    """Return the page of a request; ``problems`` are texts by the control they are about.

    ``reason``, ``words`` for its person and ``note`` are what was typed and not kept.
    """
    filed = requests.filed(found)
    definition = filed.definition
    lang = presentation.language_for(definition)
    history = events.history(found.id)
    owner = db.session.get(User, found.user_id) if found.user_id else None
    papers = verdicts.papers(filed)
    files = {str(paper.file.id): paper.file.name for paper in papers}
    meaning = silence.meaning(found.digest)
    openable = {str(paper.file.id) for paper in papers if paper.file.state == "clean"}
    return pages.page(
        "backoffice/show.html",
        status=pages.UNPROCESSABLE if problems else 200,
        found=found,
        title=presentation.title(definition, filed.context),
        answers=renderer(lang).answers(
            definition,
            filed.evaluation,
            context=filed.context,
            file_url=lambda file_id: (
                url_for("backoffice.file", request_id=found.id, file_id=file_id) if file_id in openable else ""
            ),
            audience="agent",
            origins=found.origins,
        ),
        papers=[_line(filed, paper) for paper in papers],
        history=[(event, _who(event), _details(event, files)) for event in history],
        intact=events.intact(history),
        silent=silence.decided(history),
        silence=_decided_soon(found, meaning),
        silence_means=meaning,
        entries=[(entry, _name(entry.agent_id)) for entry in conversation.entries(found.id)],
        writable=found.status in QUEUED,
        words=words,
        notes=[(one, _name(one.agent_id)) for one in conversation.notes(found.id)],
        note_words=note,
        owner=owner,
        private=(link := addresses.of(found)) and link.email,
        channel=profile_of(owner).channel if owner else "",
        holder=_name(found.agent_id),
        due=(t("amending-waiting"), "") if found.waiting_since else due(found.due_on, dt.datetime.now(PARIS).date()),
        correction=corrections.open_of(found),
        returnable=may("return", found.status, Kind.AGENT),
        takeable=may("take", found.status, Kind.AGENT),
        decidable=may("close", found.status, Kind.AGENT),
        reason=reason,
        problems=problems or {},
        limit=REASON_LIMIT,
        verified=identity.verified_at(owner) if owner else None,
        left=len(verdicts.unverified(papers)),
    )


def _line(filed: Filed, paper: Paper) -> dict[str, Any]:
    found, document = filed.request, paper.document
    clean = paper.file.state == "clean"
    return {
        "id": document.id,
        "title": verdicts.title_of(filed, paper, presentation.language_for(filed.definition)),
        "name": paper.file.name,
        "href": url_for("backoffice.file", request_id=found.id, file_id=paper.file.id) if clean else "",
        "state": paper.state,
        "shown": bool(paper.state) or has_picture(paper.file),
        "judgeable": paper.judgeable,
        "until": document.valid_until,
        "reason": document.reason,
    }


def _who(event: Event) -> str:
    if event.actor == Kind.AGENT:
        return _name(event.actor_id) or t("talking-service")
    return t("history-citizen") if event.actor == Kind.CITIZEN else t("history-portal")


def _details(event: Event, files: Mapping[str, str]) -> list[str]:
    """Return in words what the codes of an event say; digests say nothing to a reader."""
    codes = event.codes
    told = [files[codes[name]] for name in ("file", "document") if codes.get(name) in files]
    if "places" in codes:
        told.append(t("history-places", count=codes["places"]))
    if "unverified" in codes:
        told.append(t("history-unverified", count=codes["unverified"]))
    return told


def _decided_soon(found: Request, meaning: str) -> dt.date | None:
    """Return the day after which silence decides, when that is near."""
    if found.status not in QUEUED or found.due_on is None or meaning == "none":
        return None
    return found.due_on if found.due_on <= dt.datetime.now(PARIS).date() + silence.SOON else None


def _name(agent_id: int | None) -> str:
    agent = db.session.get(User, agent_id) if agent_id else None
    return agent.full_name if agent else ""


def due(due_on: dt.date | None, today: dt.date) -> tuple[str, str]:
    """Return how urgent a request is, in words, and the class that colours it."""
    if due_on is None or due_on == NO_DUE_DATE:
        return t("backoffice-due-none"), ""
    days = (due_on - today).days
    if days < 0:
        return t("backoffice-due-late", count=-days), "late"
    if days == 0:
        return t("backoffice-due-today"), "soon"
    return t("backoffice-due-in", count=days), "soon" if days <= _SOON else ""
