"""Ready answers to look at a procedure with: made up by the generator, and those of the definition's own tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from guichet.publishing.lists import lists
from guichet.publishing.services import settings_of
from guichet_validate.context import Context
from guichet_validate.engine import Evaluation, evaluate
from guichet_validate.generator.answers import Answers
from guichet_validate.generator.completing import complete
from guichet_validate.model import Definition
from guichet_validate.testing import run_test

#: Made up: everything that can be answered, only what must be, and two by chance.
FULLEST, SMALLEST = "fullest", "smallest"
CHANCE: Final = {"chance-1": 1, "chance-2": 2}
GENERATED: Final = (FULLEST, SMALLEST, *CHANCE)

_TEST: Final = "test-"
_MARK: Final = 10  # characters
_KEPT: Final = 64


@dataclass(frozen=True, slots=True)
class Ready:
    """Answers, the surroundings they were made for, and what comes of them there.

    `passed` is whether the test that they belong to passes; None for those made up.
    """

    answers: Mapping[str, Any]
    context: Context
    evaluation: Evaluation
    passed: bool | None = None

    @property
    def sendable(self) -> bool:
        """Whether a request can be sent with them."""
        return self.evaluation.valid


def tests_of(definition: Definition) -> dict[str, str]:
    """Return the key and the name of each test of a definition; the key stays while the name does."""
    return {_key(name): name for name in _by_name(definition)}


@lru_cache(maxsize=_KEPT)
def find(definition: Definition, key: str) -> Ready | None:
    """Return the answers of that key; None when there are none: no such test, or none could be made up."""
    if key.startswith(_TEST):
        return _of_test(definition, key)
    context = live(definition)
    if key in CHANCE:
        answers = Answers(definition, context, CHANCE[key]).valid()
    elif key in GENERATED:
        answers = complete(definition, {}, context, longest=key == FULLEST)
    else:
        return None
    return None if answers is None else Ready(answers, context, evaluate(definition, answers, context))


def live(definition: Definition) -> Context:
    """Return the surroundings of this moment in this city, for somebody signed in."""
    known = lists() if definition.lists else {}
    return Context.at_present(settings=settings_of(definition.id), signed_in=True, lists=known)


def _of_test(definition: Definition, key: str) -> Ready | None:
    by_name = _by_name(definition)
    test = next((test for name, test in by_name.items() if _key(name) == key), None)
    result = run_test(definition, test, by_name) if test is not None else None
    if result is None or result.prepared is None or result.evaluation is None:
        return None
    return Ready(result.prepared.filled, result.prepared.context, result.evaluation, result.passed)


def _by_name(definition: Definition) -> dict[str, Mapping[str, Any]]:
    tests = definition.document.get("x-tests")
    listed = tests if isinstance(tests, list) else []
    return {str(test.get("name", "")): test for test in listed if isinstance(test, dict)}


def _key(name: str) -> str:
    return _TEST + hashlib.sha256(name.encode()).hexdigest()[:_MARK]
