"""Definitions made to be measured: forty fields in a thousand variants, and one as large as the format allows."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from guichet_validate.formatting import formatted

ROOT = Path(__file__).resolve().parent.parent
FORTY = ROOT / "tests" / "definitions" / "data" / "forty-fields.json"
LARGEST = 505_000
_GROUPS = 58


def varied(number: int) -> str:
    """The forty-field procedure under another name, with other bounds, options and cases: no two are alike."""
    document = json.loads(FORTY.read_text(encoding="utf-8"))
    document["x-procedure"]["id"] = f"forty-fields-{number}"
    document["title"] += f" {number}"
    document["x-i18n"]["en"]["title"] += f" {number}"
    document["x-settings"]["prixJour"]["default"] = 1000 + number
    document["x-settings"]["ageMin"]["maximum"] = 10 + number % 8
    for test in document["x-tests"]:
        test.get("computed", {}).pop("/prix", None)
    properties = document["properties"]
    # What was read for one expression is of no use for the next definition's.
    for holder, key in [*((rule, "assert") for rule in document["x-rules"]), (properties["prix"], "x-computed")]:
        holder[key] += f" || {number} < 0" if key == "assert" else f" + {number}"
    for place, (name, node) in enumerate(properties.items()):
        if isinstance(node.get("maxLength"), int):
            node["maxLength"] += (number + place) % 40
        node.setdefault("x-i18n", {}).setdefault("en", {}).setdefault("title", name)
    return json.dumps(document, ensure_ascii=False, indent=2)


def cut(path: Path, size: int) -> bytes:
    """A definition of the city with as many of its tests as make it that large, in bytes."""
    document = json.loads(path.read_text(encoding="utf-8"))
    while len(content := formatted(document).encode()) > size:
        document["x-tests"].pop()
    return content


def large() -> str:
    """A procedure of 290 fields, 58 conditions, 58 rules and 117 tests, its help filled up to half a megabyte."""
    document = _frame()
    properties, conditions, rules = document["properties"], document["allOf"], document["x-rules"]
    answers: dict[str, Any] = {}
    for place in range(_GROUPS):
        properties |= _fields(place)
        conditions.append(
            {
                "if": {"properties": {f"question{place}": {"const": True}}, "required": [f"question{place}"]},
                "then": {"required": [f"detail{place}"]},
                "else": {"properties": {f"detail{place}": False}},
            }
        )
        rules.append(
            {
                "id": f"nombre-{place}",
                "assert": f"nombre{place} <= settings.plafond",
                "at": f"/nombre{place}",
                "message": f"Le nombre {place} dépasse le plafond\u00a0: diminuez-le.",
                "x-i18n": {"en": {"message": f"Number {place} is above the limit: lower it."}},
            }
        )
        answers |= {f"question{place}": False, f"jour{place}": "2026-03-01", f"choix{place}": "a", f"nombre{place}": 5}
    document["required"] = [name for name in properties if not name.startswith("detail")]
    document["x-steps"] = [
        _step(place, [name for name in properties if int(name.lstrip("abcdefghijklmnopqrstuvwxyz")) // 6 == place])
        for place in range(-(-_GROUPS // 6))
    ]
    document["x-tests"] = [{"name": "complet", "date": "2026-01-15", "answers": answers, "valid": True}]
    for place in range(_GROUPS):
        wrong = {f"nombre{place}": 99}
        broken = {"name": f"plafond {place}", "base": "complet", "with": wrong}
        document["x-tests"].append(broken | {"errors": [{"at": f"/nombre{place}", "code": f"nombre-{place}"}]})
    for group in range(_GROUPS):
        detail = f"/detail{group}"
        errors = [{"at": detail, "code": "required"}]
        document["x-tests"].append(
            {"name": f"oui {group}", "base": "complet", "with": {f"question{group}": True}, "errors": errors}
        )
    filling = (LARGEST - len(_written(document).encode())) // (2 * _GROUPS)
    for place in range(_GROUPS):
        node = properties[f"choix{place}"]
        node["x-help"] = _prose("Choisissez la réponse qui vous convient. ", filling)
        node["x-i18n"]["en"]["x-help"] = _prose("Choose the answer that suits you. ", filling)
    return _written(document)


def _written(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _prose(sentence: str, length: int) -> str:
    return (sentence * (length // len(sentence))).strip()


def _frame() -> dict[str, Any]:
    document = json.loads(FORTY.read_text(encoding="utf-8"))
    kept = copy.deepcopy({key: document[key] for key in ("$schema", "x-definition", "x-procedure", "x-privacy")})
    kept["x-procedure"] |= {"id": "large", "summary": "Demande"}
    kept["x-procedure"]["x-i18n"] = {"en": {"summary": "Request"}}
    plafond = {"title": "Plafond", "type": "integer", "minimum": 1, "maximum": 100, "default": 50}
    return kept | {
        "title": "Grande démarche",
        "description": "Autant de champs que le format en permet.",
        "x-i18n": {"en": {"title": "Large procedure", "description": "As many fields as the format allows."}},
        "x-settings": {"plafond": plafond | {"x-i18n": {"en": {"title": "Limit"}}}},
        "x-steps": [],
        "type": "object",
        "additionalProperties": False,
        "required": [],
        "properties": {},
        "allOf": [],
        "x-rules": [],
    }


def _step(place: int, names: list[str]) -> dict[str, Any]:
    return {
        "id": f"etape-{place}",
        "title": f"Étape {place + 1}",
        "fields": [f"/{name}" for name in names],
        "x-i18n": {"en": {"title": f"Step {place + 1}"}},
    }


def _fields(place: int) -> dict[str, Any]:
    def titled(french: str, english: str, **node: Any) -> dict[str, Any]:
        return {"title": f"{french} {place}"} | node | {"x-i18n": {"en": {"title": f"{english} {place}"}}}

    options = [{"const": letter, "title": letter.upper()} for letter in "abcdef"]
    for option in options:
        option["x-i18n"] = {"en": {"title": option["title"]}}  # type: ignore[assignment]
    return {
        f"question{place}": titled("Question", "Question", type="boolean"),
        f"detail{place}": titled("Détail", "Detail", type="string", minLength=1, maxLength=200),
        f"jour{place}": titled("Jour", "Day", type="string", format="date"),
        f"choix{place}": titled("Choix", "Choice", type="string", oneOf=options),
        f"nombre{place}": titled("Nombre", "Number", type="integer", minimum=0, maximum=100),
    }
