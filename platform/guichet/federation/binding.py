"""Binds federation to the application: its providers, what templates ask of them, signing out."""

from flask import Flask

from guichet.config import Config
from guichet.federation import logout, presentation, provider


def init_app(app: Flask, config: Config) -> None:
    """Bind all of it; without a provider in the settings nothing of it is seen."""
    provider.init_app(app, config)
    logout.init_app(app)
    app.jinja_env.globals.update(
        identity_providers=provider.configured,
        own_identity_provider=presentation.provider_of,
        certified_identity=presentation.certified,
    )
