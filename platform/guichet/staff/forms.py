"""The form of a member of the staff: who they are, what they may do, and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guichet.accounts import forms
from guichet.staff import AGENT, ROLES
from guichet.staff.services import Duties


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it was typed; `duties` are what the ticked boxes say."""

    email: str
    given_name: str
    family_name: str
    duties: Duties


def read(form: Mapping[str, str], services: Iterable[str]) -> Typed:
    """Read a form. Boxes are named `role-…` and `service-…`; those of no known role or service count for nothing."""
    roles = tuple(role for role in ROLES if form.get(f"role-{role}"))
    chosen = tuple(service for service in services if form.get(f"service-{service}"))

    def text(name: str) -> str:
        return " ".join(form.get(name, "").replace("\x00", "").split())[: forms.LONGEST_NAME + 1]

    return Typed(form.get("email", "")[:1000], text("given-name"), text("family-name"), Duties(roles, chosen))


def person_problems(typed: Typed) -> dict[str, str]:
    """Return what is wrong with the person, by field: the name of its text in the catalogue."""
    found = {}
    if forms.address(typed.email) is None:
        found["email"] = "accounts-email-wrong" if typed.email.strip() else "accounts-email-missing"
    for name, value in (("given-name", typed.given_name), ("family-name", typed.family_name)):
        if not value:
            found[name] = f"staff-{name}-missing"
        elif len(value) > forms.LONGEST_NAME:
            found[name] = "staff-name-long"
    return found


def duties_problems(duties: Duties) -> dict[str, str]:
    """Return what is wrong with roles and services, by field: the name of its text in the catalogue."""
    if not duties.roles:
        return {"roles": "staff-roles-missing"}
    if AGENT in duties.roles and not duties.services:
        return {"services": "staff-services-missing"}
    return {}
