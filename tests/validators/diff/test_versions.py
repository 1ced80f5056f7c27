"""The version that a set of changes asks for."""

import pytest

from guichet_validate.diff.change import Change
from guichet_validate.diff.versions import gravest, is_enough, suggested


def changes(*codes):
    return [Change(code, "", "") for code in codes]


@pytest.mark.parametrize(
    ("codes", "version"),
    [
        (["text-changed"], "1.2.4"),
        (["text-changed", "required-added"], "1.3.0"),
        (["required-added", "field-removed", "text-changed"], "2.0.0"),
        (["text-changed", "version-not-raised"], "1.2.4"),
        (["version-raised"], None),
        ([], None),
    ],
)
def test_the_gravest_change_decides(codes, version):
    assert suggested("1.2.3", changes(*codes)) == version


@pytest.mark.parametrize("version", ["", "1.2", "un", "1.2.3.4", "-1.0.0", "9" * 50 + ".0.0"])
def test_nothing_is_suggested_after_what_is_no_version(version):
    assert suggested(version, changes("field-removed")) is None


def test_a_later_version_is_enough_and_an_earlier_is_not():
    assert is_enough("2.0.0", "2.0.0")
    assert is_enough("10.0.0", "2.0.0")
    assert not is_enough("1.9.9", "2.0.0")


def test_the_class_of_the_version_s_own_change_does_not_count():
    assert gravest(changes("version-not-raised")) is None
    assert gravest(changes("version-not-raised", "text-changed")) == "safe"
