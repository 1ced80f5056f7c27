"""What every page shows around its own content: the city, the navigation, the notices just given."""

import hashlib
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from flask import Flask, current_app, request, url_for
from flask_login import current_user
from jinja2.environment import TemplateModule

from guichet import assets, demo
from guichet.config import Config
from guichet.i18n import language, t
from guichet.messages.unread import unread
from guichet.private import browsers
from guichet.publishing.city import City, city, city_texts

_DIGEST_SHOWN = 12
_ONE_DAY = 24 * 3600
_ONE_YEAR = 365 * _ONE_DAY
_MOST_KEPT: Final = 64
_INBOX: Final = "messages.inbox"


def init_app(app: Flask) -> None:
    """Give templates their context and static files addresses that change with their content."""
    app.extensions["guichet_layout"] = _Drawn()
    app.context_processor(context)
    app.url_defaults(_stamp_static)
    app.get_send_file_max_age = _static_age  # type: ignore[method-assign]  # the documented way to choose it per file


def context() -> dict[str, Any]:
    """Return the variables of the base page."""
    config: Config = current_app.extensions["guichet_config"]
    drawn: _Drawn = current_app.extensions["guichet_layout"]
    return {
        "city": city_texts(language()),
        "nav": drawn.navigation(),
        "demo": config.environment == "demo",
        "demo_accounts": demo.ACCOUNTS,
        "demo_password": demo.PASSWORD,
        "frame": drawn.frame(),
    }


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same on every page in one language: the links of its head, its script, the links of its foot."""

    links: TemplateModule
    script: str
    foot: TemplateModule


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the main navigation."""

    endpoint: str
    href: str
    label: str
    current: bool = False


class _Drawn:
    """What one application has drawn already: frames by city, language and place where the portal is mounted.

    Navigation is kept by who may see it. Both are few, and asked for by every page.
    """

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._frame = lru_cache(maxsize=_MOST_KEPT)(_frame)
        self._entries = lru_cache(maxsize=_MOST_KEPT)(_entries)

    def frame(self) -> Frame:
        """Return the frame of this page."""
        return self._frame(city(), language(), request.script_root)

    def navigation(self) -> list[Entry]:
        """Return the main navigation of who looks, in order."""
        roles, waiting, private = None, 0, False
        if current_user.is_authenticated:
            roles = frozenset(role.name for role in current_user.roles)
            waiting = unread(current_user.id)
        else:
            private = browsers.holds()
        entries = [
            replace(entry, current=True) if entry.endpoint == request.endpoint else entry
            for entry in self._entries(language(), request.script_root, roles, private=private)
        ]
        if waiting:
            label = t("messages-nav", count=waiting)
            entries = [replace(one, label=label) if one.endpoint == _INBOX else one for one in entries]
        return entries


def _frame(_city: City, lang: str, root: str) -> Frame:
    return Frame(_part("links", root), url_for("asset", name=f"guichet-{lang}.js"), _part("foot", root))


def _part(name: str, root: str) -> TemplateModule:
    """Draw a part that needs no variable of the page around it."""
    return current_app.jinja_env.get_template(f"layout/{name}.html").make_module({"root": root})


def _entries(_lang: str, _root: str, roles: frozenset[str] | None, *, private: bool) -> list[Entry]:
    entries = [("catalogue.home", t("layout-procedures"))]
    if roles is None:
        entries.append(("requests.tracking", t("layout-tracking")))
        if private:
            entries.append(("requests.index", t("layout-requests")))
    else:
        if "agent" in roles:
            entries.append(("backoffice.queue", t("layout-queue")))
        if "administrator" in roles:
            entries.append(("staff.index", t("layout-staff")))
            entries.append(("rights.administration", t("rights-administration")))
        entries += [
            ("requests.index", t("layout-requests")),
            (_INBOX, t("layout-messages")),
            ("profile.show", t("layout-profile")),
        ]
    return [Entry(endpoint, url_for(endpoint), label) for endpoint, label in entries]


def _stamp_static(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "asset":
        values["v"] = assets.stamp(values["name"])
    # The style sheet names the fonts without a stamp: with one here, the browser would fetch them twice.
    if endpoint == "static" and not values["filename"].endswith(".woff2") and current_app.static_folder:
        stamp = _stamp(Path(current_app.static_folder) / values["filename"])
        if stamp:
            values["v"] = stamp


@lru_cache(maxsize=256)
def _stamp(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGEST_SHOWN] if path.is_file() else ""


def _static_age(filename: str | None) -> int | None:
    return _ONE_YEAR if "v" in request.args or (filename or "").endswith(".woff2") else _ONE_DAY
