"""Tables of the procedures and of the definition versions published for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from guichet.database import Base, now


class DefinitionVersion(Base):
    """One published version, never changed afterwards.

    `document` is the bundled JSON text without `$id` (which follows the portal's address), keys in the order of the
    file, and `digest` the SHA-256 of its canonical form. Requests point to the digest they were begun with.
    """

    __tablename__ = "definition_versions"
    __table_args__ = (UniqueConstraint("procedure_id", "version"),)

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    procedure_id: Mapped[str] = mapped_column(String(80))
    version: Mapped[str] = mapped_column(String(40))
    document: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime] = mapped_column(default=now)
    published_by: Mapped[str] = mapped_column(String(80))


class Procedure(Base):
    """What the city offers: which version is current, and the settings tuned without a new version."""

    __tablename__ = "procedures"

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[str] = mapped_column(ForeignKey("definition_versions.digest"))
    settings: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime] = mapped_column(default=now)
