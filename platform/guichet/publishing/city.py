"""The city: its name, services, categories, offices and colours, from `definitions/city.json`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app, g, has_request_context

from guichet.config import Config
from guichet.publishing.kept import Kept

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class City:
    """What `city.json` says, texts in its default language; `localised` gives those of another.

    `services` maps an id to `{title, phone, email, hours, office}`, see `service_of`; `categories` and `offices` keep
    their order; `colours` holds `light` and `dark`, each `{city, cityInk, cityWash, accent}`.
    """

    name: str
    title: str
    tagline: str
    site: str
    services: Mapping[str, Json]
    categories: tuple[Json, ...]
    offices: tuple[Json, ...]
    colours: Mapping[str, Mapping[str, str]]
    settings: Json
    document: Json

    def localised(self, lang: str) -> dict[str, Any]:
        """Return the whole document with the texts of `lang` in place of the default ones."""
        found: dict[str, Any] = _localise(self.document, lang)
        return found


def city() -> City:
    """Return the city of the current application; the file is read again when it changes, for one page the same."""
    found: City | None = g.get("city") if has_request_context() else None
    if found is None:
        config: Config = current_app.extensions["guichet_config"]
        found = _CITIES.read(config.definitions / "city.json")
        if has_request_context():
            g.city = found
    return found


def _load(path: Path) -> City:
    document = json.loads(path.read_text(encoding="utf-8"))
    return City(
        name=document["name"],
        title=document.get("title", document["name"]),
        tagline=document.get("tagline", ""),
        site=document.get("site", ""),
        services=document.get("services", {}),
        categories=tuple(document.get("categories", ())),
        offices=tuple(document.get("offices", ())),
        colours=document.get("colours", {}),
        settings=document.get("settings", {}),
        document=document,
    )


_CITIES = Kept("city.json", _load, (ValueError, LookupError, TypeError, AttributeError))


@lru_cache(maxsize=32)
def _localised(found: City, lang: str) -> dict[str, Any]:
    return found.localised(lang)


def city_texts(lang: str) -> dict[str, Any]:
    """Return the city's document in `lang`, as templates read it (do not change it)."""
    return _localised(city(), lang)


def service_of(service_id: str, lang: str) -> dict[str, Any]:
    """Return `{title, phone, email, hours, place}` of a service in `lang`, each as far as the city says.

    `place` has the lines of its address, the office first; a service without an office may have an `address` itself.
    """
    document = city_texts(lang)
    found: Mapping[str, Any] = document.get("services", {}).get(service_id, {})
    offices = (office for office in document.get("offices", ()) if office.get("id") == found.get("office"))
    office: Mapping[str, Any] = next(offices, {})
    lines = (office.get("title"), *address_lines(found.get("address") or office.get("address") or {}))
    return {"title": service_id, **found, "place": tuple(line for line in lines if line)}


def address_lines(address: Mapping[str, Any]) -> tuple[str, ...]:
    """Return an address as it stands on an envelope, a line each; nothing for an empty one."""
    town = " ".join(str(address[key]) for key in ("postcode", "city") if address.get(key))
    return tuple(line for line in (address.get("line1", ""), address.get("line2", ""), town) if line)


def contact_of(service: Mapping[str, Any]) -> tuple[str, ...]:
    """Return how a service can be reached, a line each: telephone, e-mail address, hours, as far as it says."""
    return tuple(service[key] for key in ("phone", "email", "hours") if service.get(key))


def _localise(value: Any, lang: str) -> Any:
    if isinstance(value, Mapping):
        own = {key: _localise(part, lang) for key, part in value.items() if key != "x-i18n"}
        return own | dict(value.get("x-i18n", {}).get(lang, {}))
    if isinstance(value, list):
        return [_localise(part, lang) for part in value]
    return value
