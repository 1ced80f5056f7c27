"""Every kind of change of a definition has its code and its class, and none is silent."""

import copy
import json

import pytest

from guichet_validate.checks.phrasing import LANGUAGES, catalogue, say
from guichet_validate.diff import compare
from guichet_validate.diff.change import CODES, LEVELS
from guichet_validate.loading import load
from guichet_validate.pointers import get

GENERAL = {"version-not-raised", "tests-changed"}


def put(pointer, value):
    def change(document):
        parent, _, key = pointer.rpartition("/")
        holder = get(document, parent)
        holder[int(key) if isinstance(holder, list) else key] = value

    return change


def drop(pointer):
    def change(document):
        parent, _, key = pointer.rpartition("/")
        holder = get(document, parent)
        del holder[int(key) if isinstance(holder, list) else key]

    return change


def add(pointer, *values):
    return lambda document: get(document, pointer).extend(values)


def rename(pointer, key):
    def change(document):
        parent, _, name = pointer.rpartition("/")
        holder = get(document, parent)
        items = [(key if known == name else known, value) for known, value in holder.items()]
        holder.clear()
        holder.update(items)

    return change


def replace(pointer, old, new):
    return lambda document: put(pointer, [new if item == old else item for item in get(document, pointer)])(document)


def every(*changes):
    def change(document):
        for one in changes:
            one(document)

    return change


def swap(pointer, first, second):
    def change(document):
        rows = get(document, pointer)
        rows[first], rows[second] = rows[second], rows[first]

    return change


P, S, F = "/x-procedure", "/x-steps", "/properties"
TEXT = {"title": "Club", "type": "string", "maxLength": 80}
FILES = {
    "$ref": "guichet:fragments/files",
    "title": "Plan",
    "x-document": {"accepts": [{"id": "p", "kind": "plan", "title": "Plan"}]},
}
ACCEPTS = f"{F}/identite/x-document/accepts"
IF_OTHER = {"properties": {"salle": {"const": "autre"}}, "required": ["salle"]}


def condition(**tests):
    return {"properties": tests, "required": list(tests)}


