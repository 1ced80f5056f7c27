"""Where prefilled values come from: the profile, a household member, FranceConnect, an earlier request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from guichet_validate.pointers import get

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guichet_validate.context import Context
    from guichet_validate.model import Field

Origin = Literal["profile", "member", "franceconnect", "request"]

ORIGINS: Mapping[str, Origin] = {
    "profile": "profile",
    "franceconnect": "franceconnect",
    "member": "member",
    "household": "member",
    "request": "request",
}
LAST = "last"


@dataclass(frozen=True, slots=True)
class Found:
    """A value and where it comes from."""

    value: Any
    origin: Origin


def resolve(source: str, context: Context, member: Mapping[str, Any] | None = None) -> Found | None:
    """Return what a source (``profile:/contacts/phone``) holds now, ``None`` when that is nothing."""
    scheme, _, rest = source.partition(":")
    value: Any = None
    if scheme == "profile":
        value = get(context.profile, rest)
    elif scheme == "franceconnect":
        value = context.franceconnect.get(rest)
    elif scheme == "member" and member is not None:
        value = get(member, rest)
    elif scheme == "request":
        procedure, pointer = _request(rest)
        value = get(context.earlier.get(procedure), pointer)
    if value is None or value in ("", [], {}):
        return None
    return Found(value, ORIGINS[scheme])


def _request(rest: str) -> tuple[str, str]:
    """Split ``last/nom`` and ``acte-naissance/last/nom`` into the key of ``earlier`` and the pointer."""
    procedure, _, pointer = rest.partition("/")
    if procedure != LAST:
        pointer = pointer.removeprefix(LAST).removeprefix("/")
    return procedure, f"/{pointer}"


def sources_of(field: Field) -> tuple[str, ...]:
    """Return the ordered sources of a field."""
    return _listed(field, "from")


def locks_of(field: Field) -> tuple[str, ...]:
    """Return the sources whose value cannot be changed."""
    return _listed(field, "lock")


def _listed(field: Field, key: str) -> tuple[str, ...]:
    spec = field.node.get("x-prefill")
    listed = spec.get(key) if isinstance(spec, dict) else None
    return tuple(item for item in listed if isinstance(item, str)) if isinstance(listed, list) else ()


def people(context: Context, condition: Callable[[Any], bool] | None = None) -> list[Mapping[str, Any]]:
    """Return the people of the account whom a condition allows, its holder first (relation ``self``)."""
    identity = context.profile.get("identity")
    holder = [{"id": "self", "relation": "self", **identity}] if isinstance(identity, dict) and identity else []
    others = [member for member in context.household if member.get("relation") != "self"]
    return [member for member in (*holder, *others) if condition is None or condition(member)]
