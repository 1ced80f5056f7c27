"""«Mon profil»."""

from datetime import datetime

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import versions
from guichet.database import db
from guichet.i18n import PARIS, t
from guichet.profile import services
from guichet.profile.forms import FIELDS, GROUPS, problems

blueprint = Blueprint("profile", __name__)


@blueprint.get("/profile")
def show() -> Response:
    """Show what the account keeps, in a form."""
    profile = services.profile_of(current_user)
    return _page(services.values_of(profile), profile.version)


@blueprint.post("/profile")
def save() -> Response:
    """Keep the changes, or show what is to be mended with everything that was typed."""
    values = {field.name: services.clean(_posted(field.name)) for field in FIELDS}
    version = versions.seen(request.form.get("version", ""))
    wrong = problems(values, datetime.now(PARIS).date())
    if wrong:
        return _page(values, version, wrong, status=422)
    try:
        services.save(current_user, values, version)
    except services.ConflictError:
        db.session.rollback()
        stored = services.profile_of(current_user)
        return _page(values, stored.version, stored=services.values_of(stored), status=409)
    db.session.commit()
    flash(t("profile-saved"), "success")
    return make_response(redirect(url_for("profile.show")))


def _posted(name: str) -> str:
    """Return the value of a field; a date may come in three parts, as other forms of the portal send it."""
    if f"{name}#year" not in request.form:
        return request.form.get(name, "")
    day, month, year = (request.form.get(f"{name}#{part}", "").strip() for part in ("day", "month", "year"))
    if not (day or month or year):
        return ""
    return "-".join((year.rjust(4, "0"), month.rjust(2, "0"), day.rjust(2, "0")))


def _page(
    values: dict[str, str],
    version: int,
    wrong: dict[str, str] | None = None,
    *,
    stored: dict[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Draw the form; `stored` are the values saved meanwhile by somebody else, shown beside what was typed."""
    html = render_template(
        "profile/show.html",
        groups=[(group, [field for field in FIELDS if field.group == group]) for group in GROUPS],
        values=values,
        version=version,
        wrong=wrong or {},
        stored=stored or {},
        household=services.profile_of(current_user).household,
    )
    return make_response(html, status)
