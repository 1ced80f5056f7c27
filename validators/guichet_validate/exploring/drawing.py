"""Draw a chart as SVG: text as text, readable in light and dark, no script, no font or picture from elsewhere."""

from __future__ import annotations

from html import escape
from textwrap import wrap
from typing import TYPE_CHECKING

from guichet_validate.exploring.telling import MOST_LINES, consequence

if TYPE_CHECKING:
    from guichet_validate.exploring.chart import Chart
    from guichet_validate.exploring.journeys import Journey
    from guichet_validate.exploring.labels import Labels
    from guichet_validate.exploring.tree import Fork, Way

WIDTH = 1120
_MARGIN = 32
_INDENT = 36
_LINE = 20
_PAD = 8
# Widths at 14 pixels in the widest of the usual fonts: boxes depend on them, and leave room in the others.
_LETTER = 8.2
_NARROW = frozenset("iljI.,:;'’ !|()[]")
_MIDDLING = frozenset("frst-")
_WIDE = frozenset("mwMWœæ@%—")
_BOLD = 1.13
_TITLE_LETTERS = 70
_STEP_LETTERS = 110

_STYLE = """
text { font: 14px system-ui, -apple-system, "Segoe UI", "Liberation Sans", Arial, sans-serif; fill: #16202b; }
.h1 { font-size: 22px; font-weight: 700; }
.h2 { font-size: 16px; font-weight: 700; }
.soft { fill: #4a5866; }
.strong { font-weight: 600; }
.page { fill: #ffffff; }
.question { fill: #e8f0fb; stroke: #2f5f9e; }
.answer { fill: #f2f4f6; stroke: #7a8794; }
.stop { fill: #fdecea; stroke: #b3261e; }
.step { fill: #eaf5ee; stroke: #2e7d4f; }
.wire { fill: none; stroke: #7a8794; stroke-width: 1.5; }
.tip { fill: #7a8794; }
@media (prefers-color-scheme: dark) {
  text { fill: #eef2f6; }
  .soft { fill: #b4c0cc; }
  .page { fill: #12181f; }
  .question { fill: #1d2f47; stroke: #8ab4f0; }
  .answer { fill: #232b34; stroke: #94a2b0; }
  .stop { fill: #47201d; stroke: #f2a19a; }
  .step { fill: #1b3426; stroke: #86d0a4; }
  .wire { stroke: #94a2b0; }
  .tip { fill: #94a2b0; }
}
"""


def as_svg(chart: Chart, labels: Labels) -> str:
    """Return the drawing as one SVG document; its title and description say in words what it shows."""
    return _Drawing(chart, labels).document()


