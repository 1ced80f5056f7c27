"""The job of this domain: send one letter about an account."""

from collections.abc import Mapping
from uuid import UUID

from flask import current_app
from sqlalchemy import delete, update

from guichet.accounts import mails
from guichet.accounts.models import AccountMail, User
from guichet.config import Config
from guichet.database import db, now
from guichet.messages.channels import channel, identifier
from guichet.publishing.city import city
from guichet_notify.channels import Post


def deliver(payload: Mapping[str, str]) -> None:
    """Send the letter of that id and forget it; one that is gone, or about what is gone, is not sent."""
    config: Config = current_app.extensions["guichet_config"]
    mail_id = UUID(payload["mail"])
    mail = db.session.get(AccountMail, mail_id)
    letter = None if mail is None else mails.composed(mail)
    if mail is not None and letter is not None:
        told, written_at = (mail.user_id if mail.kind == mails.INACTIVE else None), mail.created_at
        post = Post(
            to=mail.email,
            sender=config.mail_from,
            sender_name=city().title,
            identifier=identifier(config, mail.id),
            language=mail.language,
            subject=letter.subject,
            text=letter.text,
            html=letter.html,
        )
        # No transaction stays open while another machine answers: on SQLite it would hold up every writer.
        db.session.rollback()
        channel(config).send(post)
        if told is not None:
            # Only now: nobody loses an account of which no letter has left. Whoever came back meanwhile was not told.
            unused = (User.id == told, User.signed_in_at <= written_at)
            db.session.execute(update(User).where(*unused).values(noticed_at=now()))
    db.session.execute(delete(AccountMail).where(AccountMail.id == mail_id))
