"""The words that expressions reserve: no answer may bear one of them."""

from __future__ import annotations

from guichet_validate.cel_syntax import MACROS, METHODS
from guichet_validate.cel_syntax import RESERVED as CEL_WORDS

VARIABLES = frozenset({"row", "parent", "rows", "index", "settings", "today", "now", "account"})
FUNCTIONS = frozenset(
    {
        *("age", "days", "months", "hours", "plus", "year", "weekday"),
        *("sum", "count", "min", "max", "round", "concat", "normalise", "lookup", "size", "has"),
    }
)
RESERVED = CEL_WORDS | VARIABLES | MACROS | METHODS | FUNCTIONS
