"""Pages of messages: those of an account, the e-mails given up, and the mailbox of the demonstration."""

import base64
import hashlib
import re
from uuid import UUID

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from guichet import demo, versions
from guichet.database import db
from guichet.i18n import t
from guichet.messages import mailbox, services
from guichet.messages.unread import unread

blueprint = Blueprint("messages", __name__)

_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


@blueprint.get("/messages")
def inbox() -> str:
    """List the messages of the account, newest first."""
    after = request.args.get("after", type=UUID)
    found = services.inbox(current_user, after)
    shown, more = found[: services.PAGE], len(found) > services.PAGE
    return render_template(
        "messages/inbox.html",
        messages=shown,
        unread=unread(current_user.id),
        newer=url_for("messages.inbox") if after else None,
        older=url_for("messages.inbox", after=shown[-1].id) if more else None,
    )


@blueprint.get("/messages/<uuid:message_id>")
def show(message_id: UUID) -> str:
    """Show one message and note that it was read."""
    message = services.find(current_user, message_id)
    if message is None:
        abort(404)
    services.mark_read(message)
    db.session.commit()
    return render_template("messages/message.html", message=message, paragraphs=message.body.split("\n\n"))


@blueprint.app_template_global()
def undelivered_mails() -> int:
    """Return how many e-mails of the agent's services were given up, for the note above the queue."""
    return len(services.undelivered(current_user))


@blueprint.get("/agent/messages")
def failures() -> str:
    """List the e-mails that no server took, for the agents of the services concerned."""
    return render_template("messages/failures.html", failures=services.undelivered(current_user))


@blueprint.post("/agent/messages/<int:job_id>/retry")
def retry(job_id: int) -> Response:
    """Send one of them again."""
    if not services.send_again(current_user, job_id):
        abort(404)
    db.session.commit()
    flash(t("messages-failures-again"), "success")
    return redirect(url_for("messages.failures"))


def _mail_id(text: str) -> int:
    """Return the id in a text; ValueError when no row can have it."""
    found = versions.seen(text)
    if found == versions.NONE:
        raise ValueError
    return found


@blueprint.get("/demo/courriels")
def demo_mailbox() -> str:
    """List every e-mail of the demonstration, newest first."""
    demo.only()
    before = request.args.get("before", type=_mail_id)
    found = mailbox.latest(before)
    shown, more = found[: mailbox.PAGE], len(found) > mailbox.PAGE
    return render_template(
        "messages/mailbox.html",
        mails=shown,
        newer=url_for("messages.demo_mailbox") if before else None,
        older=url_for("messages.demo_mailbox", before=shown[-1].id) if more else None,
    )


@blueprint.get("/demo/courriels/<int(max=2147483647):mail_id>")
def demo_mail(mail_id: int) -> str:
    """Show one e-mail as text, and as HTML in a frame that may do nothing."""
    demo.only()
    mail = mailbox.find(mail_id)
    if mail is None:
        abort(404)
    return render_template("messages/mail.html", mail=mail, letter=url_for("messages.demo_letter", mail_id=mail.id))


@blueprint.get("/demo/courriels/<int(max=2147483647):mail_id>/html")
def demo_letter(mail_id: int) -> Response:
    """Return the HTML of one e-mail for that frame: no script, no request, its own style only."""
    demo.only()
    mail = mailbox.find(mail_id)
    if mail is None:
        abort(404)
    return framed(mail.html)


def framed(html: str) -> Response:
    """Return the HTML of a letter for a frame of the portal's own pages: no script, no request, its own style only."""
    styles = " ".join(f"'sha256-{_digest(style)}'" for style in _STYLE.findall(html)) or "'none'"
    response = make_response(html)
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src {styles}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
