"""Regular expressions as definitions may write them: a small grammar, and the tree of a pattern.

Only what means the same in a browser (with the flag ``v``), in Rust and in Python is in the grammar.
"""

from __future__ import annotations

from dataclasses import dataclass

_MAX_REPEAT = 1000
_LAST = 0x10FFFF
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
# Reserved inside a class by the browsers' flag v.
_CLASS_SYNTAX = frozenset("()[]{}/-\\|")
_CLASS_DOUBLE = frozenset("&!#$%*+,.:;<=>?@^`~")
_CONTROL = {"t": 9, "n": 10, "r": 13}

Ranges = tuple[tuple[int, int], ...]


class PatternError(ValueError):
    """A pattern outside the grammar; ``reason`` is ``syntax anchor portable size`` or ``slow``."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}")
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Letter:
    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Join:
    parts: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Either:
    branches: tuple[Tree, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """``most`` is -1 for no limit."""

    inner: Tree
    least: int
    most: int


Tree = Letter | Join | Either | Repeat


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def parse(self) -> Tree:
        if not self.text.startswith("^"):
            raise PatternError("anchor")
        self.at = 1
        tree = self.either(depth=0)
        if self.at != len(self.text) - 1 or self.text[-1] != "$":
            raise PatternError("anchor" if self.at >= len(self.text) else "syntax", self.text[self.at : self.at + 10])
        return tree

    def peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def either(self, depth: int) -> Tree:
        if depth > 20:  # noqa: PLR2004
            raise PatternError("size")
        branches = [self.sequence(depth)]
        while self.peek() == "|":
            if depth == 0:
                # ^a|b$ anchors each half on one side only.
                raise PatternError("anchor", "|")
            self.at += 1
            branches.append(self.sequence(depth))
        return branches[0] if len(branches) == 1 else Either(tuple(branches))

    def sequence(self, depth: int) -> Tree:
        parts: list[Tree] = []
        while self.peek() not in ("", "|", ")") and not (self.peek() == "$" and depth == 0):
            parts.append(self.repeated(self.atom(depth)))
        return Join(tuple(parts))

    def atom(self, depth: int) -> Tree:
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
                return Letter(self.klass())
            case "\\":
                return Letter(self.escape(in_class=False))
            case ".":
                return Letter(((0, 9), (11, 12), (14, _LAST)))
            case "^" | "$":
                raise PatternError("anchor", character)
            case "*" | "+" | "?" | "{" | "}" | "]":
                raise PatternError("syntax", character)
        return Letter(((ord(character), ord(character)),))

    def repeated(self, tree: Tree) -> Tree:
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
        return Repeat(tree, least, most)

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


def parse(pattern: str) -> Tree:
    """Return the tree of a pattern; raises PatternError when it is outside the grammar."""
    return _Parser(pattern).parse()
