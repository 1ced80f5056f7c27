"""A first definition from a few wishes: complete, publishable, with its first tests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from guichet_validate.checks.phrasing import say
from guichet_validate.fragments import Fragments
from guichet_validate.kinds import Kinds
from guichet_validate.loading import load
from guichet_validate.recording import recorded
from guichet_validate.texts import text

MAX_ID = 60
# «de», «la», «une», «sur»: words that tell nothing of a procedure.
_SMALL_WORD = 3

_ANSWERS: Mapping[str, Any] = {
    "demande": "Je voudrais faire cette démarche.",
    "personne": {
        "nom": "Durand",
        "prenoms": "Zoé Louise",
        "dateNaissance": "2018-07-09",
        "communeNaissance": "Versailles",
    },
    "demandeur": {"nom": "Durand", "prenoms": "Ana", "email": "ana@example.fr"},
    "attestation": True,
}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person says of a new procedure.

    ``titles`` maps each language to the title, the default language first; ``service_node`` is the service's entry in
    ``city.json``. ``documents`` are kinds of papers to bring, ``online`` tells whether there is a form.
    """

    id: str
    titles: Mapping[str, str]
    category: str
    service: str
    access: str = "open"
    online: bool = True
    household: bool = False
    documents: tuple[str, ...] = ()
    service_node: Mapping[str, Any] | None = None

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the definition's texts."""
        return tuple(self.titles)


def slug(title: str) -> str:
    """Return the identifier of a title: no accents, lower case, words joined by hyphens; empty when none is left."""
    plain = unicodedata.normalize("NFKD", title.replace("œ", "oe").replace("Œ", "oe").replace("’", "'"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)).lower())
    while words and not words[0][0].isalpha():
        words.pop(0)
    kept: list[str] = []
    for word in words:
        if len("-".join([*kept, word])) > MAX_ID:
            break
        kept.append(word)
    return "-".join(kept) or (words[0][:MAX_ID] if words else "")


def typeset(title: str, language: str) -> str:
    """Return a title as it is printed: single spaces, curly apostrophes, and in French no-break spaces."""
    tidy = " ".join(title.split()).replace("'", "’")
    if language != "fr":
        return tidy
    tidy = re.sub(r"(?<=[^\s?!]) ?([?!;])(?=[ ?!]|$)", "\u202f\\1", tidy)
    tidy = re.sub(r"(?<=\S) ?([:»])(?= |$)", "\u00a0\\1", tidy)
    return re.sub(r"« ?", "«\u00a0", tidy)


def first_definition(
    wishes: Wishes, *, fragments: Fragments | None = None, kinds: Kinds | None = None
) -> dict[str, Any]:
    """Return the document of a new procedure; ``kinds`` give the papers their titles.

    Raises DefinitionError when a city's own fragments do not let it be built.
    """
    document: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "x-definition": 1,
        **_texts(wishes, title=wishes.titles),
        "x-procedure": _procedure(wishes),
        "x-privacy": {
            **_texts(wishes, purpose="draft-purpose" if wishes.online else "draft-purpose-information"),
            "basis": "public-task",
            "retention": "P1Y" if wishes.online else "P1D",
            **({"draftRetention": "P30D"} if wishes.online else {}),
            "recipients": [wishes.service],
        },
        "type": "object",
        "additionalProperties": False,
    }
    if not wishes.online:
        return document | {"x-information": _information(wishes)}
    fields = dict(_fields(wishes, kinds or {}))
    papers = [name for name in fields if name not in _ANSWERS]
    pages = {
        "demande": ["demande"],
        "personne": ["personne"] if wishes.household else [],
        "demandeur": ["demandeur"],
        "pieces": papers,
        "envoi": ["attestation"],
    }
    document |= {
        "x-steps": [
            {
                "id": page,
                **_texts(wishes, title=f"draft-step-{page}"),
                "fields": [f"/{name}" for name in names],
                **({"review": True} if page == "envoi" else {}),
            }
            for page, names in pages.items()
            if names
        ],
        "required": [name for names in pages.values() for name in names],
        "properties": fields,
    }
    document["x-tests"] = _tests(document, wishes, papers, fragments, kinds)
    return document


