"""The test that no text makes a pattern slow, whatever engine runs it.

Positions and their followers are those of Glushkov's automaton; a pattern is exponential for a backtracking engine
when a position can reach itself on the same text by two different ways.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

from guichet_validate.regular import Either, Letter, PatternError, Ranges, Repeat, Tree, parse

MAX_POSITIONS = 400
# Beyond these, a backtracking engine tries more ways than a page can wait for.
MAX_CHOICES = 8
MAX_LOOPS = 3
MAX_FOLLOWERS = 60
_COPIES = 3


@dataclass(slots=True)
class _Part:
    """A piece of the automaton: which positions start and end it, and can it be empty."""

    first: list[int]
    last: list[int]
    empty: bool = False


@dataclass(slots=True)
class _Automaton:
    letters: list[Ranges] = field(default_factory=list)
    follow: list[Counter[int]] = field(default_factory=list)

    def letter(self, ranges: Ranges) -> _Part:
        if len(self.letters) >= MAX_POSITIONS:
            raise PatternError("size")
        self.letters.append(ranges)
        self.follow.append(Counter())
        position = [len(self.letters) - 1]
        return _Part(position, list(position))

    def join(self, left: _Part, right: _Part) -> _Part:
        self.link(left.last, right.first)
        return _Part(
            left.first + right.first if left.empty else left.first,
            left.last + right.last if right.empty else right.last,
            empty=left.empty and right.empty,
        )

    def link(self, last: list[int], first: list[int]) -> None:
        for position in last:
            self.follow[position].update(first)


def _build(tree: Tree, automaton: _Automaton) -> _Part:
    if isinstance(tree, Letter):
        return automaton.letter(tree.ranges)
    if isinstance(tree, Repeat):
        return _repeat(tree, automaton)
    if isinstance(tree, Either):
        branches = [_build(branch, automaton) for branch in tree.branches]
        return _Part(
            [position for branch in branches for position in branch.first],
            [position for branch in branches for position in branch.last],
            empty=any(branch.empty for branch in branches),
        )
    result = _Part([], [], empty=True)
    for part in tree.parts:
        result = automaton.join(result, _build(part, automaton))
    return result


def _repeat(tree: Repeat, automaton: _Automaton) -> _Part:
    """Unroll a bounded repeat into a few copies: more of them make no new loop."""
    if tree.most == -1:
        part = _build(tree.inner, automaton)
        _refuse_empty(part)
        automaton.link(part.last, part.first)
        return _Part(part.first, part.last, empty=part.empty or tree.least == 0)
    result = _Part([], [], empty=True)
    for number in range(min(tree.most, _COPIES)):
        part = _build(tree.inner, automaton)
        if tree.most > 1:
            _refuse_empty(part)
        result = automaton.join(result, _Part(part.first, part.last, empty=part.empty or number >= tree.least))
    return result


def _refuse_empty(part: _Part) -> None:
    """Repeating what may be empty, as in (a?){30}, tries every way to be empty."""
    if part.empty:
        raise PatternError("slow")


def _meet(left: Ranges, right: Ranges) -> bool:
    return any(low <= other_high and other_low <= high for low, high in left for other_low, other_high in right)


def _ambiguous(automaton: _Automaton) -> bool:
    """Whether some position reaches itself on one text by two different ways, or too many leave a choice open."""
    size = len(automaton.letters)
    open_choices = [position for position in range(size) if _leaves_choice(automaton, position)]
    if len(open_choices) > MAX_CHOICES:
        return True
    reach = [_reachable(automaton, position) for position in range(size)]
    for position in range(size):
        for following, ways in automaton.follow[position].items():
            if ways > 1 and position in reach[following]:
                return True
    looping = [position for position in range(size) if position in reach[position]]
    if len(set(looping) & set(open_choices)) > MAX_LOOPS:
        return True
    return any(_splits(automaton, position, reach) for position in looping)


def _leaves_choice(automaton: _Automaton, position: int) -> bool:
    """Whether one character can lead from here to two positions."""
    followers = sorted(automaton.follow[position])
    if len(followers) > MAX_FOLLOWERS:
        return True
    return any(_meet(automaton.letters[one], automaton.letters[other]) for one, other in combinations(followers, 2))


def _reachable(automaton: _Automaton, start: int) -> set[int]:
    seen: set[int] = set()
    todo = deque(automaton.follow[start])
    while todo:
        position = todo.popleft()
        if position not in seen:
            seen.add(position)
            todo.extend(automaton.follow[position])
    return seen


def _splits(automaton: _Automaton, start: int, reach: list[set[int]]) -> bool:
    """Whether two walks leave ``start`` on the same text, part, and meet in ``start`` again."""
    seen: set[tuple[int, int]] = set()
    todo = deque(_pairs(automaton, start, start))
    while todo:
        pair = todo.popleft()
        if pair in seen or pair[0] == pair[1] or start not in reach[pair[0]] or start not in reach[pair[1]]:
            continue
        seen.add(pair)
        for following in _pairs(automaton, *pair):
            if following == (start, start):
                return True
            todo.append(following)
    return False


def _pairs(automaton: _Automaton, left: int, right: int) -> Iterator[tuple[int, int]]:
    for one in automaton.follow[left]:
        for other in automaton.follow[right]:
            if _meet(automaton.letters[one], automaton.letters[other]):
                yield one, other


@lru_cache(maxsize=2048)
def judge(pattern: str) -> tuple[str, str] | None:
    """Return ``None`` for a pattern of the profile, else the reason and a detail.

    Reasons: ``syntax``, ``anchor``, ``portable`` (means another thing elsewhere), ``size``, ``slow``.
    """
    automaton = _Automaton()
    try:
        tree = parse(pattern)
        _build(tree, automaton)
    except PatternError as error:
        return error.reason, error.detail
    return ("slow", "") if _ambiguous(automaton) else None
