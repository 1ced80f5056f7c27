"""The printable form of a procedure: what the city knows around it."""

from flask import current_app

from guichet.config import Config
from guichet.database import now
from guichet.i18n import t
from guichet.privacy.notices import Notice, notice
from guichet.publishing.lists import lists
from guichet.publishing.services import settings_of
from guichet.requests.printing import issuer
from guichet_render.paper import Facts, Printed, paper
from guichet_validate.context import Context
from guichet_validate.model import Definition


def form(definition: Definition, lang: str) -> Printed:
    """Return the empty form; its code gives the procedure's page and this version. Raises PressError."""
    config: Config = current_app.extensions["guichet_config"]
    known = lists() if definition.lists else {}
    context = Context(now=now(), settings=settings_of(definition.id), lists=known)
    told = notice(definition, lang, context)
    facts = Facts(
        **issuer(definition.service, lang),
        url=f"{config.base_url}/procedures/{definition.id}?version={definition.version}",
        privacy=_rows(told, lang) if told else (),
    )
    return paper(lang).form(definition, context=context, facts=facts)


def _rows(told: Notice, lang: str) -> tuple[tuple[str, str], ...]:
    """Return the notice as pairs, whom to write to at the end."""
    contact = told.contact
    lines = (contact.title, contact.email, contact.phone, *contact.place)
    rows = (*told.rows, ("write", ", ".join(line for line in lines if line)))
    return tuple((t(f"privacy-{code}", lang), words) for code, words in rows)
