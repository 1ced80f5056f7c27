"""Signing in and out, by Flask-Security with its optional features off and every text ours."""

from datetime import datetime
from typing import Any

from flask import Flask, abort, after_this_request, g, request
from flask_security import FSQLALiteUserDatastore, LoginForm, Security
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired

from guichet.accounts import passwords, services, sessions, throttling
from guichet.accounts.models import Role, User
from guichet.accounts.pages import TOO_MANY, seconds, told
from guichet.accounts.throttling import Try
from guichet.config import Config
from guichet.database import db, now, writing
from guichet.security import is_own_address

# The cheapest hashing that argon2 accepts: tests sign in hundreds of times.
_TEST_HASHING = {"argon2__time_cost": 1, "argon2__memory_cost": 8, "argon2__parallelism": 1}


class SignInForm(LoginForm):
    """E-mail address or identifier in one field, and a password.

    Whatever was wrong, the person reads one and the same answer: it never tells whether an account exists.
    """

    # The library knows this field by that name and makes its errors generic; people may type either.
    email = StringField("identifier", name="identifier", validators=[InputRequired()])
    remember = None
    #: When to try again, after too many tries.
    wait: datetime | None = None

    def validate(self, **kwargs: Any) -> bool:
        """Count the try, then check the password: the account is read only once that was found right.

        What the library does here would read the account first, which shows in the time that it takes.
        """
        # The checks of the fields alone.
        if not super(LoginForm, self).validate(**kwargs):
            return False
        self.email.data = (self.email.data or "").strip()
        typed = passwords.normal(self.password.data or "")
        # Counted by what was typed, whether or not an account has that name: a refusal tells nothing about it.
        name = Try(throttling.SIGN_IN_NAME, services.normal(self.email.data))
        place = Try(throttling.SIGN_IN_PLACE, throttling.place())
        with writing():
            self.wait = throttling.take(place, name)
        if self.wait:
            self.form_errors.append(told(self.wait))
            after_this_request(self._too_many)
            return False
        proven = services.prove(self.email.data, typed)
        self.user = db.session.get(User, proven.user_id) if proven else None
        if self.user is None:
            # Whatever stands here, the page says one and the same sentence.
            self.form_errors.append("refused")
            return False
        g.proven, g.sign_in_tries = proven, (place, name)
        return True

    def _too_many(self, response: Response) -> Response:
        if self.wait:
            response.status_code = TOO_MANY
            response.headers["Retry-After"] = seconds(self.wait)
        return response


def init_app(app: Flask, config: Config) -> None:
    """Bind Flask-Security: accounts sign in by session only, no feature is half on."""
    app.config.update(
        SECURITY_RETURN_GENERIC_RESPONSES=True,
        SECURITY_FLASH_MESSAGES=False,
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        # Argon2 salts each password itself: hashes stay good when the secret key is changed.
        SECURITY_PASSWORD_SINGLE_HASH=["argon2"],
        SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS=_TEST_HASHING if config.environment == "test" else {},
        # One letter however it was typed, and as many characters as people count.
        SECURITY_PASSWORD_NORMALIZE_FORM="NFKC",  # noqa: S106 -- the name of a form
        SECURITY_DATETIME_FACTORY=now,
        SECURITY_POST_LOGIN_VIEW="accounts.arrival",
        SECURITY_POST_LOGOUT_VIEW="catalogue.home",
        SECURITY_LOGOUT_METHODS=["POST"],
        SECURITY_API_ENABLED_METHODS=["session"],
        SECURITY_STATIC_FOLDER=None,
        SECURITY_CACHE_CONTROL=None,
        REMEMBER_COOKIE_NAME=f"{'__Host-' if config.secure else ''}guichet_remember",
        REMEMBER_COOKIE_SECURE=config.secure,
        REMEMBER_COOKIE_HTTPONLY=True,
        REMEMBER_COOKIE_SAMESITE="Lax",
    )
    security = Security(app, FSQLALiteUserDatastore(db, User, Role), login_form=SignInForm)
    security.want_json(lambda _request: False)
    # No token in a header or in an address opens an account.
    security.login_manager.request_loader(lambda _request: None)
    security.principal.skip_static = True
    sessions.init_app(app)
    app.before_request(_guard)


def _guard() -> None:
    """Keep from the library what it stumbles over: a JSON body of any shape, and an address that is none."""
    if request.blueprint != "security":
        return
    if request.is_json:
        abort(415)
    if not all(is_own_address(address) for address in request.values.getlist("next") if address):
        abort(400)
