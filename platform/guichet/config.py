"""Settings of the portal: typed, from the environment only, naming what is missing."""

import base64
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal, Self, cast
from urllib.parse import urlsplit

from guichet.staff import ROLES

Environment = Literal["demo", "production", "test"]
PasswordPolicy = Literal["faq", "modern"]
ProviderName = Literal["franceconnect", "proconnect"]
Algorithm = Literal["RS256", "ES256"]

_ENVIRONMENTS = ("demo", "production", "test")
_PASSWORD_POLICIES = ("faq", "modern")
_ALGORITHMS = ("RS256", "ES256")
_SIRET = re.compile(r"[0-9]{14}")
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_LOOPBACK_HOSTS = ("127.0.0.1", "localhost", "::1")
_SHORTEST_SECRET = 32
KEY_SIZE = 32  # bytes of a key of the documents
_LAST_PORT = 65535
_DATABASE_DRIVERS = {
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}


class ConfigurationError(Exception):
    """The environment does not describe a portal that can start; the text says what to set."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityProvider:
    """One OpenID Connect provider: `franceconnect` for citizens, `proconnect` for agents.

    `issuer` has no final slash, and every address of the provider begins with its origin. `acr` is the least level of
    assurance asked for; `algorithms` those that its signatures may have; `organisations` the SIRET numbers of those
    whose agents come in, for `proconnect` only.
    """

    name: ProviderName
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    scope: str
    acr: str = "eidas1"
    algorithms: tuple[Algorithm, ...] = ("ES256", "RS256")
    pkce: bool = False
    organisations: frozenset[str] = frozenset()

    @property
    def origin(self) -> str:
        """Return scheme and host of the provider."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that differs from one installation to another.

    `base_url` has no final slash; `trusted_hosts` are the host names the portal answers to. `trusted_proxies` is how
    many proxies stand before the portal, each of which adds the address of who asked it to `X-Forwarded-For`.
    `second_factor` are the roles that need more than a password to sign in. `file_keys` seal the documents, the first
    one those to come; where there is none, `file_key_file` holds them.
    """

    environment: Environment
    data: Path
    definitions: Path
    storage: Path
    file_key_file: Path
    database_url: str
    base_url: str
    secret_key: str
    trusted_hosts: tuple[str, ...]
    broker_url: str
    mail_from: str
    smtp_url: str | None = None
    addresses_url: str | None = None
    clamd: Path | tuple[str, int] | None = None
    password_policy: PasswordPolicy = "faq"  # noqa: S105 -- the name of a policy
    second_factor: frozenset[str] = frozenset()
    file_keys: tuple[bytes, ...] = field(default=(), repr=False)
    session_idle: timedelta = timedelta(minutes=60)
    session_longest: timedelta = timedelta(hours=12)
    inactive_after: timedelta = timedelta(days=730)
    inactive_notice: timedelta = timedelta(days=30)
    draft_notice: timedelta = timedelta(days=7)
    trusted_proxies: int = 0
    identity_providers: tuple[IdentityProvider, ...] = ()
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
            if not values.get("GUICHET_FILE_KEY_FILE"):
                _require(values, "GUICHET_FILE_KEY")
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
            addresses_url=_addresses_url(values.get("GUICHET_ADDRESSES_URL", "")),
            clamd=_clamd(values.get("GUICHET_CLAMD", "")),
            password_policy=cast("PasswordPolicy", _choice(values, "GUICHET_PASSWORD_POLICY", _PASSWORD_POLICIES)),
            second_factor=_second_factor(values.get("GUICHET_SECOND_FACTOR", ""), environment),
            file_keys=file_keys(values.get("GUICHET_FILE_KEY", "").replace(",", " ").split(), "GUICHET_FILE_KEY"),
            file_key_file=Path(values.get("GUICHET_FILE_KEY_FILE") or data / "file-key").absolute(),
            session_idle=timedelta(minutes=_number(values, "GUICHET_SESSION_IDLE_MINUTES", 60, 5, 1440)),
            session_longest=timedelta(hours=_number(values, "GUICHET_SESSION_HOURS", 12, 1, 720)),
            inactive_after=timedelta(days=_number(values, "GUICHET_INACTIVE_DAYS", 730, 180, 3650)),
            inactive_notice=timedelta(days=_number(values, "GUICHET_INACTIVE_NOTICE_DAYS", 30, 14, 90)),
            draft_notice=timedelta(days=_number(values, "GUICHET_DRAFT_NOTICE_DAYS", 7, 1, 30)),
            trusted_proxies=_number(values, "GUICHET_TRUSTED_PROXIES", 0, 0, 10),
            identity_providers=_identity_providers(values, environment),
            log_level=values.get("GUICHET_LOG_LEVEL", "INFO").upper(),
        )


def file_keys(texts: Sequence[str], place: str) -> tuple[bytes, ...]:
    """Read keys of documents, each of KEY_SIZE bytes in base64. Raises ConfigurationError, which names the place."""
    found = []
    for text in texts:
        try:
            key = base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
        except ValueError:
            key = b""
        if len(key) != KEY_SIZE:
            raise ConfigurationError(f"{place} holds something that is no key: make one with guichet files key")
        found.append(key)
    return tuple(found)


def _require(values: Mapping[str, str], *names: str) -> None:
    missing = [name for name in names if not values.get(name)]
    if missing:
        message = f"Set {', '.join(missing)}: production does not start without"
        raise ConfigurationError(message)


def _number(values: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    text = values.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and least <= int(text) <= most):
        message = f"{name} is {text!r}: give a number from {least} to {most}"
        raise ConfigurationError(message)
    return int(text)


def _identity_providers(values: Mapping[str, str], environment: str) -> tuple[IdentityProvider, ...]:
    found = []
    if values.get("GUICHET_FRANCECONNECT_ISSUER"):
        _require(values, "GUICHET_FRANCECONNECT_CLIENT_ID", "GUICHET_FRANCECONNECT_CLIENT_SECRET")
        franceconnect = IdentityProvider(
            name="franceconnect",
            issuer=_issuer(values, "GUICHET_FRANCECONNECT_ISSUER", environment),
            client_id=values["GUICHET_FRANCECONNECT_CLIENT_ID"],
            client_secret=values["GUICHET_FRANCECONNECT_CLIENT_SECRET"],
            scope="openid identite_pivot preferred_username email",
            pkce=_choice(values, "GUICHET_FRANCECONNECT_PKCE", ("off", "on")) == "on",
        )
        found.append(franceconnect)
    if values.get("GUICHET_PROCONNECT_ISSUER"):
        _require(
            values, "GUICHET_PROCONNECT_CLIENT_ID", "GUICHET_PROCONNECT_CLIENT_SECRET", "GUICHET_PROCONNECT_SIRETS"
        )
        proconnect = IdentityProvider(
            name="proconnect",
            issuer=_issuer(values, "GUICHET_PROCONNECT_ISSUER", environment),
            client_id=values["GUICHET_PROCONNECT_CLIENT_ID"],
            client_secret=values["GUICHET_PROCONNECT_CLIENT_SECRET"],
            scope="openid given_name usual_name email uid siret idp_id",
            acr=values.get("GUICHET_PROCONNECT_ACR") or "eidas1",
            algorithms=(cast("Algorithm", _choice(values, "GUICHET_PROCONNECT_ALGORITHM", _ALGORITHMS)),),
            organisations=_sirets(values["GUICHET_PROCONNECT_SIRETS"]),
        )
        found.append(proconnect)
    return tuple(found)


def _issuer(values: Mapping[str, str], name: str, environment: str) -> str:
    value = values[name].rstrip("/")
    parts = urlsplit(value)
    # A provider on the same machine is for trying out and for tests.
    local = environment != "production" and parts.scheme == "http" and parts.hostname in _LOOPBACK_HOSTS
    if not (parts.scheme == "https" or local) or not parts.hostname or parts.query or parts.fragment:
        message = f"{name} is {value!r}: give the https:// address that the provider calls its issuer"
        raise ConfigurationError(message)
    return value


def _choice(values: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    """Return one of the choices, the first when nothing is set."""
    value = values.get(name) or choices[0]
    if value not in choices:
        message = f"{name} is {value!r}: set it to one of {', '.join(choices)}"
        raise ConfigurationError(message)
    return value


def _second_factor(value: str, environment: str) -> frozenset[str]:
    if not value:
        # Everybody may sign in to the demonstration, with nothing but the password that it prints.
        return frozenset(ROLES) if environment == "production" else frozenset()
    found = frozenset(part for part in (piece.strip() for piece in value.split(",")) if part)
    if value.strip() == "none":
        return frozenset()
    if not found or not found.issubset(ROLES):
        message = f"GUICHET_SECOND_FACTOR is {value!r}: give roles out of {', '.join(ROLES)}, or none"
        raise ConfigurationError(message)
    return found


def _sirets(value: str) -> frozenset[str]:
    found = frozenset(part for part in (piece.replace(" ", "") for piece in value.split(",")) if part)
    if not found or not all(_SIRET.fullmatch(part) for part in found):
        message = f"GUICHET_PROCONNECT_SIRETS is {value!r}: give SIRET numbers of 14 digits, separated by commas"
        raise ConfigurationError(message)
    return found


def _base_url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        message = f"GUICHET_BASE_URL is {value!r}: give scheme and host only, for example https://demarches.ville.fr"
        raise ConfigurationError(message)
    return f"{parts.scheme}://{parts.netloc}"


def _addresses_url(value: str) -> str | None:
    parts = urlsplit(value)
    if value and (parts.scheme not in {"http", "https"} or not parts.hostname):
        message = f"GUICHET_ADDRESSES_URL is {value!r}: give the http(s) address of the service's search"
        raise ConfigurationError(message)
    return value or None


def _clamd(value: str) -> Path | tuple[str, int] | None:
    scheme, _, rest = value.partition(":")
    host, _, port = rest.rpartition(":")
    if scheme == "unix" and rest.startswith("/"):
        return Path(rest)
    if scheme == "tcp" and host and port.isascii() and port.isdigit() and 0 < int(port) <= _LAST_PORT:
        return host.strip("[]"), int(port)
    if value:
        message = f"GUICHET_CLAMD is {value!r}: give unix:/path/of/the/socket or tcp:host:port"
        raise ConfigurationError(message)
    return None


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
