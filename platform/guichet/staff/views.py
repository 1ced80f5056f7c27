"""The administrators' pages: who works with the portal, and what each may do."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet.accounts import forms as account_forms
from guichet.accounts import recovering
from guichet.accounts.confirming import asked_again
from guichet.accounts.models import User
from guichet.accounts.pages import SEE_OTHER, form_page, page
from guichet.database import db
from guichet.i18n import LANGUAGES, language, t
from guichet.publishing.city import city_texts
from guichet.second_factor import services as second_factor
from guichet.staff import ROLES, forms, services
from guichet.staff.services import Duties, LastAdministratorError, TakenError

blueprint = Blueprint("staff", __name__)


@blueprint.get("/staff")
def index() -> Response:
    """List everybody who has a role."""
    return page(
        "staff/index.html",
        members=services.members(),
        state=services.state,
        protected=second_factor.those_with_any(),
        titles=_titles(),
        roles=ROLES,
    )


@blueprint.route("/staff/invite", methods=["GET", "POST"])
@asked_again
def invite() -> Response:
    """Invite somebody: their account is made, and a letter brings the link by which they choose a password."""
    if request.method != "POST":
        return _form("staff/invite.html", forms.read({}, ()), {}, lang="fr")
    typed = forms.read(request.form, _titles())
    lang = request.form.get("language", "")
    lang = lang if lang in LANGUAGES else "fr"
    problems = forms.person_problems(typed) | forms.duties_problems(typed.duties)
    email = account_forms.address(typed.email)
    if not problems and email:
        try:
            user = services.invite(
                email, typed.given_name, typed.family_name, typed.duties, language=lang, by=current_user
            )
        except TakenError as error:
            problems["email"] = "staff-email-member" if error.user.roles else "staff-email-citizen"
        else:
            recovering.invite(user)
            db.session.commit()
            flash(t("staff-invited", name=user.full_name, email=email), "success")
            return redirect(url_for("staff.index"), SEE_OTHER)
    return _form("staff/invite.html", typed, problems, lang=lang)


@blueprint.route("/staff/<int:user_id>", methods=["GET", "POST"])
@asked_again
def member(user_id: int) -> Response:
    """Show one member with what was done to the account, or give them other roles and services."""
    user = _member(user_id)
    if request.method != "POST":
        return _show(user)
    typed = forms.read(request.form, _titles())
    if problems := forms.duties_problems(typed.duties):
        return _show(user, typed.duties, problems)
    return _act(user, lambda: services.change(user, typed.duties, by=current_user), "staff-changed", typed.duties)


@blueprint.post("/staff/<int:user_id>/suspend")
@asked_again
def suspend(user_id: int) -> Response:
    """Close the account of a member."""
    user = _member(user_id)
    return _act(user, lambda: services.suspend(user, by=current_user), "staff-suspended")


@blueprint.post("/staff/<int:user_id>/restore")
@asked_again
def restore(user_id: int) -> Response:
    """Open a suspended account again."""
    user = _member(user_id)
    return _act(user, lambda: services.restore(user, by=current_user), "staff-restored")


@blueprint.post("/staff/<int:user_id>/link")
@asked_again
def link(user_id: int) -> Response:
    """Send the link of an invitation again."""
    user = _member(user_id)
    if services.state(user) != "invited":
        abort(404)
    return _act(user, lambda: recovering.invite(user), "staff-link-sent")


@blueprint.route("/staff/<int:user_id>/second-factor", methods=["GET", "POST"])
@asked_again
def reset_second_factor(user_id: int) -> Response:
    """Ask whether a member's second factor is to be taken off (GET changes nothing), and take it off (POST)."""
    user = _member(user_id)
    if user.id == current_user.id or not second_factor.has_any(user.id):
        abort(404)
    if request.method != "POST":
        return page("staff/reset.html", member=user)
    return _act(user, lambda: services.reset_second_factor(user, by=current_user), "staff-reset-done")


def _member(user_id: int) -> User:
    found = services.member(user_id)
    if found is None:
        abort(404)
    if request.method == "POST" and found.id == current_user.id:
        # Nobody takes from themselves what only another could give back.
        abort(403)
    return found


def _act(user: User, action: Callable[[], object], done: str, typed: Duties | None = None) -> Response:
    try:
        action()
    except LastAdministratorError:
        db.session.rollback()
        return _show(_member(user.id), typed, {"roles": "staff-last-administrator"})
    name = user.full_name
    db.session.commit()
    flash(t(done, name=name), "success")
    return redirect(url_for("staff.member", user_id=user.id), SEE_OTHER)


def _show(user: User, duties: Duties | None = None, problems: dict[str, str] | None = None) -> Response:
    events = services.history(user)
    shown = duties or Duties(tuple(role.name for role in user.roles), tuple(user.services))
    actors = {event.actor_id: db.session.get(User, event.actor_id) for event in events if event.actor_id}
    return form_page(
        "staff/member.html",
        {field: t(key) for field, key in (problems or {}).items()},
        member=user,
        state=services.state(user),
        protected=second_factor.has_any(user.id),
        duties=shown,
        events=[(event, actors[event.actor_id] if event.actor_id else None) for event in events],
        titles=_titles(),
        roles=ROLES,
    )


def _form(template: str, typed: forms.Typed, problems: dict[str, str], **values: Any) -> Response:
    texts = {field: t(key) for field, key in problems.items()}
    return form_page(template, texts, typed=typed, duties=typed.duties, titles=_titles(), roles=ROLES, **values)


def _titles() -> dict[str, str]:
    """Return the title of each service of the city, by its id."""
    found = city_texts(language()).get("services", {})
    return {name: str(service.get("title", name)) for name, service in found.items()}
