"""What protects every page: response headers, cookies, trusted hosts, forgery tokens, size limits."""

import secrets
from collections.abc import Callable
from copy import deepcopy
from functools import lru_cache

from flask import Flask, Request, abort, current_app, g, request, session
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_login import current_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import generate_csrf
from werkzeug.exceptions import SecurityError
from werkzeug.wrappers import Response

from guichet.config import Config
from guichet.private import browsers

MAX_BODY = 32 * 1024 * 1024
_MAX_FORM_PARTS = 5000
_MAX_FORM_TEXT = 2 * 1024 * 1024
_NONCE_BYTES = 18
_MOST_SIGNED = 4096
_MOST_COOKIES = 1024

csrf = CSRFProtect()


def init_app(app: Flask, config: Config) -> None:
    """Set limits and cookie flags, and register the guards in the order they must run."""
    prefix = "__Host-" if config.secure else ""
    app.config.update(
        SECRET_KEY=config.secret_key,
        TRUSTED_HOSTS=list(config.trusted_hosts),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_PARTS=_MAX_FORM_PARTS,
        MAX_FORM_MEMORY_SIZE=_MAX_FORM_TEXT,
        SESSION_COOKIE_NAME=f"{prefix}guichet_session",
        SESSION_COOKIE_SECURE=config.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        # The token lives as long as the session: a form left open over lunch is still accepted.
        WTF_CSRF_TIME_LIMIT=None,
        # The token is bound to a `__Host-` cookie; browsers that hide the referrer must work too.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.before_request(_refuse_forged_host)
    app.before_request(_refuse_nul)
    app.session_interface = _Cookie(app)
    csrf.init_app(app)
    token = _csrf_token()
    # In place of the library's own, which signs for each page.
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})
    app.jinja_env.globals["csp_nonce"] = csp_nonce
    app.jinja_env.globals["max_body"] = MAX_BODY
    app.after_request(_set_headers)
    if config.secure:
        app.after_request(_require_https)


class _Cookie(SecureCookieSessionInterface):
    """The session in its signed cookie; one that comes again is not looked through again.

    How old a cookie may be is looked at the first time: what it opens ends by rows of the database long before.
    """

    def __init__(self, app: Flask) -> None:
        """Keep what cookies of this application said."""
        looked = super().open_session
        self._seen = lru_cache(maxsize=_MOST_COOKIES)(lambda _cookie: dict(looked(app, request) or {}))

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return what the cookie of this request says, or an empty session."""
        return self.session_class(deepcopy(self._seen(request.cookies.get(self.get_cookie_name(app), ""))))


def _csrf_token() -> Callable[[], str]:
    """Return the function that gives a page its token: signed once for a session, for it has no end of its own."""
    signed = lru_cache(maxsize=_MOST_SIGNED)(lambda _secret: generate_csrf())

    def token() -> str:
        secret = session.get("csrf_token")
        return str(signed(secret) if isinstance(secret, str) else generate_csrf())

    return token


def csp_nonce() -> str:
    """Return the nonce of this response, which every script element carries."""
    nonce: str | None = g.get("csp_nonce")
    if nonce is None:
        nonce = g.csp_nonce = secrets.token_urlsafe(_NONCE_BYTES)
    return nonce


def is_own_address(address: str) -> bool:
    """Say whether a browser told to go there stays on this site: a path, and nothing it would take for a host."""
    return address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()


def _refuse_forged_host() -> None:
    # Without a trusted host there is no URL adapter: nothing after this could build a link.
    if isinstance(request.routing_exception, SecurityError):
        raise request.routing_exception


def _refuse_nul() -> None:
    # No address of ours holds it, and PostgreSQL takes it in no text.
    if "\x00" in request.path:
        abort(404)


def _content_security_policy() -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'nonce-{csp_nonce()}'",
            "style-src 'self'",
            # A photograph is shown before it is sent: its address lives and dies in the page that chose it.
            "img-src 'self' blob:",
            "font-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            # Browsers look at where the answer to a form leads as well: to who signs people in, and out.
            " ".join(("form-action 'self'", *(provider.origin for provider in _config().identity_providers))),
            "base-uri 'none'",
            "frame-ancestors 'none'",
        ),
    )


def _config() -> Config:
    config: Config = current_app.extensions["guichet_config"]
    return config


def _set_headers(response: Response) -> Response:
    headers = response.headers
    if "Content-Security-Policy" not in headers:
        headers["Content-Security-Policy"] = _content_security_policy()
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("X-Frame-Options", "DENY")
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    # A person may give their position by a button of the form; nothing else of the machine is ever read.
    headers["Permissions-Policy"] = "camera=(), geolocation=(self), microphone=(), payment=(), usb=()"
    if "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-cache, private" if _is_public(response) else "no-store"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def _is_public(response: Response) -> bool:
    """Say whether nothing on this page belongs to somebody."""
    rule = g.get("policy_rule")
    if rule is None or not rule.public or response.status_code >= 500:  # noqa: PLR2004 -- the HTTP status
        return False
    return browsers.current() is None and not ("_login_user" in g and current_user.is_authenticated)


def _require_https(response: Response) -> Response:
    response.headers["Strict-Transport-Security"] = "max-age=63072000; includeSubDomains"
    return response
