"""Pages of one's own account: the identity linked to it, linking one, taking it off."""

from datetime import datetime
from typing import Final

from flask import abort, flash, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import confirming
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page
from guichet.database import db, writing
from guichet.federation import logout, presentation, services
from guichet.federation.attempts import Ended
from guichet.federation.pages import asked, send
from guichet.federation.provider import Identified, Provider
from guichet.federation.reasons import RefusedError
from guichet.i18n import t

LINK: Final = "link"


def own(name: str) -> Response:
    """Show the linked identity, or how to link one."""
    return _page(_fitting(name))


def link(name: str) -> Response:
    """Send the holder of the account, who gives the password again, to the provider."""
    to = _fitting(name)
    user_id = current_user.id
    if current_user.password is None:
        return _page(to)
    problems, wait = confirming.by_password(current_user)
    return _page(to, problems, wait) if problems or wait else send(to, LINK, user_id=user_id)


def linked(by: Provider, attempt: Ended, identified: Identified) -> Response:
    """Link who has come back to the account that asked for it. Raises RefusedError."""
    if not current_user.is_authenticated or current_user.id != attempt.user_id:
        raise RefusedError("expired", "account")
    with writing():
        user = db.session.get_one(User, attempt.user_id)
        services.link(user, identified.identity, by.settings)
    logout.remember(by.name, identified.id_token)
    flash(t("federation-linked", provider=t(f"federation-name-{by.name}")), "success")
    return redirect(url_for("federation.own", name=by.name), SEE_OTHER)


def unlink(name: str) -> Response:
    """Take the identity off the account, whose password is given again."""
    by = _fitting(name)
    user_id = current_user.id
    if current_user.password is None:
        return _page(by)
    problems, wait = confirming.by_password(current_user)
    if problems or wait:
        return _page(by, problems, wait)
    with writing():
        gone = services.unlink(db.session.get_one(User, user_id), by.name)
    if gone:
        flash(t("federation-unlinked", provider=t(f"federation-name-{by.name}")), "success")
    return redirect(url_for("federation.own", name=by.name), SEE_OTHER)


def _fitting(name: str) -> Provider:
    """Return the provider, which is that of citizens or of agents as the account is one or the other."""
    found = asked(name)
    if presentation.provider_of(current_user) != found.name:
        abort(404)
    return found


def _page(by: Provider, problems: dict[str, str] | None = None, wait: datetime | None = None) -> Response:
    return form_page("federation/own.html", problems, wait, provider=by.name)
