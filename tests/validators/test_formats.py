"""Formats, the profile's contract, and the two validators agreeing on both."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet_validate.formats import FORMATS
from guichet_validate.profile import check_profile, member_node_at, node_at
from guichet_validate.validator import build, build_reference


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (
            "date",
            ["2026-05-04", "2024-02-29"],
            ["2026-02-29", "2026-5-4", "20260504", "2026-05-04\n", "\u0662\u0660\u0662\u0666-05-04"],
        ),
        ("time-local", ["00:00", "23:59"], ["24:00", "9:30", "09:30:00"]),
        ("datetime-local", ["2026-05-04T09:30"], ["2026-05-04 09:30", "2026-02-30T09:30", "2026-05-04"]),
        ("uuid", ["00000000-0000-4000-8000-000000000001"], ["0", "00000000000040008000000000000001"]),
        ("email", ["ana@example.fr"], ["ana", "a@", "@b.fr", "a b@c.fr"]),
        (
            "phone-fr",
            ["06 12 34 56 78", "0612345678", "+33 6 12 34 56 78", "06.12.34.56.78"],
            ["00 12 34 56 78", "0612"],
        ),
        ("postcode-fr", ["78000", "01000", "97400"], ["00100", "7800", "780000"]),
        ("siren", ["732829320", "732 829 320"], ["732829321", "73282932"]),
        (
            "siret",
            ["73282932000074", "732 829 320 00074", "35600000049837", "35600000000048"],
            ["73282932000075", "732829320", "35600000049838", "7328293200007\u0664"],
        ),
        ("rna", ["W751000001"], ["751000001", "W75100000"]),
        (
            "iban",
            ["FR14 2004 1010 0505 0001 3M02 606", "BE68539007547034", "no93 8601 1117 947"],
            ["FR1420041010050500013M02607", "FR14", "XX6820041010050500013", "BE6853900754703"],
        ),
        (
            "nir",
            ["255081416802538", "1 84 12 2A 451 089 33", "253072B07300470"],
            ["255081416802539", "2550814168025", "253072C07300443", "955081416802538"],
        ),
        ("plate-fr", ["AB-123-CD", "ab123cd", "123 ABC 78"], ["A-123-CD", "AI-123-CD"]),
    ],
)
def test_formats(name, good, bad):
    assert [text for text in good if not FORMATS[name](text)] == []
    assert [text for text in bad if FORMATS[name](text)] == []


@given(st.sampled_from(sorted(FORMATS)), st.text(max_size=30))
def test_any_text_is_judged_and_both_validators_agree(name, text):
    schema = {"type": "string", "format": name}
    expected = FORMATS[name](text)
    assert build(schema).is_valid(text) is expected
    assert build_reference(schema).is_valid(text) is expected


def test_the_library_of_check_digits_is_imported_only_when_a_number_is_judged():
    script = "import sys, guichet_validate.loading as l, guichet_validate.formats as f; print('stdnum' in sys.modules)"
    known = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert known.stdout.strip() == "False"


def test_an_unknown_format_is_an_annotation():
    assert all(build({"format": name}).is_valid("?? %") for name in ("hostname", "uri", "regex", "date-time", "ours"))
    assert build_reference({"format": "idn-email"}).is_valid("x")


@pytest.mark.parametrize("reference", ["https://example.org/a.json", "file:///etc/passwd", "a.json"])
def test_no_reference_is_ever_followed(reference):
    with pytest.raises(ValueError, match=r".+"):
        build({"$ref": reference})


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "(?<!a)b"])
def test_patterns_that_are_not_linear_are_refused(pattern):
    with pytest.raises(ValueError, match=r".+"):
        build({"pattern": pattern})


def test_the_profiles_contract():
    profile = {
        "identity": {"familyName": "Durand", "birthDate": "1980-01-02"},
        "addresses": {"main": {"line1": "1 rue"}, "work": {"city": "Ici"}},
        "contacts": {"email": "ana@example.fr", "workPhone": "01"},
        "household": [{"id": "m1", "relation": "child", "school": "A"}],
    }
    assert check_profile(profile) == ()
    wrong = check_profile({"identity": {"birthDate": "hier"}, "household": [{"id": "m"}]})
    assert {(problem.pointer, problem.code) for problem in wrong} == {
        ("/identity/birthDate", "format"),
        ("/household/0", "required"),
    }
    assert node_at("/contacts/phone")["type"] == "string"
    assert node_at("/contacts/anyOther")["type"] == "string"
    assert node_at("/addresses/main/nope") is None
    assert member_node_at("/birthDate")["format"] == "date"
    assert member_node_at("/nope") is None
