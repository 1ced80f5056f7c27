"""The made-up people of the preview: who fills in, whose ready answers are looked at, and who reads them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from flask import Request as WebRequest
from sqlalchemy import select

from guichet import demo
from guichet.accounts import services as accounts
from guichet.accounts.models import User
from guichet.config import IdentityProvider
from guichet.database import db
from guichet.federation.models import FederatedIdentity
from guichet.profile.models import Profile
from guichet.requests.models import Request

#: Who vouches for the people of the preview, so that procedures which ask for it open. Nobody ever asks it anything.
VOUCHING: Final = IdentityProvider(
    name="franceconnect", issuer="https://franceconnect.invalid", client_id="preview", client_secret="", scope="openid"
)

# Pages of agents; all others are a citizen's.
_AGENTS_BLUEPRINT = "backoffice"
_AGENTS_PAGES = frozenset({"messages.failures", "messages.retry"})


@dataclass(frozen=True, slots=True)
class People:
    """The ids of three accounts: the citizen who fills in, the one of the ready answers, and the agent."""

    citizen: int
    example: int
    agent: int


def create(lang: str, services: Iterable[str]) -> People:
    """Add the three accounts; the agent works for these services. The caller commits."""
    citizen = _person("ana@example.fr", "Ana", "Durand", lang)
    example = _person("exemple@example.fr", "Ana", "Durand", lang)
    agent = accounts.create(
        "agent@ville.example",
        secrets.token_urlsafe(),
        given_name="Camille",
        family_name="Martel",
        language=lang,
        roles=("agent",),
        services=services,
    )
    return People(citizen, example, agent.id)


def employ(people: People, service: str) -> None:
    """Have the agent work for a service too, that of the definition."""
    agent = db.session.get_one(User, people.agent)
    if service not in agent.services:
        agent.services = [*agent.services, service]


def signed_in(people: People, web: WebRequest) -> User | None:
    """Return whose page this is: an agent's, that of who made the request it shows, else the citizen's."""
    if web.blueprint == _AGENTS_BLUEPRINT or web.endpoint in _AGENTS_PAGES:
        return db.session.get(User, people.agent)
    owner = None
    request_id = (web.view_args or {}).get("request_id")
    if isinstance(request_id, UUID):
        owner = db.session.scalar(select(Request.user_id).where(Request.id == request_id))
    return db.session.get(User, owner or people.citizen)


def _person(email: str, given_name: str, family_name: str, lang: str) -> int:
    # Nobody signs in: nobody needs to know the password.
    user = accounts.create(
        email, secrets.token_urlsafe(), given_name=given_name, family_name=family_name, language=lang
    )
    db.session.add(
        FederatedIdentity(user_id=user.id, provider=VOUCHING.name, issuer=VOUCHING.issuer, sub=email, email=email)
    )
    db.session.add(Profile(user_id=user.id, data=demo.PROFILE, household=demo.HOUSEHOLD))
    return user.id
