"""The command ``new``: exit status 0 written, 1 refused, 2 unusable call."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from guichet_validate.cli.options import LANG, sentence

if TYPE_CHECKING:
    from guichet_validate.drafting import Wishes
    from guichet_validate.findings import Finding


@click.command("new")
@click.option("--title", help="Title of the procedure, in French.")
@click.option("--title-en", help="Title in English, when the texts are in English too.")
@click.option("--languages", help="Languages of the texts: fr, or fr,en.")
@click.option("--id", "identifier", help="Permanent identifier; made of the title when it is not given.")
@click.option("--category", help="Category of the home page, one of those in city.json.")
@click.option("--service", help="Service that handles the requests, one of those in city.json.")
@click.option("--online/--information", default=None, help="A form, or a page of information only.")
@click.option("--access", type=click.Choice(("open", "account", "verified")), help="Who may ask.")
@click.option("--household/--no-household", default=None, help="The request is about a member of the household.")
@click.option("--document", "documents", multiple=True, help="A kind of document to bring; may be repeated.")
@click.option("--no-documents", is_flag=True, help="No document is to be brought.")
@click.option("--no-input", is_flag=True, help="Ask nothing: what is not given takes its default, or is an error.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="File to write: FOLDER/ID.json.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@LANG
@click.pass_context
def new(context: click.Context, /, lang: str, output: Path | None, *, force: bool, **given: object) -> None:
    """Write a first definition, from a few answers or from options.

    The file goes to definitions/CATEGORY/ID.json beside the nearest city.json. It passes guichet check, and carries
    its first tests.
    """
    from guichet_validate.cli.city_file import CityFile
    from guichet_validate.cli.reporters import line_of
    from guichet_validate.cli.wishes import gather

    city = CityFile.near(output.parent if output else Path())
    for finding in city.findings:
        click.echo(line_of(finding, lang), err=True)
    if city.findings:
        context.exit(1)
    wishes = gather(city, lang, {**given, "force": force})
    target = output or city.root / wishes.category / f"{wishes.id}.json"
    if target.name != f"{wishes.id}.json":
        raise click.UsageError(sentence("new-not-file-name", lang, file=f"{wishes.id}.json"))
    if target.exists() and not force:
        _refuse(context, sentence("new-file-exists", lang, file=str(target)))
    other = city.holder_of(wishes.id, target)
    if other is not None:
        _refuse(context, sentence("new-id-taken", lang, id=wishes.id, file=str(other)))
    findings = _write(target, wishes)
    for finding in findings:
        click.echo(line_of(finding, lang), err=True)
    if any(finding.severity == "error" for finding in findings):
        context.exit(1)
    click.echo(sentence("new-done", lang, file=str(target)))


def _refuse(context: click.Context, said: str) -> None:
    click.echo(said, err=True)
    context.exit(1)


def _write(target: Path, wishes: Wishes) -> list[Finding]:
    """Write the file if it has no error (a city's own fragments may not go with it); return what is to be said."""
    from guichet_validate.checks import check
    from guichet_validate.checks.files import Neighbours, translated
    from guichet_validate.cli.rewriting import rewrite
    from guichet_validate.drafting import first_definition
    from guichet_validate.findings import DefinitionError
    from guichet_validate.formatting import formatted
    from guichet_validate.source import read

    around = Neighbours().of(target)
    try:
        document = first_definition(wishes, fragments=around.fragments, kinds=around.kinds)
        source = read(formatted(document), str(target))
    except DefinitionError as error:
        return translated(error)
    findings = list(check(source, fragments=around.fragments, kinds=around.kinds))
    if any(finding.severity == "error" for finding in findings):
        return findings
    # Where the folder cannot be made, writing tells why.
    with contextlib.suppress(OSError):
        target.parent.mkdir(parents=True, exist_ok=True)
    # Remarks on what the person wrote come with the file.
    return [*rewrite(target, source.text), *findings]
