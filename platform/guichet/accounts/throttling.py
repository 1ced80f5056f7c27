"""Throttling: allowances counted in the database, which every process shares.

An allowance of `burst` tries comes back one by one, each after `every`. A try is counted before the work it guards, by
one statement that the database carries out whole, so that tries made at once cannot all slip through; it is given
back when it turns out to be harmless. A refused try counts for nothing: whoever waits, gets in.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address
from typing import Final

from flask import Flask, current_app, request
from sqlalchemy import case, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from werkzeug.middleware.proxy_fix import ProxyFix

from guichet.accounts.models import Throttle
from guichet.config import Config
from guichet.database import db, now

_MILLISECOND: Final = timedelta(milliseconds=1)
_IPV6_NETWORK: Final = 64
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Limit:
    """An allowance: `burst` tries at once, one more each `every`."""

    name: str
    burst: int
    every: timedelta


#: Passwords tried with one identifier: at most ten in a quarter of an hour.
SIGN_IN_NAME: Final = Limit("sign-in-name", 5, timedelta(minutes=3))
#: Passwords tried from one network address; a library or a school is one.
SIGN_IN_PLACE: Final = Limit("sign-in-place", 10, timedelta(seconds=90))
#: Accounts asked for, and help with signing in, from one network address.
ASKING_PLACE: Final = Limit("asking-place", 10, timedelta(minutes=6))
#: Letters that strangers can have sent to one address: three activations in an hour, four helps.
ACTIVATION_RECIPIENT: Final = Limit("activation-recipient", 2, timedelta(hours=1))
RECOVERY_RECIPIENT: Final = Limit("recovery-recipient", 3, timedelta(hours=1))
#: Identifiers tried while one is chosen: each refusal tells that somebody has it.
CHOICE_PLACE: Final = Limit("choice-place", 20, _MINUTE)
#: Passwords tried, and addresses asked for, by somebody signed in.
OWN_PASSWORD: Final = Limit("own-password", 5, timedelta(minutes=3))
#: Codes of a second factor tried with one account; and letters that tell its person of such tries.
SECOND_FACTOR: Final = Limit("second-factor", 5, timedelta(minutes=10))
SECOND_FACTOR_LETTER: Final = Limit("second-factor-letter", 1, timedelta(hours=24))
#: Copies of one's own data, and letters with a link that confirms a deletion.
OWN_COPY: Final = Limit("own-copy", 5, timedelta(minutes=12))
OWN_LETTER: Final = Limit("own-letter", 3, timedelta(hours=1))
#: Ways begun to a provider of identities, from one network address.
PROVIDER_PLACE: Final = Limit("provider-place", 30, timedelta(seconds=20))
#: Requests begun without an account: from one network address, and with one e-mail address.
PRIVATE_PLACE: Final = Limit("private-place", 20, _MINUTE)
PRIVATE_ADDRESS: Final = Limit("private-address", 5, timedelta(minutes=12))
#: Letters with a private link that strangers can have sent to one address.
PRIVATE_RECIPIENT: Final = Limit("private-recipient", 4, timedelta(minutes=30))
#: Tracking numbers that nobody was given, from one network address.
TRACKING_PLACE: Final = Limit("tracking-place", 20, timedelta(seconds=30))
#: Messages to the service about one request.
CONVERSATION: Final = Limit("conversation", 5, timedelta(minutes=6))


@dataclass(frozen=True, slots=True)
class Try:
    """One try of somebody or from somewhere: `subject` is an identifier, an address, or a network address."""

    limit: Limit
    subject: str

    @property
    def key(self) -> str:
        """Return the name of its row, which tells the subject to nobody without the secret key."""
        config: Config = current_app.extensions["guichet_config"]
        text = f"guichet throttle\0{self.limit.name}\0{self.subject}"
        return hmac.new(config.secret_key.encode(), text.encode("utf-8", "surrogatepass"), "sha256").hexdigest()


def init_app(app: Flask, config: Config) -> None:
    """Take the network address from the proxies that stand before the portal, and from them only."""
    if config.trusted_proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the documented way
            app.wsgi_app, x_for=config.trusted_proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )


def place() -> str:
    """Return the network address of who asks; a home has a whole network of IPv6, which counts as one."""
    text = request.remote_addr or ""
    try:
        found = ip_address(text)
    except ValueError:
        return text
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or found
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> _IPV6_NETWORK << _IPV6_NETWORK))
    return str(found)


def take(*tries: Try) -> datetime | None:
    """Count these tries; or count none and return when to try again, should one be too many.

    In the current transaction, which must be one that writes. Everybody names the tries in the same order: place first.
    """
    moment = _milliseconds(now())
    for position, one in enumerate(tries):
        every = one.limit.every // _MILLISECOND
        if not _count(one.key, moment, every, moment + every * (one.limit.burst - 1)):
            _give_back(tries[:position])
            spent = db.session.scalar(select(Throttle.spent_until).where(Throttle.key == one.key)) or moment
            return _moment(spent - every * (one.limit.burst - 1))
    return None


def give_back(*tries: Try) -> None:
    """Undo tries that were counted, for they were harmless."""
    _give_back(tries)


def forget(*tries: Try) -> None:
    """Make these allowances whole again: who they protect has shown to be the right person."""
    db.session.execute(delete(Throttle).where(Throttle.key.in_([one.key for one in tries])))


def purge() -> None:
    """Drop the allowances that are whole again."""
    db.session.execute(delete(Throttle).where(Throttle.spent_until <= _milliseconds(now())))


def _count(key: str, moment: int, every: int, latest: int) -> bool:
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    spent = Throttle.spent_until
    statement = (
        insert(Throttle)
        .values(key=key, spent_until=moment + every)
        .on_conflict_do_update(
            index_elements=[Throttle.key],
            set_={"spent_until": case((spent > moment, spent), else_=moment) + every},
            where=spent <= latest,
        )
        .returning(spent)
    )
    return db.session.execute(statement).first() is not None


def _give_back(tries: Sequence[Try]) -> None:
    for one in tries:
        every = one.limit.every // _MILLISECOND
        statement = update(Throttle).where(Throttle.key == one.key).values(spent_until=Throttle.spent_until - every)
        db.session.execute(statement.execution_options(synchronize_session=False))


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def _moment(milliseconds: int) -> datetime:
    """Return the moment, rounded up to the minute that people read."""
    exact = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return exact + (_MINUTE - timedelta(seconds=exact.second, microseconds=exact.microsecond)) % _MINUTE
