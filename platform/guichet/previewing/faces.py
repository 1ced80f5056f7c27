"""What there is to look at: the addresses of every face of the procedure, for one set of answers in one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import url_for

from guichet.database import lock_given_back, now
from guichet.i18n import long_date, t
from guichet.previewing import answer_sets
from guichet.previewing.samples import Face, Sample, Samples
from guichet.requests import pages, presentation, submission
from guichet.requests.models import Request
from guichet_notify.wording import KINDS
from guichet_render import renderer
from guichet_render.paper.paper import decisions
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.model import Definition
from guichet_validate.texts import text


@dataclass(frozen=True, slots=True)
class Line:
    """One page of the citizen: where it stands empty, with its errors and filled in, as far as it shows there."""

    title: str
    empty: str | None
    errors: str | None
    filled: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """One thing to look at."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Faces:
    """Everything to look at for one set of answers.

    `verdict` says what comes of the answers, `closed` why a citizen could not send them today. `sent` is the request
    made of them, None when they cannot be sent.
    """

    title: str
    lines: tuple[Line, ...]
    verdict: str
    closed: str | None
    sent: Request | None
    papers: tuple[Link, ...]
    mails: tuple[Link, ...]


def faces(definition: Definition, samples: Samples, key: str, lang: str) -> Faces:
    """Return the faces of a definition; makes the samples that they show. The caller commits."""
    title = presentation.title(definition)
    if not definition.steps:
        return Faces(title, (), "", None, None, (), ())
    with lock_given_back():
        answer_sets.find(definition, key)  # slow the first time, then kept
    sent = samples.have(definition, Sample(key, lang, Face.SENT))
    return Faces(
        title=title,
        lines=(*_lines(definition, samples, key, lang), *_sent_lines(sent)),
        verdict=_verdict(definition, key, lang),
        closed=submission.obstacle(definition, now(), 0, identified=True),
        sent=sent,
        papers=_papers(definition, key, lang, sent),
        mails=tuple(
            Link(t(f"preview-mail-{kind}"), url_for("preview.mail", key=key, kind=kind)) for kind in KINDS if sent
        ),
    )


def _lines(definition: Definition, samples: Samples, key: str, lang: str) -> tuple[Line, ...]:
    context = answer_sets.live(definition)
    empty = _opener(definition, samples.have(definition, Sample("", lang, Face.EMPTY)), context)
    filled = _opener(definition, samples.have(definition, Sample(key, lang, Face.FILLED)), context)
    ready = answer_sets.find(definition, key)
    # Titles may quote answers.
    answers = ready.evaluation.answers if ready else {}
    lines = [
        Line(
            renderer(lang).step_title(definition, step.id, answers, context),
            empty(step.id, check=False),
            empty(step.id, check=True),
            filled(step.id, check=False),
        )
        for step in definition.steps
        if not step.review
    ]
    review = Line(t("preview-review"), None, empty(None, check=False), filled(None, check=False))
    return (*lines, review)


def _sent_lines(sent: Request | None) -> tuple[Line, ...]:
    """Return what the citizen sees after sending."""
    pages_after = (("preview-receipt", "requests.receipt"), ("preview-request", "requests.show"))
    return tuple(
        Line(t(title), None, None, url_for(endpoint, request_id=sent.id) if sent else None)
        for title, endpoint in pages_after
    )


def _opener(definition: Definition, draft: Request | None, context: Context) -> Callable[..., str | None]:
    """Return the function that gives the address of a step of a draft, None where the step does not show in it."""
    evaluation: Evaluation | None = evaluate(definition, draft.answers, context) if draft else None

    def address(step_id: str | None, *, check: bool) -> str | None:
        if draft is None or evaluation is None or (step_id is not None and step_id not in evaluation.steps):
            return None
        return pages.step_url(draft, step_id, check=check)

    return address


def _verdict(definition: Definition, key: str, lang: str) -> str:
    """Say in a sentence what comes of the answers."""
    ready = answer_sets.find(definition, key)
    if ready is None:
        return t("preview-none")
    told: list[str] = []
    if ready.passed is not None:
        told.append(t("preview-test-passes") if ready.passed else t("preview-test-fails"))
        told.append(t("preview-test-day", day=long_date(ready.context.now)))
    if ready.evaluation.exit is not None:
        plain = text(ready.evaluation.exit.node, "title", lang) or ready.evaluation.exit.id
        title = renderer(lang).fill(definition, plain, ready.evaluation.answers, ready.context)
        told.append(t("preview-exit", title=title))
    elif not ready.sendable:
        told.append(t("preview-wrong", count=len(ready.evaluation.problems)))
    return " ".join(told)


def _papers(definition: Definition, key: str, lang: str, sent: Request | None) -> tuple[Link, ...]:
    def link(label: str, name: str) -> Link:
        return Link(label, url_for("preview.paper", key=key, name=name))

    made = [link(t("preview-paper-form"), "form")]
    if sent is not None:
        made += [link(t("preview-paper-receipt"), "receipt"), link(t("preview-paper-copy"), "copy")]
        for node in decisions(definition):
            plain = text(node, "title", lang) or str(node.get("id"))
            title = renderer(lang).fill(definition, plain, sent.answers, answer_sets.live(definition))
            made.append(link(t("preview-paper-decision", title=title), f"decision-{node.get('id')}"))
    return tuple(made)
