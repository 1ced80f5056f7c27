"""The demonstration: accounts to sign in with, and who they are."""

from dataclasses import dataclass
from typing import Any

from flask import abort, current_app

from guichet.accounts import services as accounts
from guichet.config import Config
from guichet.database import db
from guichet.profile.models import Profile

PASSWORD = "Demarches1"  # noqa: S105 -- printed at start: everybody may use these accounts


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """One account of the demonstration; `role` is citizen, agent, publisher or administrator."""

    email: str
    username: str
    given_name: str
    family_name: str
    role: str
    services: tuple[str, ...] = ()


ACCOUNTS = (
    DemoAccount("ana@example.fr", "ana.durand", "Ana", "Durand", "citizen"),
    DemoAccount("paul@example.fr", "paul.petit", "Paul", "Petit", "citizen"),
    DemoAccount(
        "camille.martel@sainte-aurore.example",
        "camille.martel",
        "Camille",
        "Martel",
        "agent",
        ("etat-civil", "elections", "education"),
    ),
    DemoAccount(
        "agent.voirie@sainte-aurore.example",
        "agent.voirie",
        "Dominique",
        "Roux",
        "agent",
        ("voirie", "proprete", "securite"),
    ),
    DemoAccount("publication@sainte-aurore.example", "publication", "Dominique", "Morin", "publisher"),
    DemoAccount("administration@sainte-aurore.example", "administration", "Claude", "Fontaine", "administrator"),
)

PROFILE: dict[str, Any] = {
    "identity": {
        "title": "mme",
        "familyName": "Durand",
        "givenNames": "Ana Lucie",
        "birthDate": "1985-03-27",
        "birthPlace": "Sainte-Aurore",
        "birthCountry": "France",
        "nationality": "française",
    },
    "addresses": {
        "main": {
            "line1": "12 rue des Tilleuls",
            "postcode": "99210",
            "city": "Sainte-Aurore",
            "country": "France",
        }
    },
    "contacts": {"email": "ana@example.fr", "phone": "06 12 34 56 78"},
}
HOUSEHOLD: list[dict[str, Any]] = [
    {
        "id": "leo",
        "relation": "child",
        "familyName": "Durand",
        "givenNames": "Léo",
        "birthDate": "2015-02-03",
        "birthPlace": "Sainte-Aurore",
    },
]


def create_accounts() -> None:
    """Add the accounts that are not there yet. The caller commits."""
    for account in ACCOUNTS:
        if accounts.find_by_identifier(account.email) is not None:
            continue
        user = accounts.create(
            account.email,
            PASSWORD,
            username=account.username,
            given_name=account.given_name,
            family_name=account.family_name,
            roles=() if account.role == "citizen" else (account.role,),
            services=account.services,
        )
        if account.role != "citizen":
            continue
        is_ana = account is ACCOUNTS[0]
        data = PROFILE if is_ana else {"contacts": {"email": account.email}}
        db.session.add(Profile(user_id=user.id, data=data, household=HOUSEHOLD if is_ana else []))
    db.session.flush()


def only() -> None:
    """End a request with «not found» unless this is the demonstration."""
    config: Config = current_app.extensions["guichet_config"]
    if config.environment != "demo":
        abort(404)


def introduction() -> str:
    """Return what the terminal shows at start: who can sign in, and with which password."""
    width = max(len(account.email) for account in ACCOUNTS)
    lines = [f"  {account.email:<{width}}  {account.role}" for account in ACCOUNTS]
    return "\n".join((f"Demo accounts (password of all: {PASSWORD}):", *lines))
