"""Read people's answers for ``guichet diff``: one JSON object a line, or an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

from guichet_validate.diff.impact import Sample

MAX_SAMPLES = 100_000


class UnreadableError(ValueError):
    """A file that holds no answers; ``key`` names the sentence that says why."""

    def __init__(self, key: str, **params: object) -> None:
        """Keep the sentence and what it tells."""
        super().__init__(key)
        self.key = key
        self.params = params


def read_samples(path: Path, lists: Mapping[str, Any]) -> list[Sample]:
    """Return the samples of a file, judged with these reference lists (rows by name); raises UnreadableError."""
    samples: list[Sample] = []
    for row, value in _rows(path):
        if not isinstance(value, dict) or not isinstance(value.get("answers"), dict):
            raise UnreadableError("diff-samples-no-answers", file=str(path), row=row)
        if len(samples) >= MAX_SAMPLES:
            raise UnreadableError("diff-samples-too-large", file=str(path), limit=MAX_SAMPLES)
        inputs = {"lists": lists} | {key: given for key, given in value.items() if key not in ("base", "with", "id")}
        samples.append(Sample(str(value.get("id", row))[:80], inputs))
    return samples


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableError("diff-samples-unreadable", file=str(path), reason=error.strerror or "") from None
    except UnicodeDecodeError:
        raise UnreadableError("diff-samples-not-json", file=str(path), row=1) from None
    if text.lstrip().startswith("["):
        yield from enumerate(_parsed(text, path, 1), start=1)
        return
    for row, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield row, _parsed(line, path, row)


def _parsed(text: str, path: Path, row: int) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        place = row + getattr(error, "lineno", 1) - 1
        raise UnreadableError("diff-samples-not-json", file=str(path), row=place) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
