"""What the page of a procedure shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from guichet.accounts.models import User
from guichet.catalogue.services import Availability, availability
from guichet.database import now
from guichet.i18n import long_date, t
from guichet.publishing.city import city_texts
from guichet.publishing.services import settings_of
from guichet.requests import drafts
from guichet.requests.models import Request
from guichet_render.renderer import renderer
from guichet_validate.context import Context
from guichet_validate.model import Definition
from guichet_validate.texts import text

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
_UNITS = ("years", "months", "weeks", "days")


@dataclass(frozen=True, slots=True)
class ProcedurePage:
    """The page of one procedure in one language; texts are final, absent ones are None."""

    id: str
    title: str
    description: str
    category: str
    online: str
    availability: Availability
    notice: str | None
    information: Markup
    delay: str | None
    silence: str | None
    service: Mapping[str, Any]
    legal: tuple[tuple[str, str], ...]
    privacy: Mapping[str, str]
    draft: Request | None
    needs_account: bool

    @property
    def is_online(self) -> bool:
        """Whether the mark «(@)» stands beside its title."""
        return self.online != "none"


def present(definition: Definition, lang: str, user: User | None) -> ProcedurePage:
    """Return the page of a definition, as `user` (None when signed out) sees it now."""
    moment = now()
    context = Context(now=moment, settings=settings_of(definition.id), signed_in=user is not None)
    drawn = renderer(lang)
    document, procedure = definition.document, definition.procedure
    texts = city_texts(lang)

    def words(key: str) -> str:
        return drawn.fill(definition, text(document, key, lang) or "", {}, context)

    open_now = availability(definition, moment)
    categories = {category["id"]: category["title"] for category in texts["categories"]}
    return ProcedurePage(
        id=definition.id,
        title=words("title") or definition.id,
        description=words("description"),
        category=categories.get(definition.category, definition.category),
        online=definition.online,
        availability=open_now,
        notice=_notice(open_now, procedure),
        information=drawn.information(definition, context=context),
        delay=duration(procedure.get("delay")),
        silence=t(f"catalogue-silence-{procedure['silence']}") if procedure.get("silence", "none") != "none" else None,
        service=texts["services"].get(definition.service, {"title": definition.service}),
        legal=tuple((text(entry, "title", lang) or "", entry["source"]) for entry in procedure.get("legal", ())),
        privacy=_privacy(document.get("x-privacy", {}), texts["services"], lang),
        draft=drafts.draft_of(user, definition.id) if user and open_now is Availability.OPEN else None,
        needs_account=user is None and open_now is Availability.OPEN,
    )


def _notice(state: Availability, procedure: Mapping[str, Any]) -> str | None:
    if state is Availability.CLOSED:
        return t("catalogue-closed")
    if state is Availability.NOT_YET:
        return t("catalogue-not-yet", day=_day(procedure["opens"]))
    if state is Availability.ENDED:
        return t("catalogue-ended", day=_day(procedure["closes"]))
    return None


def _day(moment: str) -> str:
    return long_date(date.fromisoformat(moment[:10]) if "T" not in moment else datetime.fromisoformat(moment).date())


def duration(value: str | None) -> str | None:
    """Return an ISO 8601 duration in words («2 mois»); None for none."""
    match = _DURATION.fullmatch(value or "")
    if not match:
        return None
    parts = [
        t(f"catalogue-{unit}", count=int(count)) for unit, count in zip(_UNITS, match.groups(), strict=True) if count
    ]
    return " ".join(parts) or None


def _privacy(node: Mapping[str, Any], services: Mapping[str, Any], lang: str) -> dict[str, str]:
    """Return what becomes of the answers: purpose, basis, retention, recipients, each when it is known."""
    if not node:
        return {}
    recipients = ", ".join(services.get(name, {}).get("title", name) for name in node.get("recipients", ()))
    basis = node.get("basis")
    found = {
        "purpose": text(node, "purpose", lang),
        "basis": t(f"catalogue-basis-{basis}") if basis else None,
        "recipients": recipients,
        "retention": duration(node.get("retention")),
    }
    return {key: words for key, words in found.items() if words}
