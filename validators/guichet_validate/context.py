"""What an evaluation knows besides the answers: the moment, the city's settings, the person, the library."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

PARIS = ZoneInfo("Europe/Paris")


@dataclass(frozen=True, slots=True)
class LibraryDocument:
    """A document of the person's library that an agent accepted.

    ``holder`` is ``self`` or the identifier of a household member. ``issued`` and ``expires`` are dates
    ``YYYY-MM-DD``; ``size`` is in bytes.
    """

    id: str
    kind: str
    holder: str = "self"
    issued: str | None = None
    expires: str | None = None
    name: str = "document.pdf"
    type: str = "application/pdf"
    size: int = 1


@dataclass(frozen=True)
class Context:
    """The surroundings of one evaluation; only ``now`` (aware) has no default.

    ``settings`` overlie the defaults of the definition. ``profile`` and the members of ``household`` follow the
    published profile schema. ``franceconnect`` maps claims to values. ``earlier`` maps a procedure's id, or
    ``last`` for this one, to the answers of the person's last request. ``lists`` maps the name of a reference
    list to its rows, of the version that this evaluation is to use; what an absent list offers is nothing.
    """

    now: datetime
    settings: Mapping[str, Any] = field(default_factory=dict)
    signed_in: bool = False
    assurance: str | None = None
    profile: Mapping[str, Any] = field(default_factory=dict)
    household: tuple[Mapping[str, Any], ...] = ()
    franceconnect: Mapping[str, Any] = field(default_factory=dict)
    library: tuple[LibraryDocument, ...] = ()
    earlier: Mapping[str, Any] = field(default_factory=dict)
    lists: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)

    @classmethod
    def at_present(cls, **known: Any) -> Context:
        """Return a context of this very moment in Paris; the keywords are its other fields."""
        return cls(now=datetime.now(PARIS), **known)

    @property
    def local(self) -> datetime:
        """The moment as the clocks of Paris show it."""
        return self.now.astimezone(PARIS)

    @property
    def today(self) -> str:
        """The day in Paris, ``YYYY-MM-DD``."""
        return self.minute[:10]

    @property
    def minute(self) -> str:
        """The minute in Paris, ``YYYY-MM-DDTHH:MM``."""
        # Kept where a frozen value keeps nothing else: every evaluation asks, and the library's way takes a lock.
        kept: dict[str, str] = self.__dict__
        if "_minute" not in kept:
            kept["_minute"] = self.local.replace(tzinfo=None).isoformat(timespec="minutes")
        return kept["_minute"]
