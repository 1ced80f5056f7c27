"""What the pages of accounts have in common: problems by field, and the answer to whoever tries too often."""

from datetime import datetime
from typing import Any, Final

from flask import current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from guichet.accounts import passwords
from guichet.config import Config
from guichet.database import now
from guichet.i18n import PARIS, clock, long_moment, t

NO_CONTENT: Final = 204
SEE_OTHER: Final = 303
UNPROCESSABLE: Final = 422
TOO_MANY: Final = 429
GONE: Final = 410
_LONGEST_TYPED: Final = 1000


def page(template: str, *, status: int = 200, **values: Any) -> Response:
    """Return a page that no search engine keeps."""
    response = make_response(render_template(template, **values), status)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def form_page(
    template: str, problems: dict[str, str] | None = None, wait: datetime | None = None, **values: Any
) -> Response:
    """Return a page with a form. `problems` are texts by the field they are about, `wait` when to try again."""
    status = TOO_MANY if wait else UNPROCESSABLE if problems else 200
    response = page(template, status=status, problems=problems or {}, wait=wait and told(wait), **values)
    if wait:
        response.headers["Retry-After"] = seconds(wait)
    return response


def typed(name: str) -> str:
    """Return what was typed in a field, without what no field takes."""
    return request.form.get(name, "")[:_LONGEST_TYPED]


def seconds(wait: datetime) -> str:
    """Return how long to wait, for the header."""
    return str(max(1, round((wait - now()).total_seconds())))


def told(wait: datetime) -> str:
    """Return in one sentence when to try again."""
    same_day = wait.astimezone(PARIS).date() == now().astimezone(PARIS).date()
    return t("accounts-wait", moment=clock(wait)) if same_day else t("accounts-wait-long", moment=long_moment(wait))


def password_rules() -> dict[str, str]:
    """Return the rules of passwords by name, in words, for the page where one is chosen."""
    config: Config = current_app.extensions["guichet_config"]
    chosen = passwords.policy()
    found = {name: t(f"accounts-rule-{config.password_policy}-{name}") for name in chosen.rules}
    return found | ({"common": t("accounts-rule-common")} if chosen.refuses_common else {})


def password_problem(names: list[str]) -> str:
    """Return in one sentence what is wrong with a password; nothing when nothing is."""
    if not names:
        return ""
    if names[0] in {"longest", "common", "yours"}:
        return t(f"accounts-password-{names[0]}")
    config: Config = current_app.extensions["guichet_config"]
    missing = [t(f"accounts-missing-{config.password_policy}-{name}") for name in names]
    return t("accounts-password-missing", missing=", ".join(missing))
