"""Numbers of registries: whatever stands between their groups, they are kept as the field's pattern wants them."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet_validate import identifiers
from guichet_validate.coerce import coerce
from guichet_validate.engine import evaluate
from guichet_validate.formats import FORMATS
from guichet_validate.widgets import FORMAT_OF, usual

COMPACT = {
    "iban": "FR7630006000011234567890189",
    "siret": "73282932000074",
    "siren": "732829320",
    "nir": "184122A45108933",
    "rna": "W751234567",
    "plate-fr": "AB123CD",
}
WRITTEN = {
    "iban": "FR76 3000 6000 0112 3456 7890 189",
    "siret": "732 829 320 00074",
    "siren": "732 829 320",
    "nir": "1 84 12 2A 451 089 33",
    "rna": "W751234567",
    "plate-fr": "AB-123-CD",
}
# What each demonstration and most cities write.
PATTERNS = {
    "iban": "^[A-Z]{2}[0-9]{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,4})?$",
    "siret": "^[0-9]{3} ?[0-9]{3} ?[0-9]{3} ?[0-9]{5}$",
    "siren": "^[0-9]{9}$",
    "nir": "^[1-478][0-9]{4}([0-9]{2}|2A|2B)[0-9]{8}$",
    "rna": "^W[0-9][0-9A-Z][0-9]{7}$",
}


@pytest.mark.parametrize("name", sorted(COMPACT))
def test_a_number_is_grouped_as_people_write_it(name):
    assert identifiers.grouped(name, COMPACT[name]) == WRITTEN[name]
    assert identifiers.grouped(name, WRITTEN[name]) == WRITTEN[name]
    assert FORMATS[name](COMPACT[name])
    assert FORMATS[name](WRITTEN[name])


@pytest.mark.parametrize("name", sorted(PATTERNS))
@pytest.mark.parametrize("between", [" ", ".", "-", "\u00a0", "\u202f", " - ", "\u2011", "\u200b"])
def test_any_sign_between_is_taken_away(name, between):
    read = identifiers.reading(name, PATTERNS[name])
    assert read(between.join(COMPACT[name])) == COMPACT[name]
    assert read(WRITTEN[name].replace(" ", between).lower()) == COMPACT[name]


@pytest.mark.parametrize(
    ("name", "pattern", "typed", "kept"),
    [
        # A pattern that wants the groups gets them.
        ("siret", "^[0-9]{3} [0-9]{3} [0-9]{3} [0-9]{5}$", "73282932000074", "732 829 320 00074"),
        ("iban", "^FR[0-9]{2}( [0-9A-Z]{4}){5} [0-9A-Z]{3}$", "fr7630006000011234567890189", WRITTEN["iban"]),
        # A plate has its hyphens, unless the pattern refuses them.
        ("plate-fr", "^[A-Z]{2}-?[0-9]{3}-?[A-Z]{2}$", "ab 123 cd", "AB-123-CD"),
        ("plate-fr", "^[A-Z]{2}[0-9]{3}[A-Z]{2}$", "ab-123-cd", "AB123CD"),
        ("plate-fr", "^[0-9]{1,4} ?[A-Z]{1,3} ?[0-9]{2}$", "1234-ab-78", "1234 AB 78"),
        # The word that stands before it on the paper.
        ("iban", PATTERNS["iban"], "IBAN : FR76 3000 6000 0112 3456 7890 189", COMPACT["iban"]),
        ("iban", PATTERNS["iban"], "iban FR7630006000011234567890189", COMPACT["iban"]),
        # A wrong key is judged by the format, on the number as it will be shown.
        ("siret", PATTERNS["siret"], "732 829 320 00075", "73282932000075"),
        # What is no such number, or what the pattern refuses in any form, stays as it was typed.
        ("siret", PATTERNS["siret"], "732 829 320", "732 829 320"),
        ("siren", "^[0-9]{9}$", "je ne sais pas", "je ne sais pas"),
        ("iban", "^BE[0-9]{14}$", "fr76 3000 6000 0112 3456 7890 189", "fr76 3000 6000 0112 3456 7890 189"),
        ("siren", "^.*$", "n’importe quoi", "n’importe quoi"),
        ("siren", "^(broken", "732 829 320", "732 829 320"),
        ("siren", None, "732.829.320", "732829320"),
    ],
)
def test_the_pattern_decides_which_form_is_kept(name, pattern, typed, kept):
    assert identifiers.reading(name, pattern)(typed) == kept


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_posted_number_is_accepted_as_it_is_kept(make, name):
    definition = make({"x": {"type": "string", "format": name, "pattern": PATTERNS[name]}})
    kept = coerce(definition, "seule", [("/x", f" {WRITTEN[name]} ")], {}).answers["x"]
    assert kept == COMPACT[name]
    # Posting again what is shown changes nothing.
    shown = identifiers.grouped(name, kept)
    assert coerce(definition, "seule", [("/x", shown)], {"x": kept}).answers["x"] == kept


@pytest.mark.parametrize(
    ("name", "typed"), [("siren", "732 829 32"), ("siret", "732 829 320 0007"), ("nir", "2 55 08 14")]
)
def test_a_number_with_too_few_digits_is_not_called_too_long_for_its_spaces(make, context, name, typed):
    length = len(COMPACT[name])
    definition = make({"x": {"type": "string", "format": name, "pattern": PATTERNS[name], "maxLength": length}})
    answers = coerce(definition, "seule", [("/x", typed)], {}).answers
    assert answers == {"x": typed}
    (problem,) = evaluate(definition, answers, context()).problems
    assert problem.code in ("pattern", "format")


@given(st.sampled_from(sorted(COMPACT)), st.text(string.printable + "éÉ\u00a0\u0661", max_size=40))
def test_anything_typed_is_kept_whole_or_only_regrouped(name, text):
    read = identifiers.reading(name, "^.*$")(text)
    assert read == text or identifiers.compact(name, read) == identifiers.compact(name, text)
    assert identifiers.reading(name, "^.*$")(read) == read
    assert identifiers.grouped(name, identifiers.grouped(name, text)) == identifiers.grouped(name, text)


@pytest.mark.parametrize("widget", [name for name in FORMAT_OF if name != "picker"])
def test_a_format_has_its_usual_widget(widget):
    assert usual({"type": "string", "format": FORMAT_OF[widget]}, "string", 0) == widget
    assert usual({"type": "string", "format": FORMAT_OF[widget], "x-computed": "x"}, "string", 0) == "computed"