class _Drawing:
    """A page filled from top to bottom; ``y`` is where the next thing goes."""

    def __init__(self, chart: Chart, labels: Labels) -> None:
        self.chart = chart
        self.labels = labels
        self.say = labels.say
        self.parts: list[str] = []
        self.y = float(_MARGIN)
        self.lines = 0

    def document(self) -> str:
        title, told = self._heading()
        self._always()
        for tree in self.chart.trees:
            self.lines = 0
            self.y += _LINE
            self._fork(tree.fork, _MARGIN)
            hidden = self.lines - MOST_LINES
            if hidden > 0 or tree.partial:
                more = self.say("explore-lines-more", count=max(hidden, 0), more=int(tree.partial))
                self._text(_MARGIN, f"… {more}", "soft")
        self._journeys()
        height = round(self.y + _MARGIN)
        size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
        named = f'role="img" aria-labelledby="chart-title chart-description" lang="{escape(self.labels.lang)}"'
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} {named}>',
                f'<title id="chart-title">{_safe(title)}</title>',
                f'<desc id="chart-description">{_safe(told)}</desc>',
                f"<style>{_STYLE}</style>",
                f'<rect class="page" width="{WIDTH}" height="{height}"/>',
                *self.parts,
                "</svg>",
            ]
        )

    # ------------------------------------------------------------------------------------------- blocks
    def _heading(self) -> tuple[str, str]:
        chart = self.chart
        definition = chart.definition
        name = self.labels.own(definition.document)
        title = self.say("explore-title", name=name, id=definition.id, version=definition.version)
        told = self.say("explore-paths", count=chart.paths, more=int(chart.partial))
        if chart.shortest is not None and chart.longest is not None:
            counts = {"shortest": chart.shortest.fields, "longest": chart.longest.fields}
            told = self.say("explore-drawing", paths=chart.paths, **counts)
        self.y += 12
        for line in wrap(title, _TITLE_LETTERS):
            self._text(_MARGIN, line, "h1", 28)
        self._text(_MARGIN, told, "soft")
        x = float(_MARGIN)
        self.y += 4
        for kind, key in (("question", "question"), ("answer", "outcome"), ("stop", "exit")):
            word = self.say(f"explore-legend-{key}")
            self.parts.append(f'<rect class="{kind}" x="{x:g}" y="{self.y - 12:g}" width="16" height="16" rx="4"/>')
            self.parts.append(_line(x + 24, self.y + 1, word, "soft"))
            x += 48 + _width(word)
        self.y += _LINE
        return title, told

    def _always(self) -> None:
        self.y += _LINE
        self._text(_MARGIN, self.say("explore-always"), "h2", 26)
        for step in self.chart.definition.steps:
            titles = [self.labels.field(template) for template in self.chart.always[step.id]]
            told = f"{self.labels.own(step.node)}{self.say('colon')}{', '.join(titles) or self.say('explore-nothing')}"
            for place, line in enumerate(wrap(told, _STEP_LETTERS)):
                self._text(_MARGIN + (16 if place else 0), line)

    def _fork(self, fork: Fork, x: float, around: str = "") -> None:
        self.lines += 1
        if self.lines > MOST_LINES:
            for way in fork.ways:
                self._skip(way)
            return
        self._box(x, self.labels.field(fork.template, around), "question", "strong")
        bottom = self.y - _PAD
        joint = x + 14
        reached = bottom
        for way in fork.ways:
            self.lines += 1
            if self.lines > MOST_LINES:
                self._skip(way, counted=True)
                continue
            reached = self._way(way, fork, joint)
            if way.fork is not None:
                self._fork(way.fork, x + _INDENT, fork.template)
        self.parts.append(f'<path class="wire" d="M{joint:g} {bottom:g}V{reached:g}"/>')

    def _skip(self, way: Way, *, counted: bool = False) -> None:
        """Count the lines that are not drawn."""
        self.lines += 0 if counted else 1
        if way.fork is not None:
            self.lines += 1
            for inner in way.fork.ways:
                self._skip(inner)

    def _way(self, way: Way, fork: Fork, joint: float) -> float:
        """Draw one answer and what follows; return the height its wire leaves from."""
        x = joint + _INDENT - 14
        told = self.labels.answers(fork.variable, way.values)
        answer = wrap(told, 38) or [""]
        width = max(map(_width, answer)) + 2 * _PAD
        followed = consequence(way, fork, self.labels)
        rest = max(24, int((WIDTH - _MARGIN - x - width - 56) / _LETTER))
        lines = wrap(followed, rest) if followed else []
        height = max(len(answer), len(lines)) * _LINE + _PAD
        middle = self.y + (len(answer) * _LINE + _PAD) / 2
        self.parts.append(f'<path class="wire" d="M{joint:g} {middle:g}H{x:g}"/>')
        self._panel(x, self.y, width, answer, "answer")
        if lines:
            start = x + width
            self.parts.append(f'<path class="wire" d="M{start:g} {middle:g}H{start + 26:g}"/>')
            self.parts.append(f'<path class="tip" d="M{start + 26:g} {middle - 5:g}l9 5l-9 5z"/>')
            if way.exit is not None:
                wide = max(map(_width, lines)) + 2 * _PAD
                self._panel(start + 40, self.y, wide, lines, "stop")
            else:
                first = self.y + 18 + max(len(answer) - len(lines), 0) * _LINE / 2
                for place, line in enumerate(lines):
                    self.parts.append(_line(start + 44, first + place * _LINE, line))
        self.y += height + _PAD
        return middle

    def _journeys(self) -> None:
        for key, journey in (("shortest", self.chart.shortest), ("longest", self.chart.longest)):
            if journey is not None:
                self.y += 2 * _LINE if key == "shortest" else _LINE
                self._journey(key, journey)

    def _journey(self, key: str, journey: Journey) -> None:
        steps = [self.labels.own(step.node) for step in self.chart.definition.steps if step.id in journey.steps]
        self._text(_MARGIN, self.say(f"explore-{key}", fields=journey.fields, steps=len(steps)), "h2", 14)
        x = float(_MARGIN)
        for place, step in enumerate(steps):
            width = _width(step) + 2 * _PAD
            if place and x + 26 + width > WIDTH - _MARGIN:
                x = float(_MARGIN)
                self.y += _LINE + 3 * _PAD
            elif place:
                middle = self.y + (_LINE + _PAD) / 2
                self.parts.append(f'<path class="wire" d="M{x:g} {middle:g}h14"/>')
                self.parts.append(f'<path class="tip" d="M{x + 14:g} {middle - 5:g}l9 5l-9 5z"/>')
                x += 26
            self._panel(x, self.y, width, [step], "step")
            x += width
        self.y += _LINE + 3 * _PAD

    # ------------------------------------------------------------------------------------------- shapes
    def _box(self, x: float, text: str, kind: str, style: str) -> None:
        lines = wrap(text, max(30, int((WIDTH - _MARGIN - x) / _LETTER) - 6)) or [""]
        self._panel(x, self.y, max(map(_width, lines)) * _BOLD + 2 * _PAD, lines, kind, style)
        self.y += len(lines) * _LINE + 2 * _PAD

    def _panel(self, x: float, y: float, width: float, lines: list[str], kind: str, style: str = "") -> None:
        height = len(lines) * _LINE + _PAD
        self.parts.append(f'<rect class="{kind}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="7"/>')
        for place, line in enumerate(lines):
            self.parts.append(_line(x + _PAD, y + 18 + place * _LINE, line, style))

    def _text(self, x: float, text: str, style: str = "", height: float = _LINE) -> None:
        self.parts.append(_line(x, self.y, text, style))
        self.y += height


def _width(text: str) -> float:
    """Return about how wide a text is, in pixels."""
    return sum(
        4.6 if letter in _NARROW else 6.2 if letter in _MIDDLING else 13 if letter in _WIDE else 8.9 for letter in text
    )


def _line(x: float, y: float, text: str, style: str = "") -> str:
    styled = f' class="{style}"' if style else ""
    return f'<text x="{x:g}" y="{y:g}"{styled}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    """Escape a text, and leave out the characters that XML cannot hold."""
    kept = "".join(character for character in text if character >= " " and not "\ud800" <= character <= "\udfff")
    return escape(kept.replace("\ufffe", "").replace("\uffff", ""))
