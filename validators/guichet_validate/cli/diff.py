"""The command ``diff``: exit status 0 nothing to stop for, 1 a change of the class to fail on, 2 unusable."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet_validate.cli.options import FILE, LANG, sentence

if TYPE_CHECKING:
    from guichet_validate.checks.files import Surroundings
    from guichet_validate.diff.impact import Effect, Sample
    from guichet_validate.model import Definition

_STDIN = Path("-")
_VERSION = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)
_FAILING = {"breaking": ("breaking",), "care": ("breaking", "care"), "never": ()}


@click.command("diff")
@click.argument("old", metavar="OLD", type=_VERSION)
@click.argument("new", metavar="NEW", type=_VERSION)
@click.option(
    "--drafts", type=FILE, help="Answers of drafts: JSON objects {id, answers, date…}, one a line, or an array."
)
@click.option("--requests", type=FILE, help="Answers of pending requests, in the same form.")
@click.option("--fail-on", type=click.Choice(tuple(_FAILING)), default="breaking", help="What leaves exit status 1.")
@click.option("--format", "form", type=click.Choice(("text", "json")), default="text", help="How changes are printed.")
@LANG
@click.pass_context
def diff(
    context: click.Context,
    /,
    old: Path,
    new: Path,
    drafts: Path | None,
    requests: Path | None,
    fail_on: str,
    form: str,
    lang: str,
) -> None:
    """Class every change between two versions.

    A change is safe, to handle with care, or breaking; what it does to people's answers is told too.

    OLD may be - for the standard input: git show HEAD:FILE | guichet diff - FILE. Without --drafts or --requests, the
    tests of OLD serve as answers.
    """
    from guichet_validate.cli.differences import FORMS, Comparison
    from guichet_validate.diff import compare

    if old == new == _STDIN:
        raise click.UsageError(sentence("diff-both-input", lang))
    before, after = _definitions(old, new, lang)
    changes = compare(before, after)
    given = (("drafts", drafts), ("requests", requests))
    effects = list(_effects(before, after, given, _lists(new, before, after), lang)) if changes else []
    for line in FORMS[form](Comparison(before, after, changes, effects), lang):
        click.echo(line)
    context.exit(1 if any(change.level in _FAILING[fail_on] for change in changes) else 0)


def _definitions(old: Path, new: Path, lang: str) -> tuple[Definition, Definition]:
    """Build both; what only one of them has beside it (a city's fragments) serves the other too."""
    from guichet_validate.checks.files import Neighbours

    neighbours = Neighbours()
    around = [neighbours.of(path) for path in (old, new) if path != _STDIN]
    return _definition(old, around, lang), _definition(new, around[::-1], lang)


def _definition(path: Path, around: Sequence[Surroundings], lang: str) -> Definition:
    """Build one definition, by the first surroundings that let it be built; exit status 2 if none does."""
    from guichet_validate.checks.files import opened, opened_bytes, translated
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.findings import DefinitionError
    from guichet_validate.loading import load
    from guichet_validate.source import MAX_BYTES

    source, findings = opened_bytes(sys.stdin.buffer.read(MAX_BYTES + 1), "-") if path == _STDIN else opened(path)
    if source is not None:
        for surroundings in around:
            try:
                return load(source.document, fragments=surroundings.fragments, library=surroundings.kinds)
            except DefinitionError as error:
                findings = findings or translated(error, source)
    for finding in findings:
        click.echo(line_of(finding, lang), err=True)
    raise click.exceptions.Exit(2)


def _lists(path: Path, *definitions: Definition) -> dict[str, list[Mapping[str, str]]]:
    """Return the rows of the city's reference lists that either version reads."""
    from guichet_validate.checks.files import Neighbours

    lists = Neighbours().of(path).lists or {}
    wanted = {name for definition in definitions for name in definition.lists}
    return {name: list(lists[name].rows) for name in sorted(wanted & lists.keys())}


def _effects(
    old: Definition,
    new: Definition,
    given: Sequence[tuple[str, Path | None]],
    lists: Mapping[str, Sequence[Mapping[str, str]]],
    lang: str,
) -> Iterator[tuple[str, Sequence[Effect]]]:
    from guichet_validate.cli.samples import UnreadableError, read_samples
    from guichet_validate.diff.impact import effects, samples_of

    named = [(kind, path) for kind, path in given if path is not None]
    samples = samples_of(old)
    if not named and samples:
        # A test that is misshapen fails when tests are run; here it is no sample.
        yield "tests", [effect for sample in samples for effect in _lenient(old, new, sample)]
    for kind, path in named:
        try:
            yield kind, list(effects(old, new, read_samples(path, lists)))
        except UnreadableError as error:
            raise click.UsageError(sentence(error.key, lang, **error.params)) from None
        except ValueError as error:
            raise click.UsageError(sentence("diff-samples-misshapen", lang, file=str(path), name=str(error))) from None


def _lenient(old: Definition, new: Definition, sample: Sample) -> list[Effect]:
    from guichet_validate.diff.impact import effects

    try:
        return list(effects(old, new, [sample], prefilled=True))
    except ValueError:
        return []
