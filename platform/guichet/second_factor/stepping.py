"""The step between the password and the session: who has a second factor, or must have one, shows it first."""

from flask import Flask, g, redirect, request, url_for
from flask_security.tf_plugin import TfPlugin
from werkzeug.wrappers import Response

from guichet.accounts import services as accounts
from guichet.accounts import sessions
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER
from guichet.accounts.proven import Proven
from guichet.database import writing
from guichet.second_factor import half, services


class SecondStep(TfPlugin):
    """What the library asks, once a password was right, before it signs somebody in."""

    def tf_enter(
        self,
        user: User,  # type: ignore[override]  # ours is the only class of accounts
        remember_me: bool | None,  # noqa: ARG002, FBT001 -- the signature is the library's
        primary_authn_via: str,  # noqa: ARG002 -- as above
        next_loc: str | None,  # noqa: ARG002 -- as above; never empty there
    ) -> Response | None:
        """Lead whoever has more to show to the page for it; None for everybody else."""
        has, must = services.has_any(user.id), accounts.needs_second_factor(user)
        if not has and not must:
            return None
        proven: Proven = g.pop("proven")
        with writing():
            fresh = proven.fresh()
            if fresh is None:
                return redirect(url_for("security.login"), SEE_OTHER)
            sessions.settle_tries()
            half.begin(fresh, request.values.get("next", ""))
        return redirect(url_for("second_factor.code" if has else "second_factor.first"), SEE_OTHER)


def init_app(app: Flask) -> None:
    """Put the step where the library looks for it."""
    app.extensions["security"].two_factor_plugins = SecondStep()
