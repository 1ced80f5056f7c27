"""The demo mailbox: keeps the letters that a mail server would take, so that anybody can read them."""

from collections.abc import Sequence

from sqlalchemy import select

from guichet.database import db
from guichet.messages.models import Mail
from guichet_notify.channels import Post

PAGE: int = 50


class Mailbox:
    """A channel whose letters are rows of the current transaction: kept exactly once, with the mark of the job."""

    def send(self, post: Post) -> None:
        """Keep the letter, unless it is there already."""
        if db.session.scalar(select(Mail.id).where(Mail.message_id == post.identifier)) is None:
            mail = Mail(message_id=post.identifier, to=post.to, subject=post.subject, text=post.text, html=post.html)
            db.session.add(mail)


def latest(before: int | None = None) -> Sequence[Mail]:
    """Return up to `PAGE` letters and one more, the newest first, older than the one of that id."""
    query = select(Mail).order_by(Mail.id.desc()).limit(PAGE + 1)
    return db.session.scalars(query if before is None else query.where(Mail.id < before)).all()


def find(mail_id: int) -> Mail | None:
    """Return the letter of that id."""
    return db.session.get(Mail, mail_id)
