"""Every cookie that the portal sets: what sets one takes it from here, and so does the page that tells of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from guichet.i18n import LANGUAGE_COOKIE, duration, t


@dataclass(frozen=True, slots=True)
class Cookie:
    """One cookie. `code` names its texts; `lasts` is an ISO 8601 duration, empty until the browser is closed."""

    code: str
    name: str
    lasts: str
    secure: bool
    hidden: bool
    same_site: str

    @property
    def attributes(self) -> Mapping[str, Any]:
        """Return how it is set."""
        return {"secure": self.secure, "httponly": self.hidden, "samesite": self.same_site, "path": "/"}


def session() -> Cookie:
    """Return the one of the session, as the settings of the application have it."""
    config = current_app.config
    return Cookie(
        "session",
        config["SESSION_COOKIE_NAME"],
        "",
        config["SESSION_COOKIE_SECURE"],
        config["SESSION_COOKIE_HTTPONLY"],
        config["SESSION_COOKIE_SAMESITE"],
    )


def language() -> Cookie:
    """Return the one that remembers the language chosen at the top of the page."""
    return Cookie("language", LANGUAGE_COOKIE, "P1Y", secure=session().secure, hidden=True, same_site="Lax")


def every() -> tuple[Cookie, ...]:
    """Return all of them; a test compares with what a browser is given."""
    return session(), language()


def told(lang: str) -> str:
    """Return all of them in words, as a Markdown list."""
    return "\n".join(_told(cookie, lang) for cookie in every())


def _told(cookie: Cookie, lang: str) -> str:
    said = [
        t(f"catalogue-cookie-{cookie.code}", lang),
        t("catalogue-cookie-lasts", lang, duration=duration(cookie.lasts, lang))
        if cookie.lasts
        else t("catalogue-cookie-ends", lang),
    ]
    if cookie.hidden:
        said.append(t("catalogue-cookie-hidden", lang))
    if cookie.secure:
        said.append(t("catalogue-cookie-secure", lang))
    return f"- **{cookie.name}**{t('catalogue-cookie-colon', lang)}{' '.join(said)}"
