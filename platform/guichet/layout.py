"""What every page shows around its own content: the city, the navigation, the notices just given."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from guichet import assets, demo
from guichet.config import Config
from guichet.i18n import language, t
from guichet.messages.services import unread
from guichet.private import browsers
from guichet.publishing.city import city_texts

_DIGEST_SHOWN = 12
_ONE_DAY = 24 * 3600
_ONE_YEAR = 365 * _ONE_DAY


def init_app(app: Flask) -> None:
    """Give templates their context and static files addresses that change with their content."""
    app.context_processor(context)
    app.url_defaults(_stamp_static)
    app.get_send_file_max_age = _static_age  # type: ignore[method-assign]  # the documented way to choose it per file


def context() -> dict[str, Any]:
    """Return the variables of the base page."""
    config: Config = current_app.extensions["guichet_config"]
    return {
        "city": city_texts(language()),
        "nav": navigation(),
        "demo": config.environment == "demo",
        "demo_accounts": demo.ACCOUNTS,
        "demo_password": demo.PASSWORD,
        "city_stylesheet": url_for("catalogue.city_stylesheet"),
    }


def navigation() -> list[dict[str, Any]]:
    """Return the main navigation of who looks: `{href, label, current}` in order."""
    entries = [("catalogue.home", t("layout-procedures"))]
    if not current_user.is_authenticated:
        entries.append(("requests.tracking", t("layout-tracking")))
        if browsers.holds():
            entries.append(("requests.index", t("layout-requests")))
    else:
        if current_user.has_role("agent"):
            entries.append(("backoffice.queue", t("layout-queue")))
        if current_user.has_role("administrator"):
            entries.append(("staff.index", t("layout-staff")))
            entries.append(("rights.administration", t("rights-administration")))
        waiting = unread(current_user)
        entries += [
            ("requests.index", t("layout-requests")),
            ("messages.inbox", t("messages-nav", count=waiting) if waiting else t("layout-messages")),
            ("profile.show", t("layout-profile")),
        ]
    return [
        {"href": url_for(endpoint), "label": label, "current": request.endpoint == endpoint}
        for endpoint, label in entries
    ]


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