TABLE = [
    # identity
    ("id", put(f"{P}/id", "salles"), "procedure-id"),
    ("closed", put(f"{P}/state", "closed"), "state-closed"),
    ("more access", put(f"{P}/access", "open"), "access-loosened"),
    ("less access", put(f"{P}/access", "verified"), "access-tightened"),
    ("more online", put(f"{P}/online", "full"), "online-more"),
    ("less online", put(f"{P}/online", "none"), "online-less"),
    ("category", put(f"{P}/category", "sport"), "category-changed"),
    ("service", put(f"{P}/service", "sport"), "service-changed"),
    ("language added", add(f"{P}/languages", "de"), "language-added"),
    ("language removed", drop(f"{P}/languages/1"), "language-removed"),
    ("default language", put(f"{P}/languages", ["en", "fr"]), "language-default"),
    ("reference", put(f"{P}/reference", "SLL"), "reference-changed"),
    ("summary", put(f"{P}/summary", "{/salle}"), "text-changed"),
    ("closes", put(f"{P}/closes", "2026-12-01"), "window-changed"),
    ("opens", put(f"{P}/opens", "2026-12-01"), "window-changed"),
    ("delay longer", put(f"{P}/delay", "P40D"), "delay-longer"),
    ("delay shorter", put(f"{P}/delay", "P2W"), "delay-shorter"),
    ("delay gone", drop(f"{P}/delay"), "delay-longer"),
    ("delays", put(f"{P}/delays", [{"if": {"required": ["nom"]}, "delay": "P2M"}]), "delays-changed"),
    ("silence", put(f"{P}/silence", "accept"), "silence-changed"),
    ("limit lower", put(f"{P}/limit/perAccount", 1), "limit-tightened"),
    ("limit added", put(f"{P}/limit/perMember", 1), "limit-tightened"),
    ("limit higher", put(f"{P}/limit/perAccount", 5), "limit-loosened"),
    ("follows more", add(f"{P}/follows", "club"), "follows-added"),
    ("follows less", drop(f"{P}/follows"), "follows-removed"),
    ("legal", put(f"{P}/legal", [{"title": "Loi", "source": "https://loi.example"}]), "legal-changed"),
    ("keywords", add(f"{P}/keywords", "fête"), "search-changed"),
    ("information", put("/x-information/sections/0/body", "Payant."), "information-changed"),
    # settings and privacy
    ("setting added", put("/x-settings/prix", {"title": "Prix", "type": "integer", "default": 0}), "setting-added"),
    ("setting removed", drop("/x-settings/duree"), "setting-removed"),
    ("setting default", put("/x-settings/duree/default", 4), "setting-default"),
    ("setting bound", put("/x-settings/duree/maximum", 9), "setting-changed"),
    ("setting title", put("/x-settings/duree/title", "Heures"), "text-changed"),
    ("purpose", put("/x-privacy/purpose", "Louer"), "privacy-purpose"),
    ("basis", put("/x-privacy/basis", "consent"), "privacy-basis"),
    ("retention", put("/x-privacy/retention", "P5Y"), "privacy-retention"),
    ("draft retention", put("/x-privacy/draftRetention", "P60D"), "privacy-draft"),
    ("recipients", add("/x-privacy/recipients", "police"), "privacy-recipients"),
    ("sensitive", put("/x-privacy/sensitive", True), "privacy-sensitive"),
    ("erase", drop(f"{F}/jour/x-privacy"), "privacy-erase"),
    # steps
    ("step title", put(f"{S}/0/title", "Qui êtes-vous ?"), "text-changed"),
    ("step renamed", put(f"{S}/0/id", "identite"), "step-renamed"),
    ("steps moved", swap(S, 1, 2), "steps-reordered"),
    ("field to another step", every(drop(f"{S}/1/fields/2"), add(f"{S}/2/fields", "/jour")), "field-changed-step"),
    (
        "step merged",
        every(drop(f"{S}/2"), add(f"{S}/1/fields", "/materiel", "/options")),
        "step-merged",
    ),
    (
        "step split",
        every(
            drop(f"{S}/1/fields/2"),
            lambda d: d["x-steps"].insert(2, {"id": "quand", "title": "Quand", "fields": ["/jour"]}),
        ),
        "step-added field-changed-step",
    ),
    ("fields in another order", swap(f"{S}/1/fields", 0, 2), "fields-reordered"),
    ("review", drop(f"{S}/4/review"), "step-review"),
    ("notice removed", drop(f"{S}/0/fields/2"), "notice-removed"),
    ("notice added", add(f"{S}/1/fields", {"notice": {"body": "Fermé en août."}}), "notice-added"),
    ("notice changed", put(f"{S}/0/fields/2/notice/body", "Appelez-nous."), "notice-changed"),
    ("notice condition", drop(f"{S}/0/fields/2/if"), "notice-changed"),
    # fields
    ("field added", every(put(f"{F}/club", TEXT), add(f"{S}/0/fields", "/club")), "field-added-optional"),
    (
        "field added, required",
        every(put(f"{F}/club", TEXT), add(f"{S}/0/fields", "/club"), add("/required", "club")),
        "field-added-required",
    ),
    (
        "field added, required sometimes",
        every(
            put(f"{F}/club", TEXT),
            add(f"{S}/0/fields", "/club"),
            add("/allOf", {"if": IF_OTHER, "then": {"required": ["club"]}, "else": {"properties": {"club": False}}}),
        ),
        "field-added-required",
    ),
    ("document added", every(put(f"{F}/plan", FILES), add(f"{S}/3/fields", "/plan")), "document-added-optional"),
    (
        "document added, required",
        every(put(f"{F}/plan", FILES), add(f"{S}/3/fields", "/plan"), add("/required", "plan")),
        "document-added-required",
    ),
    ("row field added", put(f"{F}/materiel/items/properties/couleur", TEXT), "field-added-optional"),
    ("row field removed", drop(f"{F}/materiel/items/properties/genre"), "field-removed"),
    ("field removed", every(drop(f"{F}/surface"), drop(f"{S}/1/fields/4")), "field-removed"),
    (
        "document removed",
        every(drop(f"{F}/identite"), drop(f"{S}/3/fields/0"), drop("/required/3")),
        "document-removed",
    ),
    ("helper removed", drop(f"{F}/total"), "helper-removed"),
    (
        "helper added",
        put(f"{F}/annee", {"title": "Année", "type": "integer", "readOnly": True, "x-computed": "year(jour)"}),
        "helper-added",
    ),
    (
        "field renamed",
        every(rename(f"{F}/surface", "metres"), replace(f"{S}/1/fields", "/surface", "/metres")),
        "field-renamed",
    ),
    (
        "field renamed and retyped text",
        every(
            rename(f"{F}/surface", "metres"),
            put(f"{F}/metres/x-ui", {"suffix": "m"}),
            replace(f"{S}/1/fields", "/surface", "/metres"),
        ),
        "field-renamed presentation-changed",
    ),
    (
        "field moved into a group",
        every(
            drop(f"{F}/surface"),
            put(
                f"{F}/mesures",
                {
                    "title": "Mesures",
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"surface": {"title": "Surface", "type": "number", "x-ui": {"suffix": "m²"}}},
                },
            ),
            replace(f"{S}/1/fields", "/surface", "/mesures"),
        ),
        "field-added-optional field-removed",
    ),
    ("type", every(put(f"{F}/surface/type", "string"), put(f"{F}/surface/maxLength", 9)), "type-changed"),
    ("integer to number", every(put(f"{F}/convives/type", "number")), "type-widened"),
    ("required", add("/required", "jour"), "required-added"),
    ("no longer required", drop("/required/0"), "required-removed"),
    ("label", put(f"{F}/nom/title", "Nom de famille"), "text-changed"),
    ("hint", drop(f"{F}/nom/description"), "text-changed"),
    ("help", put(f"{F}/nom/x-help", "Voyez votre carte."), "text-changed"),
    ("error text", put(f"{F}/nom/x-errors/required", "Votre nom ?"), "text-changed"),
    ("translation", put(f"{F}/nom/x-i18n/en/title", "Last name"), "translation-changed"),
    ("translation added", put("/x-i18n/en/description", "For a party."), "translation-changed"),
    ("comment", put("/$comment", "revu en mai"), "comment-changed"),
    ("accepted finding", put("/x-checks", {"accept": []}), "comment-changed"),
    ("default", put(f"{F}/salle/default", "grande"), "default-changed"),
    ("retired", put(f"{F}/raison/deprecated", True), "field-retired"),
    ("widget", put(f"{F}/surface/x-ui/suffix", "mètres carrés"), "presentation-changed"),
    ("money", put(f"{F}/convives/x-ui", {"widget": "money"}), "unit-changed presentation-changed"),
    ("shown", put(f"{F}/total/x-ui", {"widget": "computed"}), "hidden-changed presentation-changed"),
    # what a field takes
    ("option added", add(f"{F}/salle/oneOf", {"const": "cour", "title": "Cour"}), "option-added"),
    ("option removed", drop(f"{F}/salle/oneOf/1"), "option-removed"),
    ("option retitled", put(f"{F}/salle/oneOf/1/title", "Salle des fêtes"), "text-changed"),
    ("option retired", put(f"{F}/salle/oneOf/1/deprecated", True), "option-retired"),
    ("options in another order", swap(f"{F}/salle/oneOf", 0, 1), "order-changed"),
    ("options imposed", put(f"{F}/raison/oneOf", [{"const": "fete", "title": "Fête"}]), "options-imposed"),
    ("options freed", every(drop(f"{F}/salle/oneOf"), put(f"{F}/salle/maxLength", 20)), "options-freed bound-kept"),
    ("several, option removed", drop(f"{F}/options/items/oneOf/0"), "option-removed"),
    ("several, fewer", put(f"{F}/options/maxItems", 1), "bound-narrowed"),
    ("minimum up", put(f"{F}/convives/minimum", 2), "bound-narrowed"),
    ("minimum down", put(f"{F}/convives/minimum", 0), "bound-widened"),
    ("maximum up", put(f"{F}/convives/maximum", 60), "bound-widened"),
    ("maximum gone", drop(f"{F}/convives/maximum"), "bound-widened"),
    ("bound added", put(f"{F}/surface/minimum", 1), "bound-narrowed"),
    ("finer steps", put(f"{F}/convives/multipleOf", 0.1), "bound-widened"),
    ("coarser steps", put(f"{F}/convives/multipleOf", 3), "bound-narrowed"),
    ("longer text", put(f"{F}/nom/maxLength", 100), "bound-widened"),
    ("shorter text", put(f"{F}/nom/maxLength", 40), "bound-narrowed"),
    ("multiples", put(f"{F}/convives/multipleOf", 5), "bound-narrowed"),
    ("unique", put(f"{F}/options/uniqueItems", True), "bound-narrowed"),
    ("row bound", put(f"{F}/materiel/items/properties/nombre/maximum", 4), "bound-narrowed"),
    ("fewer rows", put(f"{F}/materiel/maxItems", 2), "bound-narrowed"),
    ("pattern changed", put(f"{F}/precision/pattern", "^[A-Z]+$"), "shape-changed"),
    ("pattern gone", drop(f"{F}/precision/pattern"), "shape-removed"),
    ("pattern added", put(f"{F}/raison/pattern", "^[A-Z]+$"), "shape-added"),
    ("format gone", every(drop(f"{F}/jour/format"), put(f"{F}/jour/maxLength", 10)), "shape-removed bound-kept"),
    ("const", put(f"{F}/adulte/const", True), "value-imposed"),
    ("list imposed", put(f"{F}/raison/x-lookup", {"list": "rues", "value": "code", "label": "nom"}), "lookup-list"),
    # where answers come from and go
    ("prefill gone", drop(f"{F}/nom/x-prefill"), "prefill-removed"),
    ("prefill added", put(f"{F}/raison/x-prefill", {"from": ["request:last/raison"]}), "prefill-added"),
    ("prefill changed", drop(f"{F}/nom/x-prefill/from/0"), "prefill-changed"),
    ("prefill locked", put(f"{F}/nom/x-prefill/lock", ["franceconnect:family_name"]), "prefill-locked"),
    ("feed gone", drop(f"{F}/nom/x-feed"), "feed-removed"),
    ("feed changed", put(f"{F}/nom/x-feed/mode", "update"), "feed-changed"),
    ("feed added", put(f"{F}/raison/x-feed", {"to": "profile:/contacts/reason"}), "feed-added"),
    ("computed", put(f"{F}/total/x-computed", "sum(materiel.map(m, 2 * m.nombre))"), "computed-changed"),
    (
        "computed now",
        every(put(f"{F}/surface/x-computed", "1.5"), put(f"{F}/surface/readOnly", True)),
        "field-computed changed",
    ),
    # documents
    ("paper added", add(ACCEPTS, {"id": "passeport", "kind": "passeport", "title": "Passeport"}), "alternative-added"),
    ("paper removed", drop(f"{ACCEPTS}/0"), "alternative-removed"),
    ("papers in another order", swap(ACCEPTS, 0, 1), "order-changed"),
    ("paper's kind", put(f"{ACCEPTS}/0/kind", "carte-nationale"), "alternative-kind"),
    ("younger paper", put(f"{ACCEPTS}/1/maxAge", "P1M"), "max-age-shorter"),
    ("older paper", put(f"{ACCEPTS}/1/maxAge", "P100D"), "max-age-longer"),
    ("any age", drop(f"{ACCEPTS}/1/maxAge"), "max-age-longer"),
    ("age asked", put(f"{ACCEPTS}/0/maxAge", "P1Y"), "max-age-shorter"),
    ("expiry dropped", drop(f"{ACCEPTS}/0/notExpired"), "expiry-dropped"),
    ("expiry asked", put(f"{ACCEPTS}/1/notExpired", True), "expiry-asked"),
    ("holder", drop(f"{F}/identite/x-document/holder"), "holder-changed"),
    ("no reuse", put(f"{F}/identite/x-document/reuse", False), "reuse-removed"),
    ("unverified", put(f"{F}/identite/x-document/verify", False), "verify-changed"),
    ("model", put(f"{F}/identite/x-document/model", "/modele.pdf"), "model-changed"),
    ("made a document", put(f"{F}/photo/x-document", FILES["x-document"]), "document-made"),
    ("no document any more", drop(f"{F}/identite/x-document"), "document-unmade"),
    # conditions
    ("exit removed", drop("/allOf/0"), "exit-removed"),
    (
        "exit added",
        add("/allOf", {"x-exit": {"id": "x", "title": "X", "body": "x"}, "if": IF_OTHER, "then": False}),
        "exit-added",
    ),
    ("exit text", put("/allOf/0/x-exit/body", "Revenez."), "text-changed"),
    ("exit for more", put("/allOf/0/if", {"required": ["adulte"]}), "exit-more"),
    (
        "exit for fewer",
        put("/allOf/0/if", condition(adulte={"const": False}, salle={"const": "grande"})),
        "exit-less",
    ),
    ("asked of more", put("/allOf/1/if", condition(salle={"enum": ["autre", "grande"]})), "field-asked-more"),
    (
        "asked of fewer",
        put("/allOf/1/if", condition(salle={"const": "autre"}, adulte={"const": True})),
        "field-shown-less",
    ),
    ("asked of others", put("/allOf/1/if", condition(salle={"const": "petite"})), "field-shown-otherwise"),
    ("offered to more", put("/allOf/2/if", condition(salle={"enum": ["autre", "grande"]})), "field-shown-more"),
    ("required of more", put("/allOf/3/if", condition(salle={"enum": ["petite", "grande"]})), "required-more"),
    ("required of none", drop("/allOf/3"), "required-less"),
    ("required where offered", put("/allOf/2/then", {"required": ["raison"]}), "required-more"),
    ("offered where required", drop("/allOf/1/then"), "required-less"),
    ("narrowed for more", put("/allOf/4/if", {"required": ["salle"]}), "narrowed-more"),
    ("narrowed further", put("/allOf/4/then/properties/convives/maximum", 10), "bound-narrowed"),
    ("narrowed less", put("/allOf/4/then/properties/convives/maximum", 30), "bound-widened"),
    ("narrowed for none", drop("/allOf/4"), "narrowed-less"),
    ("always offered", drop("/allOf/2"), "field-made-unconditional"),
    (
        "offered on a condition",
        add("/allOf", {"if": IF_OTHER, "else": {"properties": {"surface": False}}}),
        "field-made-conditional",
    ),
    ("the same otherwise said", put("/allOf/1/if", condition(salle={"enum": ["autre"]})), "condition-rewritten"),
    (
        "the same, by the others",
        put("/allOf/1/if", condition(salle={"not": {"enum": ["petite", "grande"]}})),
        "condition-rewritten",
    ),
    ("a row's condition", put(f"{F}/materiel/items/allOf/0/if/properties/nombre/minimum", 3), "field-asked-more"),
    (
        "a row's bound otherwise said",
        put(f"{F}/materiel/items/allOf/0/if/properties/nombre", {"exclusiveMinimum": 4}),
        "condition-rewritten",
    ),
    ("beyond deciding", put("/allOf/1/if", condition(nom={"pattern": "^A"})), "condition-changed"),
    ("conditions in another order", swap("/allOf", 1, 3), "order-changed"),
    # rules
    ("rule added", add("/x-rules", {"id": "r", "assert": "true", "at": "/jour", "message": "Non."}), "rule-added"),
    (
        "warning added",
        add("/x-rules", {"id": "r", "assert": "true", "at": "/jour", "message": "Non.", "level": "warning"}),
        "warning-added",
    ),
    ("rule removed", drop("/x-rules/0"), "rule-removed"),
    ("rule changed", put("/x-rules/0/assert", "jour >= today"), "rule-changed"),
    ("rule conditioned", put("/x-rules/0/when", "adulte"), "rule-changed"),
    ("rule message", put("/x-rules/0/message", "Plus tard."), "text-changed"),
    ("rule hardened", drop("/x-rules/1/level"), "rule-hardened"),
    ("rule softened", put("/x-rules/0/level", "warning"), "rule-softened"),
    ("row's rule", put(f"{F}/materiel/items/x-rules/0/assert", "row.nombre > 1"), "rule-changed"),
    ("row's rule gone", drop(f"{F}/materiel/items/x-rules"), "rule-removed"),
    ("rules in another order", swap("/x-rules", 0, 1), "order-changed"),
    # what the city sends
    ("message", put("/x-messages/taken/body", "Bien reçu."), "message-changed"),
    ("message added", put("/x-messages/closed", {"subject": "Fini", "body": "Fini."}), "message-added"),
    ("message removed", drop("/x-messages"), "message-removed"),
    ("decision", put("/x-decision/0/body", "Refusé."), "decision-changed"),
    ("decision added", add("/x-decision", {"id": "refus", "title": "Refus", "body": "Non."}), "decision-added"),
    ("decision removed", drop("/x-decision"), "decision-removed"),
    ("tests", put("/x-tests", []), "tests-changed"),
    ("format", put("/x-definition", 2), "changed"),
    ("a keyword that nobody knows", put(f"{F}/nom/x-inconnu", 1), "changed"),
]


