"""The city's register of kinds of documents, from `definitions/documents.json`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app

from guichet.config import Config
from guichet.publishing.kept import Kept
from guichet_validate.findings import DefinitionError
from guichet_validate.kinds import DocumentKind, load_kinds

_REGISTERS = Kept("documents.json", load_kinds, (DefinitionError,))


def kinds() -> Mapping[str, DocumentKind]:
    """Return the kinds of documents by id, none when the city has no register.

    The file is read again when it changes; what was read last is kept while it is broken.
    """
    config: Config = current_app.extensions["guichet_config"]
    path = config.definitions / "documents.json"
    return _REGISTERS.read(path) if path.exists() else {}


def title_of(kind: str, lang: str) -> str:
    """Return the title of a kind in that language; its id when the register no longer has it."""
    found = kinds().get(kind)
    if found is None:
        return kind
    translated: Mapping[str, Any] = found.node.get("x-i18n", {}).get(lang, {})
    return str(translated.get("title") or found.node.get("title", kind))


def service_of(kind: str) -> str:
    """Return the id of the service that verifies documents of that kind; empty when the register names none."""
    found = kinds().get(kind)
    return "" if found is None else str(found.node.get("service", ""))
