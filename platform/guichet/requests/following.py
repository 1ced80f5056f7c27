"""Pages that follow a request: «Mes demandes», one request, its history, tracking, cancelling and abandoning."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from contextlib import suppress

from flask import abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet import policy, versions
from guichet.accounts import throttling
from guichet.accounts.pages import TOO_MANY, seconds, told
from guichet.accounts.throttling import Try
from guichet.database import db, writing
from guichet.documents import scanning
from guichet.documents import services as documents
from guichet.documents.downloads import attachment
from guichet.documents.services import byte_changes
from guichet.i18n import t
from guichet.library import services as library
from guichet.opinions import services as opinions
from guichet.private import browsers, followed
from guichet.publishing.services import by_digest
from guichet.requests import (
    amending,
    contexts,
    conversation,
    correcting,
    corrections,
    events,
    numbers,
    overview,
    pages,
    presentation,
    services,
    silence,
    waiting,
)
from guichet.requests.models import Correction, Request
from guichet.requests.numbers import Malformed
from guichet.requests.services import Filed
from guichet.requests.states import QUEUED, Kind, StaleRequestError, Status, may
from guichet_render import renderer
from guichet_validate.model import Definition

_NOT_FOUND = 404


def index() -> Response:
    """List the reader's requests: in progress, then done page by page."""
    reader, browser = pages.reader(), browsers.current()
    done = services.done(reader, _before(), browser)
    last = done[services.PAGE - 1] if len(done) > services.PAGE else None
    older = url_for("requests.index", before=f"{last.updated_at.isoformat()}_{last.id}") if last else None
    in_progress = services.in_progress(reader, browser) if "before" not in request.args else []
    rows = [_row(row) for row in in_progress]
    return pages.page(
        "requests/index.html",
        in_progress=rows,
        done=[_row(row) for row in done[: services.PAGE]],
        older=older,
        first="before" not in request.args,
    )


def show(request_id: uuid.UUID) -> Response:
    """Show one request: what is awaited, the line of events, what was asked, its documents."""
    found = pages.own(request_id)
    definition = by_digest(found.digest)
    if found.status == Status.DRAFT:
        if found.step and overview.is_long(definition, found):
            return redirect(url_for("requests.overview", request_id=found.id))
        return redirect(pages.reached_url(definition, found.id, found.step))
    unread = [one.sequence for one in conversation.entries(found.id) if one.side == Kind.AGENT and one.read_at is None]
    response = draw(found)
    if unread:
        with writing():
            conversation.mark_read(request_id, Kind.AGENT, unread[-1])
    return response


def draw(
    found: Request,
    *,
    status: int = 200,
    problems: Mapping[str, str] | None = None,
    words: str = "",
    opinion: tuple[str, str] | None = None,
) -> Response:
    """Return the page of a request that was sent.

    ``problems`` are texts by the control they are about; ``words`` what was typed for the service, ``opinion`` the
    answer and the comment that were chosen and not kept.
    """
    filed = services.filed(found)
    definition = filed.definition
    history = events.history(found.id)
    asked = corrections.open_of(found)
    said = conversation.entries(found.id)
    kept = opinions.of(found)
    lang = presentation.language_for(definition)
    answers = renderer(lang).answers(
        definition, filed.evaluation, context=filed.context, file_url=pages.file_url(found), audience="citizen"
    )
    return pages.page(
        "requests/show.html",
        status=status,
        found=found,
        private=followed.of(found, pages.reader()),
        problems=problems or {},
        title=presentation.title(definition, filed.context),
        line=presentation.time_line(found, history),
        answers=answers,
        attached=presentation.attached(definition, filed.evaluation.answers, filed.context, documents.judged(found.id)),
        unchecked=scanning.unchecked(found.id),
        service=presentation.service(found.service),
        cancellable=may("cancel", found.status, Kind.CITIZEN),
        way=(way := amending.way_of(found)),
        begun=way is not None and amending.is_begun(found),
        correction=asked,
        wanted=_wanted(definition, filed, asked),
        refused=correcting.refused_of(definition, found, filed.context) if asked else [],
        entries=said,
        questions=[one for one in said if one.asks and one.ended_at is None and found.waiting_since is not None],
        writable=found.status in QUEUED,
        words=words,
        limit=conversation.LIMIT,
        silent=silence.decided(history),
        opinion=opinion or ((kept.answer, kept.comment) if kept else ("", "")),
        opinion_kept=kept is not None,
        opinion_until=opinions.open_until(found),
        opinion_answers=opinions.ANSWERS,
    )


def _wanted(definition: Definition, filed: Filed, asked: Correction | None) -> list[str]:
    """Return the titles of what is to be corrected."""
    lang = presentation.language_for(definition)
    titles = (
        presentation.field_title(definition, place, filed.evaluation.answers, filed.context, lang)
        for place in (asked.places if asked else ())
    )
    return list(dict.fromkeys(title for title in titles if title))


def history(request_id: uuid.UUID) -> Response:
    """Show every action on a request, those of agents who read it included."""
    found = pages.own(request_id)
    definition = by_digest(found.digest)
    return pages.page(
        "requests/history.html",
        found=found,
        title=presentation.title(definition),
        actions=presentation.actions(found, events.history(found.id)),
    )


