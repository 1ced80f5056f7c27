"""What people type about their account: how it is brought into one form, and what is wrong with it."""

import re
from typing import Final

from email_validator import EmailNotValidError, validate_email

from guichet.accounts.services import normal

LONGEST_NAME: Final = 100
_LONGEST_ADDRESS: Final = 254
#: Letters of any script and digits; dots, dashes and low lines between them.
_IDENTIFIER: Final = re.compile(r"[^\W_](?:[^\W_]|[._-](?=[^\W_])){2,49}")


def address(typed: str) -> str | None:
    """Return a typed e-mail address in its one form; None when no letter could reach it."""
    text = normal(typed)
    if len(text) > _LONGEST_ADDRESS:
        return None
    try:
        # Whether its domain exists is not asked: the letter will tell.
        found = validate_email(text, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.normalized.lower()


def identifier(typed: str) -> str | None:
    """Return a typed identifier in its one form; None when it is none. It never looks like an e-mail address."""
    text = normal(typed)
    return text if _IDENTIFIER.fullmatch(text) else None
