"""What the page of a procedure shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from guichet.accounts.models import User
from guichet.catalogue.services import Availability, availability
from guichet.database import now
from guichet.federation import services as federation
from guichet.i18n import duration, long_date, t
from guichet.privacy.notices import Notice, notice
from guichet.private import browsers
from guichet.publishing.city import city_texts, service_of
from guichet.publishing.services import settings_of
from guichet.requests import drafts
from guichet.requests.answer_times import answer_times
from guichet.requests.models import Request
from guichet.requests.preflight import Preflight, preflight
from guichet_render.renderer import renderer
from guichet_validate.context import Context
from guichet_validate.model import Definition
from guichet_validate.texts import text


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
    answer_times: str | None
    silence: str | None
    service: Mapping[str, Any]
    legal: tuple[tuple[str, str], ...]
    privacy: Notice | None
    draft: Request | None
    preflight: Preflight | None
    needs_account: bool
    ways: bool
    needs_identity: bool
    printable: bool

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
    own = user if open_now is Availability.OPEN else None
    draft = drafts.draft_of(own, definition.id, browsers.current()) if open_now is Availability.OPEN else None
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
        answer_times=_answer_times(definition),
        silence=t(f"catalogue-silence-{procedure['silence']}") if procedure.get("silence", "none") != "none" else None,
        service=service_of(definition.service, lang),
        legal=tuple((text(entry, "title", lang) or "", entry["source"]) for entry in procedure.get("legal", ())),
        privacy=notice(definition, lang, context),
        draft=draft,
        # A draft tells on its own pages what it still lacks.
        preflight=preflight(definition, own) if own and not draft else None,
        needs_account=user is None and open_now is Availability.OPEN and definition.access != "open",
        ways=user is None and definition.access == "open",
        needs_identity=open_now is Availability.OPEN
        and definition.access == "verified"
        and not (user and federation.is_verified(user)),
        printable=definition.has_form,
    )


def _answer_times(definition: Definition) -> str | None:
    found = answer_times(definition.id) if definition.has_form else None
    if found is None:
        return None
    most = t("catalogue-within-days", count=found.most)
    if found.half == found.most:
        return t("catalogue-answered", most=most)
    return t("catalogue-answered-half", half=t("catalogue-within-days", count=found.half), most=most)


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
