"""Regular expressions as the profile knows them: a small grammar, its tree, and the test that no text makes it slow.

Only what means the same in a browser (with the flag ``v``), in Rust and in Python is in the grammar. Positions and
their followers are those of Glushkov's automaton; a pattern is exponential for a backtracking engine when a position
can reach itself on the same text by two different ways.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations

MAX_POSITIONS = 400
# Beyond these, a backtracking engine tries more ways than a page can wait for.
MAX_CHOICES = 8
MAX_LOOPS = 3
MAX_FOLLOWERS = 60
_MAX_REPEAT = 1000
_COPIES = 3
_LAST = 0x10FFFF
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
# Reserved inside a class by the browsers' flag v.
_CLASS_SYNTAX = frozenset("()[]{}/-\\|")
_CLASS_DOUBLE = frozenset("&!#$%*+,.:;<=>?@^`~")
_CONTROL = {"t": 9, "n": 10, "r": 13}

Ranges = tuple[tuple[int, int], ...]


class PatternError(ValueError):
    """A pattern outside the grammar; ``reason`` is one of those of ``judge``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}")
        self.reason = reason
        self.detail = detail


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


@dataclass(frozen=True, slots=True)
class _Letter:
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class _Join:
    parts: tuple[_Tree, ...]


@dataclass(frozen=True, slots=True)
class _Either:
    branches: tuple[_Tree, ...]


@dataclass(frozen=True, slots=True)
class _Repeat:
    """``most`` is -1 for no limit."""

    inner: _Tree
    least: int
    most: int


_Tree = _Letter | _Join | _Either | _Repeat


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def parse(self) -> _Tree:
        if not self.text.startswith("^"):
            raise PatternError("anchor")
        self.at = 1
        tree = self.either(depth=0)
        if self.at != len(self.text) - 1 or self.text[-1] != "$":
            raise PatternError("anchor" if self.at >= len(self.text) else "syntax", self.text[self.at : self.at + 10])
        return tree

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def either(self, depth: int) -> _Tree:
        if depth > 20:  # noqa: PLR2004
            raise PatternError("size")
        branches = [self.sequence(depth)]
        while self.peek() == "|":
            if depth == 0:
                # ^a|b$ anchors each half on one side only.
                raise PatternError("anchor", "|")
            self.at += 1
            branches.append(self.sequence(depth))
        return branches[0] if len(branches) == 1 else _Either(tuple(branches))

    def sequence(self, depth: int) -> _Tree:
        parts: list[_Tree] = []
        while self.peek() not in ("", "|", ")") and not (self.peek() == "$" and depth == 0):
            parts.append(self.repeated(self.atom(depth)))
        return _Join(tuple(parts))

    def atom(self, depth: int) -> _Tree:
        character = self.peek()
        self.at += 1
        match character:
            case "(":
                if self.peek() == "?":
                    if not self.text.startswith("?:", self.at):
                        raise PatternError("portable", self.text[self.at - 1 : self.at + 2])
                    self.at += 2
                inner = self.either(depth + 1)
                if self.peek() != ")":
                    raise PatternError("syntax", ")")
                self.at += 1
                return inner
            case "[":
                return _Letter(self.klass())
            case "\\":
                return _Letter(self.escape(in_class=False))
            case ".":
                return _Letter(((0, 9), (11, 12), (14, _LAST)))
            case "^" | "$":
                raise PatternError("anchor", character)
            case "*" | "+" | "?" | "{" | "}" | "]":
                raise PatternError("syntax", character)
        return _Letter(((ord(character), ord(character)),))

    def repeated(self, tree: _Tree) -> _Tree:
        least, most = 1, 1
        character = self.peek()
        if character in ("*", "+", "?") and character:
            self.at += 1
            least, most = {"*": (0, -1), "+": (1, -1), "?": (0, 1)}[character]
        elif character == "{":
            least, most = self.braces()
        else:
            return tree
        if self.peek() == "?":
            self.at += 1
        if self.peek() == "+":
            raise PatternError("portable", "+")
        if self.peek() in ("*", "?", "{") and self.peek():
            raise PatternError("syntax", self.peek())
        return _Repeat(tree, least, most)

    def braces(self) -> tuple[int, int]:
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at + 1 : max(end, self.at + 1)].partition(",")
        if end < 0 or not low.isascii() or not low.isdigit() or (high and not (high.isascii() and high.isdigit())):
            raise PatternError("syntax", "{")
        if len(low) > 4 or len(high) > 4 or max(int(low), int(high or 0)) > _MAX_REPEAT:  # noqa: PLR2004
            raise PatternError("size")
        self.at = end + 1
        least = int(low)
        most = int(high) if high else (-1 if comma else least)
        if 0 <= most < least:
            raise PatternError("syntax", "{")
        return least, most

    def escape(self, *, in_class: bool) -> Ranges:
        character = self.peek()
        self.at += 1
        if character in _SYNTAX and character:
            return ((ord(character), ord(character)),)
        if character == "-" and in_class:
            return ((ord("-"), ord("-")),)
        if character in _CONTROL:
            return ((_CONTROL[character], _CONTROL[character]),)
        raise PatternError("portable" if character else "syntax", "\\" + character)

    def klass(self) -> Ranges:
        negated = self.peek() == "^"
        self.at += negated
        ranges: list[tuple[int, int]] = []
        while self.peek() not in ("]", ""):
            low = self.member()
            if self.peek() == "-" and self.text[self.at + 1 : self.at + 2] not in ("]", ""):
                self.at += 1
                high = self.member()
                if len(low) != 1 or len(high) != 1 or low[0][0] != low[0][1] or low[0][0] > high[0][1]:
                    raise PatternError("syntax", "-")
                ranges.append((low[0][0], high[0][1]))
            else:
                ranges.extend(low)
        if self.peek() == "" or not ranges:
            raise PatternError("syntax", "[")
        self.at += 1
        return _complement(ranges) if negated else tuple(ranges)

    def member(self) -> Ranges:
        character = self.peek()
        following = self.text[self.at + 1 : self.at + 2]
        self.at += 1
        if character == "\\":
            return self.escape(in_class=True)
        last_hyphen = character == "-" and following == "]"
        if (character in _CLASS_SYNTAX and not last_hyphen) or (character in _CLASS_DOUBLE and following == character):
            raise PatternError("portable", character)
        return ((ord(character), ord(character)),)


def _complement(ranges: list[tuple[int, int]]) -> Ranges:
    result: list[tuple[int, int]] = []
    start = 0
    for low, high in sorted(ranges):
        if low > start:
            result.append((start, low - 1))
        start = max(start, high + 1)
    if start <= _LAST:
        result.append((start, _LAST))
    return tuple(result)


def _build(tree: _Tree, automaton: _Automaton) -> _Part:
    if isinstance(tree, _Letter):
        return automaton.letter(tree.ranges)
    if isinstance(tree, _Repeat):
        return _repeat(tree, automaton)
    if isinstance(tree, _Either):
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


def _repeat(tree: _Repeat, automaton: _Automaton) -> _Part:
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
        tree = _Parser(pattern).parse()
        _build(tree, automaton)
    except PatternError as error:
        return error.reason, error.detail
    return ("slow", "") if _ambiguous(automaton) else None
