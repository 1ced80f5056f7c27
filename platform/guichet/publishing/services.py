"""Publishing definitions, and reading back what is published."""

import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, g
from sqlalchemy import select

from guichet.config import Config
from guichet.database import db, now
from guichet.publishing import checking
from guichet.publishing.city import city
from guichet.publishing.models import DefinitionVersion, Procedure
from guichet_validate.findings import Finding
from guichet_validate.fragments import bundle
from guichet_validate.loading import load
from guichet_validate.model import Definition
from guichet_validate.source import Source

# How many definition versions a process keeps compiled; one is read again when it is asked for.
_KEPT_DEFINITIONS = 2048
# How many documents one query asks for: databases bound the parameters of a statement.
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Report:
    """What a call of `publish` did; `published` and `unchanged` hold «id version», `files` what was looked at."""

    files: tuple[str, ...] = ()
    published: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> bool:
        """Whether a finding stood in the way, so that nothing was changed."""
        return any(finding.severity == "error" for finding in self.findings)


def publish(paths: Iterable[Path], *, actor: str) -> Report:
    """Check the definition files of `paths` (files or folders) and publish all of them, or none.

    `actor` is who publishes, kept with the version. The caller commits. A version that is already published with the
    same content is left alone; with another content it is refused, for requests rest on it.
    """
    offered = set(db.session.scalars(select(Procedure.digest)))
    checked = checking.check(paths, offered, city())
    findings = checked.findings
    planned = []
    for source, definition in checked.definitions:
        known = db.session.scalar(
            select(DefinitionVersion).where(
                DefinitionVersion.procedure_id == definition.id, DefinitionVersion.version == definition.version
            )
        )
        findings += _version_findings(source, definition, known)
        planned.append((definition, known))
    if any(finding.severity == "error" for finding in findings):
        return Report(files=checked.files, findings=tuple(findings))
    published = [_name(definition) for definition, known in planned if put(definition, known, actor)]
    unchanged = [_name(definition) for definition, _ in planned if _name(definition) not in published]
    db.session.flush()
    return Report(checked.files, tuple(published), tuple(unchanged), tuple(findings))


def _name(definition: Definition) -> str:
    return f"{definition.id} {definition.version}"


def _version_findings(source: Source, definition: Definition, known: DefinitionVersion | None) -> list[Finding]:
    """Refuse another content under a published version, and a version older than the current one."""
    where = "/x-procedure/version"
    if known is not None and known.digest != definition.digest:
        found = Finding("version-published", "error", where, {"version": definition.version})
        return [source.place(found)]
    procedure = db.session.get(Procedure, definition.id)
    if procedure is None or procedure.digest == definition.digest:
        return []
    current_version = db.session.get_one(DefinitionVersion, procedure.digest).version
    if _order(definition.version) < _order(current_version):
        params = {"version": definition.version, "current": current_version}
        return [source.place(Finding("version-older", "error", where, params))]
    return []


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def put(definition: Definition, known: DefinitionVersion | None, actor: str) -> bool:
    """Store a version, unless it is `known`, and make it current; return whether anything changed.

    Nothing is checked here: `publish` does so first.
    """
    if known is None:
        text = json.dumps(definition.document, ensure_ascii=False, separators=(",", ":"))
        db.session.add(
            DefinitionVersion(
                digest=definition.digest,
                procedure_id=definition.id,
                version=definition.version,
                document=text,
                published_by=actor,
            )
        )
        db.session.flush()
    procedure = db.session.get(Procedure, definition.id)
    if procedure is None:
        db.session.add(Procedure(id=definition.id, digest=definition.digest))
    elif procedure.digest != definition.digest:
        procedure.digest = definition.digest
        procedure.updated_at = now()
    else:
        return False
    return True


def current(procedure_id: str) -> Definition | None:
    """Return the version now offered to the public; None when there is no such procedure."""
    digest = db.session.scalar(select(Procedure.digest).where(Procedure.id == procedure_id))
    return None if digest is None else by_digest(digest)


def by_digest(digest: str) -> Definition:
    """Return a published version by its digest, compiled once per process; KeyError when there is none."""
    return _compiled(digest)


@lru_cache(maxsize=_KEPT_DEFINITIONS)
def _compiled(digest: str) -> Definition:
    text = db.session.scalar(select(DefinitionVersion.document).where(DefinitionVersion.digest == digest))
    if text is None:
        raise KeyError(digest)
    return load(json.loads(text))


def published_documents(digests: Collection[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the digest of each of these versions and its document, parsed and not compiled; one at a time."""
    wanted = list(digests)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = db.session.execute(
            select(DefinitionVersion.digest, DefinitionVersion.document).where(
                DefinitionVersion.digest.in_(wanted[start : start + _AT_ONCE])
            )
        )
        for row in rows:
            yield row.digest, json.loads(row.document)


def version_document(procedure_id: str, version: str) -> dict[str, Any] | None:
    """Return the bundled document of a published version, `$id` included; None when there is none."""
    config: Config = current_app.extensions["guichet_config"]
    text = db.session.scalar(
        select(DefinitionVersion.document).where(
            DefinitionVersion.procedure_id == procedure_id, DefinitionVersion.version == version
        )
    )
    return None if text is None else bundle(json.loads(text), base_url=config.base_url)


def remember_settings(procedure_id: str, digest: str, settings: dict[str, Any]) -> None:
    """Keep what was read of a procedure beside something else, for who asks for its settings in this transaction."""
    g.procedure_read = (db.session.get_transaction(), procedure_id, digest, settings)


def settings_of(procedure_id: str) -> dict[str, Any]:
    """Return every setting of the current version: default, else the city's, else the procedure's own value."""
    transaction, known, digest, settings = g.get("procedure_read", (None, "", "", {}))
    if known != procedure_id or transaction is not db.session.get_transaction():
        wanted = select(Procedure.digest, Procedure.settings).where(Procedure.id == procedure_id)
        row = db.session.execute(wanted).one_or_none()
        if row is None:
            return {}
        digest, settings = row
    return dict(by_digest(digest).settings_with({**city().settings, **settings}))
