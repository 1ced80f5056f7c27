"""The application factory: makes the Flask application and lets each part bind itself to it."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from guichet import database, errors, i18n, layout, logs, policy, security
from guichet.accounts import sign_in
from guichet.config import Config

DOMAINS = ("catalogue", "api", "accounts", "profile", "requests", "documents", "messages", "backoffice")


def create_app(config: Config | None = None) -> Flask:
    """Return the portal for this configuration (by default the environment's)."""
    config = config or Config.from_environment()
    app = Flask("guichet")
    app.extensions["guichet_config"] = config
    logs.init_app(app)
    security.init_app(app, config)
    database.init_app(app, config)
    i18n.init_app(app)
    policy.init_app(app)
    sign_in.init_app(app, config)
    layout.init_app(app)
    errors.init_app(app)
    for domain in DOMAINS:
        if find_spec(f"guichet.{domain}.views"):
            app.register_blueprint(import_module(f"guichet.{domain}.views").blueprint)
    return app
