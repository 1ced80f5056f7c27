"""What each function of expressions answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guichet_validate.functions import FUNCTIONS, ExpressionFailedError, age_today, normalise, shift_day


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("days", ("2026-02-28", "2026-03-01"), 1),
        ("days", ("2026-03-01", "2026-02-28T10:00"), -1),
        ("months", ("2026-01-31", "2026-02-28"), 1),
        ("months", ("2026-01-15", "2026-02-14"), 0),
        ("months", ("2026-02-15", "2025-02-15"), -12),
        ("hours", ("2026-05-04T08:00", "2026-05-05T09:30"), 25.5),
        ("hours", ("2026-05-04", "2026-05-05"), 24.0),
        ("plus", ("2026-01-31", "P1M"), "2026-02-28"),
        ("plus", ("2024-02-29", "P1Y"), "2025-02-28"),
        ("plus", ("2026-05-04", "-P1W"), "2026-04-27"),
        ("plus", ("2026-05-04T23:30", "PT1H"), "2026-05-05T00:30"),
        ("year", ("2026-05-04",), 2026),
        ("weekday", ("2026-05-04",), 1),
        ("weekday", ("2026-05-10T10:00",), 7),
        ("round", (2.5,), 3),
        ("round", (-2.5,), -3),
        ("round", (7,), 7),
        ("normalise", ("  ÉVA-Marie  d'Œuvre ",), "eva marie d oeuvre"),
        ("sum", ([1, None, 2],), 3),
        ("sum", ([],), 0),
        ("count", ([None, "x", 0],), 2),
        ("count", ([],), 0),
        ("min", ([3, None, 1.5],), 1.5),
        ("max", (["2026-01-01", "2026-05-04"],), "2026-05-04"),
        ("concat", ([[1], None, [2, 3]],), [1, 2, 3]),
        ("concat", (["a", "b"],), "ab"),
    ],
)
def test_functions(name, arguments, expected):
    assert FUNCTIONS[name](*arguments) == expected


@pytest.mark.parametrize(
    ("birth", "at", "expected"),
    [
        ("2008-05-04", "2026-05-04", 18),
        ("2008-05-05", "2026-05-04", 17),
        ("2008-02-29", "2026-02-28", 17),
        ("2008-02-29", "2026-03-01", 18),
    ],
)
def test_age(birth, at, expected):
    assert age_today("1900-01-01")(birth, at) == expected
    assert age_today(at)(birth) == expected


@pytest.mark.parametrize("name", sorted(FUNCTIONS.keys() - {"sum", "count", "min", "max", "concat"}))
def test_null_in_gives_null_out(name):
    count = 2 if name in ("days", "months", "hours", "plus") else 1
    assert FUNCTIONS[name](*[None] * count) is None


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("days", ("2026-02-30", "2026-03-01")),
        ("days", ("secret", "2026-03-01")),
        ("days", (5, "2026-03-01")),
        ("year", ("2026",)),
        ("year", (True,)),
        ("plus", ("2026-01-01", "3 months")),
        ("plus", ("2026-01-01", "P")),
        ("plus", ("9999-12-31", "P1D")),
        ("min", ([],)),
        ("max", ([None],)),
        ("max", ([1, "a"],)),
        ("sum", (["a"],)),
        ("sum", ([True],)),
        ("sum", ([2**62, 2**62],)),
        ("sum", (5,)),
        ("round", (float("inf"),)),
        ("round", (1e300,)),
        ("concat", ([1],)),
    ],
)
def test_what_has_no_answer_fails_and_tells_no_value(name, arguments):
    with pytest.raises(ExpressionFailedError) as caught:
        FUNCTIONS[name](*arguments)
    assert "secret" not in str(caught.value)


@given(st.dates(), st.integers(0, 2000), st.integers(0, 300))
def test_shifting_by_days_and_months_is_a_day_or_a_failure(day, days, months):
    try:
        shifted = shift_day(day.isoformat(), f"P{months}M{days}D")
    except ExpressionFailedError:
        return
    assert shifted >= day.isoformat()


@given(st.text(max_size=40))
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)