def cancel(request_id: uuid.UUID) -> Response:
    """Ask before a pending request is withdrawn (GET), withdraw it (POST)."""
    found = pages.own(request_id)
    if found.status == Status.DRAFT:
        return redirect(url_for("requests.abandon", request_id=found.id))
    title = presentation.title(by_digest(found.digest))
    status = 200 if may("cancel", found.status, Kind.CITIZEN) else pages.CONFLICT
    if request.method == "POST" and status != pages.CONFLICT:
        try:
            with byte_changes() as changes:
                services.cancel(found, versions.seen(request.form.get("version", "")))
                if (begun := amending.draft_of(found)) is not None:
                    amending.discard(begun, changes)
                pages.commit()
        except StaleRequestError:
            db.session.rollback()
            found, status = pages.own(request_id), pages.CONFLICT
        else:
            flash(t("requests-cancelled"), "success")
            return redirect(url_for("requests.show", request_id=request_id), pages.SEE_OTHER)
    return pages.page("requests/cancel.html", status=status, found=found, title=title, late=status == pages.CONFLICT)


def abandon(request_id: uuid.UUID) -> Response:
    """Ask before a draft is thrown away (GET), throw it away (POST)."""
    draft = pages.own(request_id)
    if not policy.admits(draft.status):
        return pages.already_sent(draft)
    definition = by_digest(draft.digest)
    title = presentation.title(definition)
    amended = draft.amends
    if request.method == "POST":
        try:
            with byte_changes() as changes:
                amending.discard(draft, changes)
                pages.commit()
        except StaleRequestError:
            db.session.rollback()
            return pages.already_sent(pages.own(request_id))
        if amended is not None:
            flash(t("amending-abandoned"), "success")
            return redirect(url_for("requests.show", request_id=amended), pages.SEE_OTHER)
        flash(t("requests-abandoned", title=title), "success")
        return redirect(url_for("requests.index"), pages.SEE_OTHER)
    resume = pages.reached_url(definition, draft.id, draft.step)
    return pages.page("requests/abandon.html", draft=draft, title=title, resume=resume)


def file(request_id: uuid.UUID, file_id: uuid.UUID) -> Response:
    """Give the owner one of the request's files back."""
    held = pages.own(request_id)
    found = documents.file_of(held.id, file_id)
    if found is None and held.user_id is not None:
        # A draft may name a document of the library, which has no file of its own yet.
        found = library.file_of(held.user_id, file_id)
    if found is None:
        abort(_NOT_FOUND)
    return attachment(found)


def tracking() -> Response:
    """Tell anybody who has the number where the request stands, and nothing about the person."""
    typed = request.args.get("number", "").strip()
    found, wait = _tracked(typed) if typed else (None, None)
    if not typed:
        response = pages.page("requests/tracking.html", typed="", fault=None)
    elif wait:
        response = pages.page("requests/tracking.html", status=TOO_MANY, typed=typed, fault=told(wait))
        response.headers["Retry-After"] = seconds(wait)
    elif found is None or isinstance(found, Malformed):
        fault = "unknown" if found is None else "check" if found.checked else "form"
        response = pages.page("requests/tracking.html", status=_NOT_FOUND, typed=typed, fault=fault)
    else:
        response = pages.page(
            "requests/tracked.html",
            found=found,
            title=presentation.title(by_digest(found.digest), contexts.filed(found)),
            line=presentation.time_line(found, events.history(found.id)),
            service=presentation.service(found.service),
            awaited=waiting.awaited(found),
        )
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Cache-Control"] = "no-store"
    return response


def _tracked(typed: str) -> tuple[Request | Malformed | None, dt.datetime | None]:
    """Return what a number names, or when to try again. Each try counts until it shows that it was no guess."""
    if isinstance(malformed := numbers.read(typed), Malformed):
        return malformed, None
    tried = Try(throttling.TRACKING_PLACE, throttling.place())
    with writing():
        wait = throttling.take(tried)
    if wait:
        return None, wait
    if services.by_number(typed) is None:
        return None, None
    with writing():
        throttling.give_back(tried)
    return services.by_number(typed), None


def _row(row: services.Row) -> dict[str, object]:
    definition = by_digest(row.digest)
    draft = row.status == Status.DRAFT
    return {
        "title": presentation.title(definition),
        "summary": row.summary,
        "status": row.status,
        "number": row.number,
        "changed": row.updated_at,
        "submitted": row.submitted_at,
        "draft": draft,
        "open": pages.resume_url(definition, row.id, row.step)
        if draft
        else url_for("requests.show", request_id=row.id),
        "history": None if draft else url_for("requests.history", request_id=row.id),
        "abandon": url_for("requests.abandon", request_id=row.id) if draft else None,
        "correct": row.correction_awaited,
        "answer": url_for("requests.show", request_id=row.id, _anchor="conversation") if row.answer_awaited else None,
        "amend": url_for("requests.amend", request_id=row.id)
        if row.status == Status.PENDING or row.correction_awaited
        else None,
    }


def _before() -> tuple[dt.datetime, uuid.UUID] | None:
    moment, _, last = request.args.get("before", "").rpartition("_")
    with suppress(ValueError, OverflowError):  # the first and the last moment of all have no other time zone
        at = dt.datetime.fromisoformat(moment)
        return (at.astimezone(dt.UTC) if at.tzinfo else at.replace(tzinfo=dt.UTC)), uuid.UUID(last)
    return None
