"""Where a person arrives after signing in."""

from flask import Blueprint, current_app, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/welcome")
def arrival() -> Response:
    """Lead agents to their queue and everybody else to their requests."""
    wanted = "backoffice.queue" if current_user.has_role("agent") else "requests.index"
    return redirect(url_for(wanted if wanted in current_app.view_functions else "catalogue.home"))
