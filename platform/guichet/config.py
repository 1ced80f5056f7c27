"""Settings of the portal: typed, from the environment only, naming what is missing."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self, cast
from urllib.parse import urlsplit

Environment = Literal["demo", "production", "test"]

_ENVIRONMENTS = ("demo", "production", "test")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_SHORTEST_SECRET = 32
_DATABASE_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


class ConfigurationError(Exception):
    """The environment does not describe a portal that can start; the text says what to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that differs from one installation to another.

    `base_url` has no final slash; `trusted_hosts` are the host names the portal answers to.
    """

    environment: Environment
    data: Path
    definitions: Path
    storage: Path
    database_url: str
    base_url: str
    secret_key: str
    trusted_hosts: tuple[str, ...]
    broker_url: str
    mail_from: str
    smtp_url: str | None = None
    log_level: str = "INFO"

    @property
    def secure(self) -> bool:
        """Whether people reach the portal by https, on which the flags of every cookie depend."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Self:
        """Read `GUICHET_*` (and `PORT`); raise ConfigurationError naming what is missing or wrong."""
        values = os.environ if environ is None else environ
        environment = values.get("GUICHET_ENVIRONMENT", "demo")
        if environment not in _ENVIRONMENTS:
            message = f"GUICHET_ENVIRONMENT is {environment!r}: set it to one of {', '.join(_ENVIRONMENTS)}"
            raise ConfigurationError(message)
        if environment == "production":
            _require(values, "GUICHET_BASE_URL", "GUICHET_SECRET_KEY", "GUICHET_DATABASE_URL")
        data = Path(values.get("GUICHET_DATA", "var")).absolute()
        base_url = _base_url(values.get("GUICHET_BASE_URL") or f"http://127.0.0.1:{values.get('PORT', '8000')}")
        if environment == "production" and not base_url.startswith("https://"):
            message = f"GUICHET_BASE_URL is {base_url!r}: production needs an https:// address"
            raise ConfigurationError(message)
        if environment == "production" and len(values["GUICHET_SECRET_KEY"]) < _SHORTEST_SECRET:
            message = f"GUICHET_SECRET_KEY is too short: give at least {_SHORTEST_SECRET} characters drawn by chance"
            raise ConfigurationError(message)
        return cls(
            environment=cast("Environment", environment),
            data=data,
            definitions=Path(values.get("GUICHET_DEFINITIONS", "definitions")).absolute(),
            storage=Path(values.get("GUICHET_STORAGE", data / "files")).absolute(),
            database_url=_database_url(values.get("GUICHET_DATABASE_URL") or f"sqlite:///{data / 'guichet.sqlite3'}"),
            base_url=base_url,
            secret_key=values.get("GUICHET_SECRET_KEY") or _kept_secret(data / "secret-key"),
            trusted_hosts=_trusted_hosts(base_url, values.get("GUICHET_TRUSTED_HOSTS", ""), environment),
            broker_url=values.get("GUICHET_BROKER_URL", "filesystem://"),
            mail_from=values.get("GUICHET_MAIL_FROM", f"ne-pas-repondre@{urlsplit(base_url).hostname}"),
            smtp_url=values.get("GUICHET_SMTP_URL"),
            log_level=values.get("GUICHET_LOG_LEVEL", "INFO").upper(),
        )


def _require(values: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not values.get(name)]
    if missing:
        message = f"Set {', '.join(missing)}: production does not start without"
        raise ConfigurationError(message)


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        message = f"GUICHET_BASE_URL is {value!r}: give scheme and host only, for example https://demarches.ville.fr"
        raise ConfigurationError(message)
    return f"{parts.scheme}://{parts.netloc}"


def _database_url(value: str) -> str:
    scheme, separator, rest = value.partition("://")
    if not separator:
        message = "GUICHET_DATABASE_URL is no database address: give sqlite:///… or postgresql://…"
        raise ConfigurationError(message)
    return f"{_DATABASE_DRIVERS.get(scheme, scheme)}://{rest}"


def _trusted_hosts(base_url: str, extra: str, environment: str) -> tuple[str, ...]:
    own = urlsplit(base_url).hostname or ""
    if ":" in own:
        own = f"[{own}]"
    hosts = [own, *(part.strip() for part in extra.split(",") if part.strip())]
    if environment != "production":
        hosts += _LOOPBACK
    return tuple(dict.fromkeys(hosts))


def _kept_secret(path: Path) -> str:
    """Make a secret once and keep it readable by its owner only: sessions survive a restart."""
    try:
        kept = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        kept = ""
    if kept:
        return kept
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_urlsafe(48)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secret)
    return secret
