"""What is thrown away by itself: registrations never activated, old links, ended sessions, allowances whole again."""

from datetime import timedelta
from typing import Final

from flask import current_app
from sqlalchemy import delete, or_

from guichet.accounts import throttling
from guichet.accounts.models import AccountLink, AccountMail, Registration, UserSession
from guichet.config import Config
from guichet.database import db, now
from guichet.private import browsers

#: Longer than the outbox tries to send a letter: what waits then was given up.
_UNSENT_AFTER: Final = timedelta(days=2)


def purge() -> None:
    """Throw all of it away, and commit."""
    config: Config = current_app.extensions["guichet_config"]
    moment = now()
    db.session.execute(delete(Registration).where(Registration.expires_at <= moment))
    db.session.execute(delete(AccountLink).where(AccountLink.expires_at <= moment))
    db.session.execute(delete(AccountMail).where(AccountMail.created_at <= moment - _UNSENT_AFTER))
    ended = or_(
        UserSession.seen_at <= moment - config.session_idle, UserSession.created_at <= moment - config.session_longest
    )
    db.session.execute(delete(UserSession).where(ended))
    browsers.purge()
    throttling.purge()
    db.session.commit()
