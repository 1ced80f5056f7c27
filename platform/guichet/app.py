"""The application factory: makes the Flask application and lets each part bind itself to it."""

from flask import Flask

from guichet import assets, database, errors, i18n, layout, logs, policy, security
from guichet.accounts import sign_in, throttling
from guichet.accounts import views as accounts
from guichet.api import views as api
from guichet.backoffice import views as backoffice
from guichet.catalogue import views as catalogue
from guichet.config import Config
from guichet.documents.services import storage
from guichet.federation import binding
from guichet.federation import views as federation
from guichet.gallery import views as gallery
from guichet.library import desk
from guichet.library import views as library
from guichet.messages import views as messages
from guichet.opinions import views as opinions
from guichet.private import browsers
from guichet.private import views as private
from guichet.profile import views as profile
from guichet.requests import expired, owning
from guichet.requests import views as requests
from guichet.rights import views as rights
from guichet.second_factor import stepping
from guichet.second_factor import views as second_factor
from guichet.staff import views as staff

DOMAINS = (
    catalogue,
    api,
    accounts,
    second_factor,
    federation,
    profile,
    library,
    desk,
    requests,
    private,
    messages,
    rights,
    backoffice,
    opinions,
    staff,
    gallery,
)


def create_app(config: Config | None = None) -> Flask:
    """Return the portal for this configuration; without one, for the environment's, its logs going where they must.

    The latter is how a server such as gunicorn starts it, which would print faults with whatever data they quote; it
    does not start with a key that is not that of its documents. Raises ConfigurationError.
    """
    if served := config is None:
        config = Config.from_environment()
        logs.configure(config)
    app = Flask("guichet")
    app.extensions["guichet_config"] = config
    logs.init_app(app)
    security.init_app(app, config)
    throttling.init_app(app, config)
    database.init_app(app, config)
    i18n.init_app(app)
    expired.init_app(app)
    policy.init_app(app)
    sign_in.init_app(app, config)
    owning.init_app(app)
    browsers.init_app(app)
    stepping.init_app(app)
    binding.init_app(app, config)
    layout.init_app(app)
    assets.init_app(app)
    errors.init_app(app)
    for domain in DOMAINS:
        app.register_blueprint(domain.blueprint)
    if served:
        with app.app_context():
            storage()
    return app
