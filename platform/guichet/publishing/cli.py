"""`guichet publish PATH…`."""

from pathlib import Path

import click


@click.command()
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", help="Language of the messages.")
@click.pass_context
def publish(context: click.Context, paths: tuple[Path, ...], lang: str) -> None:
    """Publish definitions: files, or every definition below folders.

    All of them are checked first; a single error leaves everything as it was. Publishing again changes nothing.
    """
    from guichet.commands import entered
    from guichet.database import db
    from guichet.i18n import text
    from guichet.publishing import services
    from guichet_validate.checks import Report as CheckReport
    from guichet_validate.cli.reporters import View, report_check

    with entered(lang):
        report = services.publish(paths, actor="guichet publish")
        if not report.refused:
            db.session.commit()
    if not report.files:
        raise click.UsageError(text(lang, "publishing-nothing", {}))
    if report.findings:
        for line in report_check(CheckReport(report.files, report.findings), "text", View(lang)):
            click.echo(line)
    if report.refused:
        click.echo(text(lang, "publishing-refused", {}), err=True)
        context.exit(1)
    for name in report.published:
        click.echo(text(lang, "publishing-published", {"name": name}))
    if report.unchanged:
        click.echo(text(lang, "publishing-unchanged", {"count": len(report.unchanged)}))
