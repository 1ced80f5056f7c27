"""Whole definitions made up from the profile: fields of every kind, conditions, rules, papers, steps, prefill."""

import copy
from itertools import pairwise

import pytest

from guichet_validate.generator.chances import often, pick

TICK = {"type": "boolean", "const": True}
PATTERNS = ("^[A-Z]{2}[0-9]{1,4}$", "^(a|b)[0-9-]{0,6}$", "^[^@]{1,12}$", "^[0-9]{5}$", "^(x[yz]?){1,3}$")
FORMATS = (
    ("phone-fr", "^(\\+33 ?|0)[1-9]([ .]?[0-9]{2}){4}$"),
    ("postcode-fr", "^[0-9]{5}$"),
    ("siret", "^[0-9]{14}$"),
    ("siren", "^[0-9]{9}$"),
    ("iban", "^[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}$"),
    ("nir", "^[0-9AB]{15}$"),
    ("rna", "^W[0-9]{9}$"),
    ("plate-fr", "^[A-Z0-9 -]{4,12}$"),
    ("time-local", "^[0-9]{2}:[0-9]{2}$"),
    ("datetime-local", "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"),
)
FRAGMENTS = ("address", "email", "phone", "person", "organisation", "applicant")
PROFILE = ("/identity/familyName", "/identity/givenNames", "/contacts/email", "/addresses/main/city")
WORDS = ("Nom", "Motif", "Lieu", "Objet", "Précisez", "Pourquoi ?", "Le jour", "« Autre »", "Prix & durée")


