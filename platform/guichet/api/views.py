"""What machines read: the list of procedures, each definition for ever, the meta-schema."""

import json
from importlib.resources import files
from typing import Any

from flask import Blueprint, abort, current_app, make_response, redirect, request, url_for
from werkzeug.wrappers import Response

from guichet.catalogue.services import cards
from guichet.config import Config
from guichet.i18n import LANGUAGES
from guichet.publishing import services as publishing

blueprint = Blueprint("api", __name__)

_ONE_YEAR = 365 * 24 * 3600
_META_SCHEMA_NAMES = frozenset(
    entry.name for entry in files("guichet_validate").joinpath("schemas").iterdir() if entry.name.endswith(".json")
)


@blueprint.get("/procedures.json")
def procedures() -> Response:
    """List the published procedures, in both languages, with the address of each definition."""
    config: Config = current_app.extensions["guichet_config"]
    listed: dict[str, dict[str, Any]] = {}
    for lang in LANGUAGES:
        for card in cards(lang):
            entry = listed.setdefault(
                card.id,
                {
                    "id": card.id,
                    "version": card.version,
                    "state": card.state,
                    "category": card.category,
                    "service": card.service,
                    "online": card.online,
                    "title": {},
                    "description": {},
                    "page": config.base_url + url_for("catalogue.procedure", procedure_id=card.id),
                    "definition": config.base_url
                    + url_for("api.definition", procedure_id=card.id, version=card.version),
                },
            )
            entry["title"][lang] = card.title
            entry["description"][lang] = card.description
    return _json({"procedures": sorted(listed.values(), key=lambda entry: str(entry["id"]))})


@blueprint.get("/procedures/<procedure_id>.json")
def current_definition(procedure_id: str) -> Response:
    """Lead to the version that is offered now."""
    definition = publishing.current(procedure_id)
    if definition is None:
        abort(404)
    address = url_for("api.definition", procedure_id=definition.id, version=definition.version)
    return make_response(redirect(address))


@blueprint.get("/procedures/<procedure_id>/<version>.json")
def definition(procedure_id: str, version: str) -> Response:
    """Give the bundled document of one version: it never changes, so it may be kept for ever."""
    document = publishing.version_document(procedure_id, version)
    if document is None:
        abort(404)
    return _json(document, "application/schema+json", permanent=True)


@blueprint.get("/schemas/definition/1/<name>.json")
def meta_schema(name: str) -> Response:
    """Give a file of the meta-schema, the vocabulary that definitions are written in."""
    if f"{name}.json" not in _META_SCHEMA_NAMES:
        abort(404)
    text = files("guichet_validate").joinpath("schemas", f"{name}.json").read_text(encoding="utf-8")
    return _json(json.loads(text), "application/schema+json")


def _json(document: Any, mimetype: str = "application/json", *, permanent: bool = False) -> Response:
    response = make_response(json.dumps(document, ensure_ascii=False, separators=(",", ":")))
    response.mimetype = mimetype
    response.cache_control.public = True
    if permanent:
        response.cache_control.max_age = _ONE_YEAR
        response.cache_control.immutable = True
    else:
        response.cache_control.no_cache = True
    # Anybody may read what anybody may see.
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.add_etag()
    return response.make_conditional(request)
