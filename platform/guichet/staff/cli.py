"""`guichet user`: the members of the staff, from the command line; the first administrator comes from here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from guichet.staff import ROLES

if TYPE_CHECKING:
    from guichet.accounts.models import User


@click.group()
@click.option("--lang", type=click.Choice(("fr", "en")), default="fr", help="Language of the messages.")
@click.pass_context
def user(context: click.Context, lang: str) -> None:
    """Invite, list, change and suspend those who work for the city; reset the second factor of anybody."""
    context.obj = lang


@user.command("invite")
@click.argument("email")
@click.option("--given-name", default="", help="First name.")
@click.option("--family-name", default="", help="Last name.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Once for each role.")
@click.option("--service", "services", multiple=True, help="Id of a service in city.json; once for each.")
@click.option("--language", type=click.Choice(("fr", "en")), default="fr", help="Language of the e-mails.")
@click.pass_obj
def invite(
    lang: str,
    email: str,
    given_name: str,
    family_name: str,
    roles: tuple[str, ...],
    services: tuple[str, ...],
    language: str,
) -> None:
    """Make an account and print the link by which its password is chosen; it is sent by e-mail too."""
    from guichet.accounts import recovering
    from guichet.accounts.forms import address
    from guichet.commands import at_work
    from guichet.staff import services as staff

    with at_work(lang) as tell:
        found = address(email)
        if found is None:
            raise click.UsageError(tell("staff-command-address", email=email))
        duties = staff.Duties(_in_order(roles), _known(services, roles, tell))
        try:
            member = staff.invite(found, given_name, family_name, duties, language=language)
        except staff.TakenError as error:
            raise click.ClickException(tell("staff-command-taken", email=found)) from error
        url = recovering.invite(member)
    click.echo(tell("staff-command-invited", email=found, url=url))


@user.command("list")
@click.pass_obj
def list_members(lang: str) -> None:
    """List the members of the staff."""
    from guichet.commands import at_work
    from guichet.staff import services as staff

    with at_work(lang) as tell:
        rows = [
            (member.email, tell(f"staff-state-{staff.state(member)}"), _roles(member), ", ".join(member.services))
            for member in staff.members()
        ]
    if not rows:
        click.echo(tell("staff-command-nobody"))
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(4)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@user.command("change")
@click.argument("email")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="Once for each role.")
@click.option("--service", "services", multiple=True, help="Id of a service in city.json; once for each.")
@click.pass_obj
def change(lang: str, email: str, roles: tuple[str, ...], services: tuple[str, ...]) -> None:
    """Give a member these roles and services instead of those of before."""
    from guichet.staff import services as staff

    def act(member: User, tell: Callable[..., str]) -> None:
        staff.change(member, staff.Duties(_in_order(roles), _known(services, roles, tell)))

    _act(lang, email, act)


@user.command("suspend")
@click.argument("email")
@click.pass_obj
def suspend(lang: str, email: str) -> None:
    """Close a member's account and sign it out everywhere."""
    from guichet.staff import services as staff

    _act(lang, email, lambda member, _tell: staff.suspend(member))


@user.command("restore")
@click.argument("email")
@click.pass_obj
def restore(lang: str, email: str) -> None:
    """Open a suspended account again."""
    from guichet.staff import services as staff

    _act(lang, email, lambda member, _tell: staff.restore(member))


@user.command("reset-second-factor")
@click.argument("account")
@click.pass_obj
def reset_second_factor(lang: str, account: str) -> None:
    """Take every second factor off ACCOUNT, a member's or a citizen's, and sign it out everywhere.

    Make sure of the person first: whoever has the password adds the next one.
    """
    from guichet.accounts.services import find_by_identifier
    from guichet.commands import at_work
    from guichet.second_factor import services as second_factor
    from guichet.staff import services as staff

    with at_work(lang) as tell:
        found = find_by_identifier(account)
        if found is None:
            raise click.ClickException(tell("staff-command-account", email=account))
        email = found.email
        done = staff.reset_second_factor(found) if found.roles else second_factor.reset(found)
        if not done:
            raise click.ClickException(tell("staff-command-no-factor", email=email))
        told = tell("staff-command-reset", email=email)
    click.echo(told)


def _act(lang: str, email: str, action: Callable[[User, Callable[..., str]], None]) -> None:
    from guichet.accounts.services import find_by_identifier
    from guichet.commands import at_work
    from guichet.staff import services as staff

    with at_work(lang) as tell:
        member = find_by_identifier(email)
        if member is None or not member.roles:
            raise click.ClickException(tell("staff-command-unknown", email=email))
        try:
            action(member, tell)
        except staff.LastAdministratorError as error:
            raise click.ClickException(tell("staff-command-last", email=member.email)) from error
        told = tell(
            "staff-command-done",
            email=member.email,
            state=tell(f"staff-state-{staff.state(member)}"),
            roles=_roles(member),
        )
    click.echo(told)


def _known(services: tuple[str, ...], roles: tuple[str, ...], tell: Callable[..., str]) -> tuple[str, ...]:
    from guichet.publishing.city import city

    known = city().services
    for service in services:
        if service not in known:
            raise click.UsageError(tell("staff-command-service", service=service, known=", ".join(known)))
    if "agent" in roles and not services:
        raise click.UsageError(tell("staff-command-services"))
    return tuple(service for service in known if service in services)


def _in_order(roles: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(role for role in ROLES if role in roles)


def _roles(member: User) -> str:
    return ", ".join(_in_order(tuple(role.name for role in member.roles)))