class Maker:
    """Makes one definition; fields are named a, b, c… so that conditions and expressions can read them."""

    def __init__(self, chances):
        self.chances = chances
        self.languages = pick(chances, (["fr"], ["fr", "en"]))
        self.count = 0
        self.shared = {}

    def often(self, percent):
        return often(self.chances, percent)

    def pick(self, options):
        return pick(self.chances, options)

    def between(self, low, high):
        return self.chances.between(low, high)

    def said(self, node, **texts):
        """A node with texts, in every language of the definition."""
        node = {**node, **texts}
        if "en" in self.languages:
            node["x-i18n"] = {"en": {key: f"{value} (en)" for key, value in texts.items()}}
        return node

    def name(self):
        self.count += 1
        return f"champ{self.count}"

    def title(self, quotable=()):
        words = self.pick(WORDS)
        if quotable and self.often(20):
            words += f" {{/{self.pick(quotable)}}}"
        return f"{words} {self.count}"

    # ---- Fields ----

    def field(self, depth, quotable=()):
        kinds = ["text", "text", "pattern", "format", "integer", "number", "money", "day", "yes", "choice", "choice"]
        kinds += ["several", "file", "lookup", "tick"]
        if depth < 3:
            kinds += ["repeat", "repeat", "object", "fragment"]
        schema = getattr(self, self.pick(kinds))(depth)
        texts = {"title": self.title(quotable)}
        if self.often(25):
            texts["description"] = "Une précision."
        if self.often(15):
            texts["x-help"] = "Une **aide** avec [un lien](https://www.service-public.fr)."
        return self.said(schema, **texts)

    def text(self, _):
        schema = {"type": "string", "maxLength": self.between(1, 300), "x-ui": self.pick(({}, {"widget": "textarea"}))}
        if self.often(30):
            schema["x-prefill"] = {"from": [f"profile:{self.pick(PROFILE)}"]}
        if self.often(20):
            schema["x-feed"] = {"to": f"profile:{self.pick(PROFILE)}", "mode": "if-empty"}
        return schema

    def pattern(self, _):
        return {"type": "string", "pattern": self.pick(PATTERNS)}

    def format(self, _):
        name, pattern = self.pick(FORMATS)
        return {"type": "string", "format": name, "pattern": pattern}

    def integer(self, _):
        low = self.between(-5, 5)
        schema = {"type": "integer", "minimum": low, "maximum": low + self.between(0, 50)}
        return {**schema, **self.pick(({}, {}, {"multipleOf": 1}))}

    def number(self, _):
        return {"type": "number", **self.pick(({"minimum": 0}, {"exclusiveMinimum": 0, "maximum": 99.5}, {}))}

    def money(self, _):
        return {"type": "integer", "minimum": 0, "maximum": 100_000, "x-ui": {"widget": "money"}}

    def day(self, _):
        return {"type": "string", "format": "date"}

    def yes(self, _):
        return {"type": "boolean"}

    def tick(self, _):
        return dict(TICK)

    def options(self):
        codes = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit")[: self.between(1, 8)]
        return [self.said({"const": code}, title=f"Option {code}") for code in codes]

    def choice(self, _):
        schema = {"type": "string", "oneOf": self.options()}
        return {**schema, "default": "un"} if self.often(20) else schema

    def several(self, _):
        options = self.options()
        limits = {"maxItems": self.between(1, len(options))}
        items = {"type": "string", "oneOf": options}
        return {"type": "array", "uniqueItems": True, **self.pick(({}, {"minItems": 1})), **limits, "items": items}

    def file(self, _):
        papers = [self.said({"id": f"papier-{number}", "kind": "piece"}, title=f"Papier {number}")
                  for number in range(self.between(1, 3))]  # fmt: skip
        for paper in papers:
            paper.update(
                self.pick(({}, {"maxAge": "P3M"}, {"notExpired": True}, {"maxAge": "P1Y", "notExpired": True}))
            )
        document = {"accepts": papers, "reuse": self.often(50), "verify": self.often(50)}
        return {"$ref": "guichet:fragments/files", "x-document": document}

    def lookup(self, _):
        return {"type": "string", "x-lookup": {"list": "ecoles", "value": "code", "label": "nom"}}

    def fragment(self, _):
        return {"$ref": f"guichet:fragments/{self.pick(FRAGMENTS)}"}

    def object(self, depth):
        schema = self.group(depth + 1)
        if "allOf" in schema or self.often(30):
            # Conditions stand in the root, in rows and in definitions only.
            name = f"groupe{self.count}"
            self.shared[name] = schema
            return {"$ref": f"#/$defs/{name}"}
        return schema

    def repeat(self, depth):
        most = self.between(1, 6)
        least = {"minItems": self.between(1, most)} if self.often(40) else {}
        return {"type": "array", **least, "maxItems": most, "items": self.group(depth + 1)}

    def group(self, depth):
        """An object schema with its own conditions and rules."""
        names = [self.name() for _ in range(self.between(1, 4))]
        properties = {name: self.field(depth) for name in names}
        schema = {"type": "object", "additionalProperties": False, "properties": properties}
        return self.wired(schema, "row.", depth)

    # ---- Conditions, expressions ----

    def wired(self, schema, prefix, depth):
        """Conditions on earlier fields, requirements for the rest, rules and a computed field."""
        properties = schema["properties"]
        entries, taken = [], set()
        names = list(properties)
        for place, name in enumerate(names):
            drivers = [earlier for earlier in names[:place] if self.testable(properties[earlier], earlier in taken)]
            if drivers and self.often(50):
                entries += self.switch(properties, name, self.pick(drivers))
                taken.add(name)
        required = [name for name in names if name not in taken and self.often(60)]
        if required:
            schema["required"] = required
        if entries:
            schema["allOf"] = entries
        rules = [rule for name in names if self.often(25) and (rule := self.rule(properties, name, prefix))]
        if rules:
            schema["x-rules"] = rules
        if self.often(40):
            self.compute(schema, prefix)
        return schema

    def testable(self, schema, conditional):
        return not conditional and ("oneOf" in schema or schema.get("type") in ("boolean", "integer", "number"))

    def test(self, schema):
        if "oneOf" in schema:
            codes = [option["const"] for option in schema["oneOf"]]
            return self.pick(
                ({"const": codes[0]}, {"enum": codes[: max(1, len(codes) - 1)]}, {"not": {"const": codes[-1]}})
            )
        if schema["type"] == "boolean":
            return {"const": True if "const" in schema else self.pick((True, False))}
        return {self.pick(("minimum", "maximum")): schema.get("minimum", 0) + self.between(0, 3)}

    def switch(self, properties, name, driver):
        test = {"properties": {driver: self.test(properties[driver])}, "required": [driver]}
        if self.often(15):
            return [{"if": test, "then": {"required": [name]}}]
        shown = {"then": {"required": [name]}} if self.often(60) else {}
        return [{"if": test, **shown, "else": {"properties": {name: False}}}]

    def rule(self, properties, name, prefix):
        expression = self.asserted(properties[name], f"{prefix}{name}", prefix)
        if expression is None:
            return None
        at = f"@/{name}" if prefix else f"/{name}"
        level = self.pick(("error", "error", "warning"))
        rule = {"id": f"regle-{name}", "assert": expression, "at": at, "level": level}
        return self.said(rule, message="Ce n’est pas possible. Vérifiez.")

    def asserted(self, schema, name, prefix):
        if schema.get("format") == "date":
            return self.pick((f"{name} <= today", f"age({name}) >= 18", f"days(today, {name}) >= settings.delai",
                              f"weekday({name}) < 6", f"{name} < plus(today, 'P2Y')"))  # fmt: skip
        if schema.get("type") == "integer":
            return self.pick((f"{name} != 13", f"{name} * 2 < 1000", f"{name} % 2 == 0 || {name} > 3"))
        if schema.get("type") == "number":
            return self.pick((f"{name} >= 0.5", f"round({name}) < 90"))
        if schema.get("type") == "string" and "pattern" not in schema and "x-lookup" not in schema:
            return self.pick((f"normalise({name}) != 'interdit'", f"!{name}.startsWith('z')"))
        return None

    def compute(self, schema, prefix):
        properties = schema["properties"]
        sources = []
        for name, field in properties.items():
            read = f"{prefix}{name}"
            if field.get("format") == "date":
                sources += [
                    ("integer", f"age({read})"),
                    ("boolean", f"{read} < today"),
                    ("string", f"plus({read}, 'P1M')"),
                ]
            elif field.get("type") == "integer":
                sources += [("integer", f"{read} + 1"), ("boolean", f"{read} > 2")]
            elif field.get("type") == "string" and "oneOf" in field:
                sources += [("boolean", f"{read} == 'un'"), ("integer", f"{read} == 'un' ? 100 : settings.delai")]
            elif field.get("type") == "array" and "properties" in field["items"]:
                sources += [("integer", f"size({read})")]
                below = field["items"]["properties"].items()
                whole = [inner for inner, schema in below if schema.get("type") == "integer"]
                sources += [("integer", f"sum({read}.map(r, r.{inner}))") for inner in whole]
        if sources:
            kind, expression = self.pick(sources)
            hidden = {"x-ui": {"widget": "hidden"}} if self.often(50) else {}
            bounds = {"maxLength": 40} if kind == "string" else {}
            computed = {"type": kind, **bounds, "readOnly": True, "x-computed": expression, **hidden}
            properties[self.name()] = self.said(computed, title=f"Calcul {self.count}")

    # ---- The whole ----

    def definition(self):
        names = [self.name() for _ in range(self.between(1, 9))]
        properties = {}
        for name in names:
            quotable = [known for known, field in properties.items() if field.get("type") in ("string", "integer")]
            properties[name] = self.field(1, quotable)
        root = self.wired({"type": "object", "additionalProperties": False, "properties": properties}, "", 1)
        document = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "x-definition": 1,
            **self.said({}, title="Essai"),
            "x-procedure": self.procedure(),
            "x-settings": {"delai": self.said({"type": "integer", "default": 5}, title="Délai")},
            "x-privacy": self.said(
                {"basis": "public-task", "retention": "P6M", "recipients": ["voirie"]}, purpose="But"
            ),
            "x-steps": self.steps(root),
            **root,
            **(
                {"$defs": {name: self.said(schema, title="Groupe") for name, schema in self.shared.items()}}
                if self.shared
                else {}
            ),
        }
        self.exit(document)
        return document

    def procedure(self):
        known = {"id": "exemple", "version": "1.0.0", "state": "live", "category": "cadre-de-vie", "service": "voirie"}
        known |= {"online": "full", "access": "open", "languages": self.languages, "reference": "EXE"}
        return self.said(known, summary="Essai")

    def steps(self, root):
        shown = [name for name, field in root["properties"].items() if field.get("x-ui", {}).get("widget") != "hidden"]
        cuts = sorted({0, len(shown), *(self.between(1, len(shown)) for _ in range(self.between(0, 2)))})
        steps = []
        for number, (start, end) in enumerate(pairwise(cuts)):
            entries = [f"/{name}" for name in shown[start:end]]
            if self.often(25):
                notice = self.said(
                    {"tone": self.pick(("info", "warning", "success"))}, title="À savoir", body="Un *avis*."
                )
                entries.insert(self.between(0, len(entries)), {"notice": notice})
            steps.append(self.said({"id": f"etape-{number}", "fields": entries}, title=f"Étape {number}"))
        if self.often(40):
            steps[-1]["review"] = True
        return steps

    def exit(self, document):
        fields = document["properties"]
        drivers = [name for name in document.get("required", ()) if self.testable(fields[name], False)]
        # Who must tick a box and may not tick it can never send anything.
        drivers = [name for name in drivers if "const" not in fields[name]]
        if drivers and self.often(40):
            name = self.pick(drivers)
            test = {"properties": {name: self.test(document["properties"][name])}, "required": [name]}
            screen = self.said({"id": "non"}, title="Pas ici", body="Voyez **ailleurs**.")
            document.setdefault("allOf", []).append({"x-exit": screen, "if": test, "then": False})


def spoilt(document, chances):
    """The same with one to three places changed to what stands at another place, or to something small."""
    places = list(_places(document))
    for _ in range(chances.between(1, 3)):
        holder, key = pick(chances, places)
        other, there = pick(chances, places)
        small = (0, 1, 2, 50, 300, True, "x", "/champ1", "champ1", [], {}, "P1D", "1", "^a*$")
        try:
            value = copy.deepcopy(other[there]) if often(chances, 50) else pick(chances, small)
            if often(chances, 25):
                del holder[key]
            else:
                holder[key] = value
        except (KeyError, IndexError):
            continue
    return document


def _places(node):
    entries = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in entries:
        yield node, key
        yield from _places(value)


@pytest.fixture(scope="session")
def made():
    """Make a definition document from a source of choices."""
    return lambda chances: Maker(chances).definition()


@pytest.fixture(scope="session")
def nearly_made():
    """Make one in which a few things are out of place."""
    return lambda chances: spoilt(Maker(chances).definition(), chances)
