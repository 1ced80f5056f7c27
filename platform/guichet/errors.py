"""Error pages: what happened and what to do next, in plain words and the person's language."""

import logging
from contextlib import suppress

from flask import Flask, current_app, g, make_response, redirect, render_template, request, url_for
from flask_login import current_user, logout_user
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import ObjectDeletedError
from werkzeug.exceptions import HTTPException, InternalServerError, SecurityError, ServiceUnavailable
from werkzeug.wrappers import Response

from guichet.config import Config
from guichet.i18n import language, t

_log = logging.getLogger("guichet.errors")
_WITH_OWN_TEXT = frozenset({400, 403, 404, 405, 409, 413, 429, 500, 503})
_RETRY_SECONDS = "30"
_SERVER_FAULT = 500
_DATABASE_FAULTS = (OperationalError, InterfaceError, PoolTimeoutError)


def init_app(app: Flask) -> None:
    """Register one handler per kind of error."""
    app.register_error_handler(SecurityError, _forged_host)
    app.register_error_handler(CSRFError, forged_form)
    app.register_error_handler(HTTPException, _http_error)
    for fault in _DATABASE_FAULTS:
        app.register_error_handler(fault, _database_away)
    app.register_error_handler(ObjectDeletedError, _row_gone)
    app.register_error_handler(Exception, _fault)


def page(status: int, kind: str, *, plain: bool = False) -> Response:
    """Return the error page whose texts are `errors-{kind}-title` and `errors-{kind}-body`.

    `plain` pages stand alone: they need neither an account nor the database nor a valid host.
    """
    if plain:
        _forget_an_unreadable_account()
    texts = {
        "title": t(f"errors-{kind}-title"),
        "body": t(f"errors-{kind}-body"),
        "request_id": g.get("request_id"),
    }
    if plain:
        # No context processor runs here: they ask for the account and build links.
        template = current_app.jinja_env.get_template("errors/plain.html")
        html = template.render(texts, lang=language(), base_url=_config().base_url)
    else:
        html = render_template("errors/page.html", **texts)
    return make_response(html, status)


def _forget_an_unreadable_account() -> None:
    """Let the request itself choose the language where the account has to be read and cannot be."""
    try:
        language()
    except SQLAlchemyError:
        g.pop("_login_user", None)


def _config() -> Config:
    config: Config = current_app.extensions["guichet_config"]
    return config


def _forged_host(_error: SecurityError) -> Response:
    return page(400, "host", plain=True)


def forged_form(_error: CSRFError) -> Response:
    """Answer a form that cannot be shown to come from its reader."""
    # Without any session cookie the likeliest cause is a browser that refuses them all.
    refused = current_app.config["SESSION_COOKIE_NAME"] not in request.cookies
    return page(400, "cookies" if refused else "form")


def _http_error(error: HTTPException) -> Response:
    if isinstance(error, InternalServerError) and isinstance(error.original_exception, _DATABASE_FAULTS):
        # It went away while another error's page was drawn.
        return _database_away(error.original_exception)
    code = error.code or _SERVER_FAULT
    if error.response is not None or code < 400:  # noqa: PLR2004 -- redirections are HTTPExceptions too
        return make_response(error.get_response())
    kind = str(code) if code in _WITH_OWN_TEXT else ("500" if code >= _SERVER_FAULT else "400")
    response = page(code, kind, plain=code >= _SERVER_FAULT)
    for name, value in error.get_headers():
        if name not in {"Content-Type", "Content-Length"}:
            response.headers[name] = value
    if code == ServiceUnavailable.code:
        response.headers.setdefault("Retry-After", _RETRY_SECONDS)
    return response


def _database_away(error: Exception) -> Response:
    _log.error("database unavailable", exc_info=error, extra={"fields": {"request": g.get("request_id")}})
    response = page(503, "503", plain=True)
    response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _row_gone(error: ObjectDeletedError) -> Response:
    """Lead to sign-in whose account was deleted, from another window, while this page was at work."""
    with suppress(ObjectDeletedError):
        if current_user.is_anonymous or current_user.email:
            return _fault(error)
    logout_user()
    return make_response(redirect(url_for("security.login")))


def _fault(error: Exception) -> Response:
    if current_app.testing and current_app.config["PROPAGATE_EXCEPTIONS"]:
        raise error
    _log.error("fault", exc_info=error, extra={"fields": {"request": g.get("request_id")}})
    return page(InternalServerError.code, "500", plain=True)
