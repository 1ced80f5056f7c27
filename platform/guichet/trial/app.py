"""The made-up provider as a small application of its own: one page on which to choose somebody, and its services."""

import secrets
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from authlib.oauth2 import OAuth2Error
from flask import Flask, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response

from guichet import assets, i18n
from guichet.config import Config, IdentityProvider
from guichet.i18n import t
from guichet.trial.issuing import ALGORITHM, LEVEL, Client, Issuer
from guichet.trial.people import PEOPLE

_SECRET_BYTES: Final = 32
_LOOPBACK: Final = ("127.0.0.1", "localhost")


class NotHereError(Exception):
    """Why the made-up provider is not for this portal, and what to do about it."""


def settings_for(config: Config, issuer: str) -> Config:
    """Return the settings with the made-up provider in them. Raises NotHereError.

    It is one more provider, checked as any: only its name, its address and its secret are given.
    """
    if config.environment != "demo":
        raise NotHereError("--franceconnect is for the demonstration: leave it out, or set GUICHET_ENVIRONMENT=demo")
    if urlsplit(config.base_url).hostname not in _LOOPBACK:
        raise NotHereError(
            "--franceconnect is reached from this machine only: leave GUICHET_BASE_URL out, or give it 127.0.0.1"
        )
    if any(one.name == "franceconnect" for one in config.identity_providers):
        raise NotHereError("GUICHET_FRANCECONNECT_ISSUER is set: leave it out, or --franceconnect")
    made_up = IdentityProvider(
        name="franceconnect",
        issuer=issuer,
        client_id="guichet",
        client_secret=secrets.token_urlsafe(_SECRET_BYTES),
        scope="openid identite_pivot preferred_username email",
        acr=LEVEL,
        algorithms=(ALGORITHM,),
    )
    return replace(config, identity_providers=(*config.identity_providers, made_up))


def create(config: Config) -> Flask:
    """Return the application of the made-up provider that these settings name (`settings_for`).

    It sets no cookie: browsers give those of one port of this machine to all others.
    """
    settings = next(one for one in config.identity_providers if one.name == "franceconnect")
    app = Flask("guichet")
    app.config["TRUSTED_HOSTS"] = list(_LOOPBACK)
    i18n.init_app(app)
    assets.init_app(app)
    portal = f"{config.base_url}/sign-in/franceconnect"
    client = Client(
        settings.client_id, settings.client_secret, f"{portal}/callback", f"{portal}/signed-out", settings.scope
    )
    _bind(app, Issuer(app, settings.issuer, client), config.base_url)
    return app


def _bind(app: Flask, issuer: Issuer, portal: str) -> None:
    def metadata() -> Response:
        return jsonify(
            issuer=issuer.name,
            authorization_endpoint=f"{issuer.name}/authorize",
            token_endpoint=f"{issuer.name}/token",
            userinfo_endpoint=f"{issuer.name}/userinfo",
            jwks_uri=f"{issuer.name}/jwks",
            end_session_endpoint=f"{issuer.name}/sign-out",
            response_types_supported=["code"],
            subject_types_supported=["public"],
            id_token_signing_alg_values_supported=[ALGORITHM],
            userinfo_signing_alg_values_supported=[ALGORITHM],
        )

    def authorize() -> Any:
        try:
            grant = issuer.server.get_consent_grant()
        except OAuth2Error:
            return _page("trial/choose.html", status=400, portal=portal)
        if request.method == "GET":
            return _page("trial/choose.html", people=PEOPLE, portal=portal)
        chosen = request.form.get("person", "")
        # Nobody chosen is somebody who gave up.
        return issuer.server.create_authorization_response(grant_user=chosen if chosen in PEOPLE else None, grant=grant)

    def sign_out() -> Response:
        """Nothing is open here: lead back to the portal, to the one place that is registered."""
        after = issuer.client.after_sign_out
        state = urlencode({"state": request.args.get("state", "")})
        return redirect(f"{after}?{state}" if request.args.get("post_logout_redirect_uri") == after else f"{portal}/")

    def protect(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
            f"form-action 'self' {portal}"
        )
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    app.after_request(protect)
    app.add_url_rule("/.well-known/openid-configuration", view_func=metadata)
    app.add_url_rule("/jwks", endpoint="jwks", view_func=lambda: jsonify(issuer.keys()))
    app.add_url_rule("/authorize", view_func=authorize, methods=("GET", "POST"))
    app.add_url_rule("/token", endpoint="token", view_func=issuer.server.create_token_response, methods=("POST",))
    app.add_url_rule("/sign-out", view_func=sign_out)
    app.add_url_rule(
        "/userinfo", endpoint="userinfo", view_func=lambda: issuer.server.create_endpoint_response("userinfo")
    )


def _page(template: str, *, status: int = 200, **shown: Any) -> tuple[str, int]:
    return render_template(template, title=t("trial-title"), **shown), status