def _procedure(wishes: Wishes) -> dict[str, Any]:
    procedure: dict[str, Any] = {
        "id": wishes.id,
        "version": "1.0.0",
        "state": "live" if wishes.online else "information",
        "category": wishes.category,
        "service": wishes.service,
        "online": "full" if wishes.online else "none",
        "access": wishes.access if wishes.online else "open",
        "languages": list(wishes.languages),
    }
    if wishes.online:
        procedure["reference"] = _reference(wishes.id)
        subject = "personne" if wishes.household else "demandeur"
        summary = f"{{/{subject}/prenoms}} {{/{subject}/nom}}"
        procedure |= _texts(wishes, summary=dict.fromkeys(wishes.languages, summary))
    return procedure


def _reference(identifier: str) -> str:
    """Return a prefix of tracking numbers: the initials of the words that matter, or the first letters."""
    initials = "".join(word[0] for word in identifier.split("-") if len(word) > _SMALL_WORD)
    letters = initials[:4] if len(initials) > 1 and initials[0].isalpha() else identifier.replace("-", "")[:3]
    return (letters if len(letters) > 1 else f"{letters}x").upper()


def _information(wishes: Wishes) -> dict[str, Any]:
    node = wishes.service_node or {}
    information: dict[str, Any] = {
        "sections": [_texts(wishes, title="draft-section-title", body="draft-section-body")],
    }
    titles, hours = (_spoken(node, key, wishes.languages) for key in ("title", "hours"))
    if titles:
        bodies = {}
        for language in wishes.languages:
            told = [hours.get(language), node.get("phone"), node.get("email")]
            bodies[language] = "\n".join(f"- {line}" for line in told if isinstance(line, str)) or titles[language]
        information["offices"] = [_texts(wishes, title=titles, body=bodies)]
    return information


def _spoken(node: Mapping[str, Any], key: str, languages: tuple[str, ...]) -> dict[str, str]:
    """The text of a key in every language; nothing when the city has not said it in each."""
    found = {language: text(node, key, language) for language in languages}
    texts = {language: told for language, told in found.items() if told is not None}
    return texts if len(texts) == len(languages) == len(set(texts.values())) else {}


def _fields(wishes: Wishes, kinds: Kinds) -> Iterator[tuple[str, dict[str, Any]]]:
    yield (
        "demande",
        {
            **_texts(wishes, title="draft-request", description="draft-request-hint"),
            "type": "string",
            "minLength": 1,
            "maxLength": 2000,
            "x-ui": {"widget": "textarea", "rows": 5},
        },
    )
    if wishes.household:
        person = {"$ref": "guichet:fragments/person", "x-prefill": {"from": ["household:"]}}
        yield "personne", {**_texts(wishes, title="draft-person"), **person}
    yield "demandeur", {"$ref": "guichet:fragments/applicant"}
    for kind in wishes.documents:
        node = kinds[kind].node if kind in kinds else {}
        titles = {language: text(node, "title", language) or kind for language in wishes.languages}
        yield (
            _paper(kind),
            {
                "$ref": "guichet:fragments/files",
                **_texts(wishes, title=titles),
                "x-document": {
                    "holder": "/personne" if wishes.household else "/demandeur",
                    "reuse": True,
                    "verify": True,
                    "accepts": [{"id": kind, "kind": kind, **_texts(wishes, title=titles)}],
                },
            },
        )
    yield "attestation", {"$ref": "guichet:fragments/declaration"}


def _paper(kind: str) -> str:
    first, *others = kind.split("-")
    return ("piece" + first.title() + "".join(part.title() for part in others))[:41]


def _tests(
    document: dict[str, Any],
    wishes: Wishes,
    papers: list[str],
    fragments: Fragments | None,
    kinds: Kinds | None,
) -> list[dict[str, Any]]:
    """Record what the two simplest people get: the one who answers everything, and the one who answers nothing."""
    definition = load(document, fragments=fragments, library=kinds)
    answers = {name: _ANSWERS[name] for name in document["properties"] if name in _ANSWERS}
    answers |= {name: [{"as": kind}] for name, kind in zip(papers, wishes.documents, strict=True)}
    language = wishes.languages[0]
    return [
        recorded(definition, str(say("draft-test-complete", {}, language)), {"answers": answers}),
        recorded(definition, str(say("draft-test-empty", {}, language)), {"answers": {}}),
    ]


def _texts(wishes: Wishes, **texts: str | Mapping[str, str]) -> dict[str, Any]:
    """The texts of an object and their translations: each a key of the catalogue, or a text for each language."""
    told = {
        language: {
            key: str(say(value, {}, language)) if isinstance(value, str) else value[language]
            for key, value in texts.items()
        }
        for language in wishes.languages
    }
    first, *others = wishes.languages
    return {**told[first], **({"x-i18n": {language: told[language] for language in others}} if others else {})}