@pytest.mark.parametrize(("change", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_each_change_has_its_code(base, base_definition, change, expected):
    change(base)
    found = compare(base_definition, load(base))
    codes = {told.code for told in found} - GENERAL
    assert codes == set(expected.split()) - GENERAL
    assert "version-not-raised" in {told.code for told in found}
    assert [told.level for told in found] == sorted((told.level for told in found), key=LEVELS.index)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_change_is_told_in_words(base, base_definition, lang):
    told = set()
    for _, change, _ in TABLE:
        document = copy.deepcopy(base)
        change(document)
        other = load(document)
        for found in (*compare(base_definition, other), *compare(other, base_definition)):
            texts = catalogue(lang, f"diff-{found.code}")
            message = texts.get_message(f"diff-{found.code}")
            # What the sentence names, the change tells: the library notes each variable that is missing.
            text, missing = texts.format_pattern(message.value, dict(found.params))
            assert missing == []
            assert "{" not in text or "{/" in text, text
            told.add(found.code)
    assert len(told) > 100


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_its_sentence(lang):
    assert [code for code in CODES if not say(f"diff-{code}", {}, lang)] == []


def test_the_table_is_of_use():
    covered = {code for row in TABLE for code in row[2].split()}
    # Told by the tests below.
    elsewhere = {"version-raised", "version-not-raised", "state-opened", "state-changed", "step-removed", "field-moved"}
    elsewhere |= {
        "option-restored",
        "value-freed",
        "setting-added",
        "prefill-unlocked",
        "lookup-removed",
        "lookup-label",
    }
    elsewhere |= {"lookup-filter", "reuse-added", "field-not-computed"}
    assert covered | elsewhere == set(CODES)


BACK = [
    ("state-opened", put(f"{P}/state", "closed")),
    ("option-restored", put(f"{F}/salle/oneOf/1/deprecated", True)),
    ("value-freed", put(f"{F}/adulte/const", True)),
    ("prefill-unlocked", put(f"{F}/nom/x-prefill/lock", ["franceconnect:family_name"])),
    ("lookup-removed", put(f"{F}/raison/x-lookup", {"list": "rues", "value": "code", "label": "nom"})),
    ("reuse-added", put(f"{F}/identite/x-document/reuse", False)),
    ("field-not-computed", put(f"{F}/surface/x-computed", "1.5")),
    ("exit-added", drop("/allOf/0")),
    ("rule-added", drop("/x-rules/0")),
    ("field-made-conditional", drop("/allOf/2")),
    ("field-added-optional", every(drop(f"{F}/surface"), drop(f"{S}/1/fields/4"))),
]


@pytest.mark.parametrize(("code", "change"), BACK, ids=[row[0] for row in BACK])
def test_each_change_has_another_code_the_other_way_round(base, base_definition, code, change):
    change(base)
    assert code in {told.code for told in compare(load(base), base_definition)}


LOOKUP = {"list": "rues", "value": "code", "label": "nom", "filter": {"quartier": "/raison"}}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [("list", "places", "lookup-list"), ("label", "titre", "lookup-label"), ("filter", {"q": "/nom"}, "lookup-filter")],
)
def test_a_reference_list_may_change_in_three_ways(base, key, value, code):
    base["properties"]["nom"]["x-lookup"] = LOOKUP
    before = load(base)
    after = {
        **base,
        "properties": {**base["properties"], "nom": {**base["properties"]["nom"], "x-lookup": {**LOOKUP, key: value}}},
    }
    assert {told.code for told in compare(before, load(after))} - GENERAL == {code}


def test_a_closed_procedure_may_become_a_page(base, base_definition):
    base["x-procedure"]["state"] = "closed"
    closed = load(base)
    page = load({**base, "x-procedure": {**base["x-procedure"], "state": "information"}})
    assert [told.code for told in compare(closed, page)] == ["version-not-raised", "state-changed"]


def test_a_step_goes_with_its_fields(base, base_definition):
    every(drop(f"{S}/2"), drop(f"{F}/total"), drop(f"{F}/materiel"), drop(f"{F}/options"))(base)
    codes = [told.code for told in compare(base_definition, load(base))]
    assert sorted(set(codes) - GENERAL) == ["field-removed", "helper-removed", "step-removed"]
    assert codes.count("field-removed") == 2


def test_a_field_that_keeps_its_name_and_title_in_another_place_has_moved(base, base_definition):
    group = {"title": "Lieu", "type": "object", "additionalProperties": False, "properties": {"salle2": TEXT}}
    put(f"{F}/lieu", group)(base)
    add(f"{S}/0/fields", "/lieu")(base)
    before = load(base)
    base["properties"]["lieu"]["properties"]["surface"] = base["properties"].pop("surface")
    drop(f"{S}/1/fields/4")(base)
    changes = compare(before, load(base))
    moved = next(told for told in changes if told.code == "field-moved")
    assert (moved.params["old"], moved.params["new"]) == ("/surface", "/lieu/surface")
    assert {told.code for told in changes} - GENERAL == {"field-moved", "field-changed-step"}


def test_conditions_follow_a_field_that_was_renamed(base, base_definition):
    document = json.loads(json.dumps(base).replace('"salle"', '"lieu"').replace('"/salle"', '"/lieu"'))
    document["x-steps"][1]["id"] = "salle"
    document["x-procedure"] = base["x-procedure"]
    assert {told.code for told in compare(base_definition, load(document))} - GENERAL == {"field-renamed"}
    document["allOf"][1]["if"]["properties"]["lieu"] = {"enum": ["autre", "grande"]}
    document["properties"]["materiel"]["items"]["allOf"][0]["if"]["properties"]["nombre"]["minimum"] = 3
    changes = compare(base_definition, load(document))
    assert {told.code for told in changes} - GENERAL == {"field-renamed", "condition-changed", "field-asked-more"}


@pytest.mark.parametrize(
    ("version", "code"),
    [
        ("1.2.4", "version-raised"),
        ("2.0.0", "version-raised"),
        ("1.2.2", "version-not-raised"),
        ("1.10.0", "version-raised"),
    ],
)
def test_versions_are_compared_as_numbers(base, base_definition, version, code):
    base["x-procedure"]["version"] = version
    base["title"] = "Louer une salle"
    assert [told.code for told in compare(base_definition, load(base)) if told.code.startswith("version")] == [code]


def test_a_change_says_where_it_stands_in_both(base, base_definition):
    base["x-steps"].insert(0, {"id": "debut", "title": "Début", "fields": []})
    base["properties"]["convives"]["maximum"] = 10
    base["x-steps"][2]["title"] = "Quelle salle ?"
    changes = {told.code: told for told in compare(base_definition, load(base))}
    narrowed = changes["bound-narrowed"]
    assert narrowed.old == narrowed.new == "/properties/convives/maximum"
    assert narrowed.params == {"field": "Convives", "at": "/convives", "keyword": "maximum", "old": 50, "new": 10}
    assert (changes["text-changed"].old, changes["text-changed"].new) == ("/x-steps/1/title", "/x-steps/2/title")
    assert (changes["step-added"].old, changes["step-added"].new) == (None, "/x-steps/0")
