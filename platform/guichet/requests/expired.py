"""A form posted by somebody who is no longer signed in: what was typed is carried on until posted again.

Nothing is looked up and nothing is kept: the page holds only what its reader has just sent. Whoever posts it again
is checked as for any form, so that it reaches nobody's draft but the person's own.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Flask, request, url_for
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response

from guichet.errors import forged_form
from guichet.i18n import t
from guichet.private import browsers
from guichet.requests import pages

# Those of requests may also be open by a private link.
_OF_REQUESTS = frozenset({"requests.step", "requests.review", "requests.correct", "requests.write", "opinions.give"})
_OF_AGENTS = frozenset(
    {
        "backoffice.refuse",
        "backoffice.refuse_document",
        "backoffice.correction",
        "backoffice.write",
        "backoffice.note",
        "desk.refuse",
    }
)
_FORMS = _OF_REQUESTS | _OF_AGENTS | {"profile.save"}
_FORBIDDEN = 403
_TOKEN = "csrf_token"  # noqa: S105 -- the name of a field


def init_app(app: Flask) -> None:
    """Look at what is posted before anything sends their reader away to sign in."""
    app.before_request(_signed_out)


def init_blueprint(blueprint: Blueprint) -> None:
    """Answer forms whose token belongs to a session that has ended."""
    blueprint.register_error_handler(CSRFError, _other_session)


def signed_in() -> Response:
    """Say, in the tab that was opened for signing in, where what was typed waits."""
    return pages.page("requests/signed_in.html")


def _signed_out() -> Response | None:
    carried = request.method == "POST" and request.endpoint in _FORMS
    return _carry() if carried and _is_out() and _from_here() else None


def _other_session(error: CSRFError) -> Response:
    carried = request.endpoint in _FORMS and _TOKEN in request.form and _from_here()
    return _carry() if carried else forged_form(error)


def _carry() -> Response:
    out = _is_out()
    if pages.is_fragment():
        return pages.told(
            t("steps-autosave-signed-out") if out else t("steps-autosave-other-session"), status=_FORBIDDEN
        )
    action = request.form.get("action", "next")
    return pages.page(
        "requests/expired.html",
        status=_FORBIDDEN,
        out=out,
        private=request.endpoint in _OF_REQUESTS,
        fields=[pair for pair in request.form.items(multi=True) if pair[0] not in {_TOKEN, "action"}],
        action=action,
        files=any(file.filename for file in request.files.values()),
        sign_in=url_for("security.login", next=url_for("requests.signed_in")),
    )


def _is_out() -> bool:
    """Tell whether its reader can open the form no more: not signed in, and not open here by a private link."""
    request_id = (request.view_args or {}).get("request_id")
    return not current_user.is_authenticated and not (request_id and browsers.holds(request_id))


def _from_here() -> bool:
    """Tell whether a page of this site sent the form: no other site may have its fields carried on."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.host
