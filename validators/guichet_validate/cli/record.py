"""Write a new test into a definition file, for ``guichet test --record``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from guichet_validate.cli.options import FILE, sentence

if TYPE_CHECKING:
    from guichet_validate.source import Source

_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d)?", re.ASCII)
_MAX_NAME = 200

Command = TypeVar("Command", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Recording:
    """What to record: a file of answers, the test's name (the file's, when not given), its day, and other inputs."""

    answers: Path
    name: str | None = None
    date: str | None = None
    profile: Path | None = None
    inputs: Path | None = None


def recording_options(command: Command) -> Command:
    """Add the options of recording to a command."""
    for option in reversed(
        (
            click.option("--record", type=FILE, help="Write a new test with these answers (JSON) and what they give."),
            click.option("--name", help="With --record: name of the test; the name of the answers' file if not given."),
            click.option("--date", help="With --record: day (YYYY-MM-DD) or moment (YYYY-MM-DDTHH:MM) of the test."),
            click.option("--profile", type=FILE, help="With --record: the account's profile, a JSON file."),
            click.option("--inputs", type=FILE, help="With --record: household, library, settings, account; JSON."),
        )
    ):
        command = option(command)
    return command


def record_test(context: click.Context, paths: tuple[Path, ...], recording: Recording, lang: str) -> None:
    """Write the test into the one definition named, print it, and leave: 0 written, 1 refused, 2 unusable call."""
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.findings import DefinitionError, Finding

    name = recording.name if recording.name is not None else recording.answers.stem
    if len(paths) != 1 or not paths[0].is_file():
        raise click.UsageError(sentence("record-one-file", lang))
    if recording.date is not None and not (_DATE.fullmatch(recording.date) and _is_day(recording.date)):
        raise click.UsageError(sentence("record-date", lang))
    if not 1 <= len(name) <= _MAX_NAME:
        raise click.UsageError(sentence("record-name", lang))
    try:
        source = _source(paths[0])
        written, test = _written(source, name, _inputs(recording))
    except DefinitionError as error:
        findings = list(error.findings)
    except ValueError:
        findings = [source.place(Finding("record-misshapen", "error", "/x-tests"))]
    else:
        findings = _put(paths[0], written)
    for finding in findings:
        click.echo(line_of(finding, lang), err=True)
    if findings:
        context.exit(1)
    click.echo(test, nl=False)
    click.echo(sentence("record-done", lang, name=name, file=str(paths[0])), err=True)
    context.exit(0)


def _put(path: Path, text: str) -> list[Any]:
    from guichet_validate.cli.rewriting import rewrite, too_large

    return too_large(path, text) or rewrite(path, text)


def _is_day(date: str) -> bool:
    from guichet_validate.formats import is_date

    return is_date(date[:10])


def _source(path: Path) -> Source:
    from guichet_validate.checks.files import opened
    from guichet_validate.findings import DefinitionError

    source, findings = opened(path)
    if source is None:
        raise DefinitionError(findings)
    return source


def _inputs(recording: Recording) -> dict[str, Any]:
    inputs: dict[str, Any] = dict(_source(recording.inputs).document) if recording.inputs else {}
    if recording.profile:
        inputs["profile"] = _source(recording.profile).document
    if recording.date:
        inputs["date"] = recording.date
    return {**inputs, "answers": _source(recording.answers).document}


def _written(source: Source, name: str, inputs: Mapping[str, Any]) -> tuple[str, str]:
    """Return the definition's text with the test in it, and the test's own."""
    from guichet_validate.checks.files import Neighbours, translated
    from guichet_validate.findings import DefinitionError, Finding
    from guichet_validate.formatting import formatted, with_test
    from guichet_validate.loading import load
    from guichet_validate.recording import NameTakenError, needed_rows, recorded

    around = Neighbours().of(Path(source.name))
    try:
        definition = load(source.document, fragments=around.fragments, library=around.kinds)
    except DefinitionError as error:
        raise DefinitionError(translated(error, source)) from None
    if "lists" not in inputs and around.lists:
        inputs = {**inputs, "lists": needed_rows(definition, inputs, around.lists)}
    try:
        test = recorded(definition, name, inputs)
    except NameTakenError as error:
        place = source.place(Finding("record-name-taken", "error", f"/x-tests/{error.index}", {"name": name}))
        raise DefinitionError([place]) from None
    return with_test(source.text, test), formatted(test, "test")
