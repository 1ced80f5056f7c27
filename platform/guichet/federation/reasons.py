"""Why nobody was signed in: values, each of which has its words in the catalogue."""

from typing import Final, Literal

Reason = Literal[
    "cancelled",  # the person, or the provider, gave up
    "unavailable",  # the provider is late, fails, or answers what cannot be read
    "invalid",  # what it says cannot be trusted
    "expired",  # the way to the provider was begun elsewhere, too long ago, or has served
    "level",  # the identity is less sure than what was asked for
    "agent",  # an account with a role does not come by FranceConnect
    "citizen",  # an account without a role does not come by ProConnect
    "stranger",  # no agent's account has this identity
    "organisation",  # not one of the city's
    "changed",  # the provider tells another birth than before
    "taken",  # another account has this identity
    "second",  # this account has another identity of that provider
    "closed",  # the account is closed
    "address",  # no e-mail address to write to
]

STATUS: Final[dict[Reason, int]] = {
    "cancelled": 200,
    "unavailable": 503,
    "invalid": 400,
    "expired": 400,
    "taken": 409,
    "second": 409,
}
#: Of every other reason: the provider did its part, the portal does not let the person in.
FORBIDDEN: Final = 403


class RefusedError(Exception):
    """Nobody is signed in; `detail` is a technical word for the log, never a value of somebody."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.reason: Reason = reason
        self.detail = detail
