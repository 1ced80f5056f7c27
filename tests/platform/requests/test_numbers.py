"""Tracking numbers are unguessable, legible over the telephone and forgiving to type."""

from __future__ import annotations

import random
import string

import pytest

from guichet.requests import numbers
from guichet.requests.numbers import Malformed

NUMBER = "ACN-C4MM-865Y-BQ31-0RJ1-5"


def test_a_number_has_a_prefix_four_groups_and_a_check_character() -> None:
    prefix, *groups, check = NUMBER.split("-")
    assert prefix == "ACN"
    assert [len(group) for group in groups] == [4, 4, 4, 4]
    assert len(check) == 1
    assert not set("ILOU") & set("".join(groups) + check)


def test_the_check_character_is_the_same_tomorrow() -> None:
    assert numbers.read(NUMBER) == (NUMBER,)


def test_numbers_do_not_repeat_and_use_the_whole_alphabet() -> None:
    drawn = {numbers.new("ACN") for _ in range(5_000)}
    assert len(drawn) == 5_000
    for place in range(4, 23):
        if NUMBER[place] != "-":
            assert len({number[place] for number in drawn}) == 32


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        NUMBER.replace("-", ""),
        NUMBER.replace("-", " "),
        f"  {NUMBER}\u00a0",
        NUMBER.replace("-", "–"),
        NUMBER[:4] + NUMBER[4:].replace("0", "o").replace("1", "l"),
        NUMBER[:4] + NUMBER[4:].replace("0", "O").replace("1", "I"),
    ],
)
def test_typing_is_tolerant(typed: str) -> None:
    read = numbers.read(typed)
    assert not isinstance(read, Malformed)
    assert read[0] == NUMBER


@pytest.mark.parametrize("prefix", ["ODP", "LIV", "E10", "SIGLOI"])
def test_look_alikes_in_the_prefix_are_among_the_candidates(prefix: str) -> None:
    number = numbers.new(prefix)
    mistaken = prefix.translate(str.maketrans("OIL", "011")) + number[len(prefix) :]
    for typed in (number, mistaken):
        read = numbers.read(typed)
        assert not isinstance(read, Malformed)
    assert numbers.read(number)[0] == number  # type: ignore[index]


def test_a_single_wrong_character_is_always_noticed() -> None:
    for place in range(4, len(NUMBER)):
        for character in set(string.ascii_uppercase + string.digits) - set("ILOU"):
            if NUMBER[place] != "-" and character != NUMBER[place]:
                wrong = NUMBER[:place] + character + NUMBER[place + 1 :]
                assert numbers.read(wrong) == Malformed(checked=True)


def test_two_exchanged_characters_are_always_noticed() -> None:
    plain = NUMBER.replace("-", "")
    for first in range(3, len(plain) - 1):
        for second in range(first + 1, len(plain)):
            if plain[first] != plain[second]:
                swapped = list(plain)
                swapped[first], swapped[second] = plain[second], plain[first]
                assert numbers.read("".join(swapped)) == Malformed(checked=True)


@pytest.mark.parametrize(
    "typed", ["", "ACN", "ACN-7KQ4", "-" * 30, "é" * 20, "A" * 10_000, "' or 1=1 --", "UUUUUUUUUUUUUUUUUUUU", "\x00"]
)
def test_anything_else_is_no_number(typed: str) -> None:
    assert isinstance(numbers.read(typed), Malformed)


def test_random_texts_never_crash_the_reader() -> None:
    chance = random.Random(7)
    for _ in range(2_000):
        numbers.read("".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(30))))
