"""Letters about an account: written in the caller's transaction, composed only when they are sent.

A page never looks up whether an address has an account: the letter does, when it is sent. So the page does the same
work, and gives the same answer, for every address.
"""

from datetime import date, datetime
from typing import Final
from uuid import UUID, uuid4

from flask import current_app
from sqlalchemy import select

from guichet.accounts import links
from guichet.accounts.models import AccountLink, AccountMail, Registration, User
from guichet.config import Config
from guichet.database import db
from guichet.i18n import long_date, long_moment
from guichet.library.models import LibraryDocument
from guichet.messages import outbox
from guichet.private.models import PrivateLink
from guichet.publishing.city import city, contact_of
from guichet.publishing.kinds import title_of
from guichet.publishing.services import by_digest
from guichet.requests.models import Request
from guichet_notify.account import AccountContext, compose
from guichet_notify.composing import Composed
from guichet_validate.texts import text

JOB: Final = "account-mail"
#: The letter that an unused account is about to be deleted.
INACTIVE: Final = "inactive"
#: Where the button of a letter without a link of its own leads, when it is not to sign in.
_ELSEWHERE: Final = {
    "unknown": "/register",
    "passwordChanged": "/forgotten",
    "deleted": "/",
    "wrongCodes": "/forgotten",
    **dict.fromkeys(("secondFactorAdded", "recoveryCodeUsed", "recoveryCodesRenewed"), "/profile/second-factor"),
    "identityVerified": "/profile",
}

#: Letters about a document of the library, and the states that it must still have; `link_id` names the document.
_ABOUT_DOCUMENTS: Final = {
    "documentAccepted": ("accepted",),
    "documentRefused": ("refused",),
    "documentEnding": ("accepted",),
    "documentInfected": ("pending", "refused"),
}

#: Letters about a request without an account; `link_id` names its private link, or the request that has none any more.
_ABOUT_PRIVATE_LINKS: Final = frozenset({"privateLink", "privateConfirm", "privateClaimed"})


def post(kind: str, email: str, language: str, *, user_id: int | None = None, link_id: UUID | None = None) -> None:
    """Write a letter and the job that sends it, in the current transaction.

    Kinds: those of `guichet_notify.account`. `activation`, `recovery` and `confirmation` become `known`, `unknown`
    and `taken` by themselves when the address turns out to be otherwise.
    """
    mail = AccountMail(id=uuid4(), kind=kind, email=email, language=language, user_id=user_id, link_id=link_id)
    db.session.add(mail)
    outbox.post(db.session, JOB, f"{JOB}:{mail.id}", {"mail": str(mail.id)})


def tell(user: User, kind: str, email: str = "") -> None:
    """Write the letter that confirms what was done to an account, to its address or to the one given."""
    post(kind, email or user.email, user.language, user_id=user.id)


def composed(mail: AccountMail) -> Composed | None:
    """Return the letter as it is to be sent now; None when what it was about is gone."""
    if mail.kind == "deleted":
        return _letter(mail, mail.kind, None)
    if mail.kind in _ABOUT_DOCUMENTS:
        return _about_document(mail)
    if mail.kind in _ABOUT_PRIVATE_LINKS:
        return _about_private_link(mail)
    if mail.link_id is None:
        user = None if mail.user_id is None else db.session.get(User, mail.user_id)
        if user is None or (mail.kind == INACTIVE and user.signed_in_at and user.signed_in_at > mail.created_at):
            return None
        return _letter(mail, mail.kind, user, until=_until(mail))
    owner = db.session.scalar(select(User).where(User.email == mail.email))
    if mail.kind == "activation":
        found: Registration | AccountLink | None = db.session.get(Registration, mail.link_id)
        kind, path = ("activation", "register") if owner is None else ("known", "")
    elif mail.kind == "recovery":
        found = db.session.get(AccountLink, mail.link_id)
        kind, path = ("recovery", "forgotten") if owner is not None else ("unknown", "")
    elif mail.kind == "deletion":
        found = db.session.get(AccountLink, mail.link_id) if owner is not None else None
        kind, path = "deletion", "delete"
    elif mail.kind == "contact":
        # Whether the address has an account of its own changes nothing for who names it.
        found = db.session.get(AccountLink, mail.link_id)
        kind, path, owner = "contact", "contact", None
    elif mail.kind == "invitation":
        found = None if owner is None else db.session.get(AccountLink, mail.link_id)
        kind, path = "invitation", "forgotten"
    else:
        found = db.session.get(AccountLink, mail.link_id)
        kind, path = ("confirmation", "email") if owner is None else ("taken", "")
    if found is None:
        return None
    url = links.address(f"/{path}/{links.token(found.id)}") if path else ""
    return _letter(mail, kind, owner, url, found.expires_at)


def _until(mail: AccountMail) -> datetime | None:
    """Return the moment that a letter without a link names: when an account that stays unused is deleted."""
    config: Config = current_app.extensions["guichet_config"]
    return mail.created_at + config.inactive_notice if mail.kind == INACTIVE else None


def _about_document(mail: AccountMail) -> Composed | None:
    document = db.session.get(LibraryDocument, mail.link_id)
    if document is None or document.state not in _ABOUT_DOCUMENTS[mail.kind]:
        return None
    return _letter(
        mail,
        mail.kind,
        db.session.get(User, document.user_id),
        links.address("/profile/library"),
        document.valid_until,
        document=title_of(document.kind, mail.language),
        reason=document.reason or "",
    )


def _about_private_link(mail: AccountMail) -> Composed | None:
    link = db.session.get(PrivateLink, mail.link_id)
    request = db.session.get(Request, mail.link_id if link is None else link.request_id)
    # A link that was asked for with an address that has no such request comes here too.
    if request is None or (link is None) is not (mail.kind == "privateClaimed"):
        return None
    definition = by_digest(request.digest)
    spoken = mail.language if mail.language in definition.languages else definition.language
    return _letter(
        mail,
        mail.kind,
        None,
        links.address(f"/private/{links.token(link.id)}") if link else "",
        link.awaited_at + links.REGISTRATION if link and link.awaited_at else None,
        procedure=text(definition.document, "title", spoken) or definition.id,
        number=request.number or "",
    )


def _letter(
    mail: AccountMail,
    kind: str,
    user: User | None,
    url: str = "",
    until: date | None = None,
    **about: str,
) -> Composed:
    document = city().localised(mail.language)
    context = AccountContext(
        city=document.get("title", document["name"]),
        url=url or links.address(_ELSEWHERE.get(kind, "/login")),
        forgotten=links.address("/forgotten"),
        identifier="" if user is None else user.username or user.email,
        email="" if user is None else user.email,
        until="" if until is None else _told(until, mail.language),
        date=long_moment(mail.created_at, mail.language),
        # Agents come by ProConnect and everybody else by FranceConnect: the roles say which it was.
        provider="ProConnect" if user is not None and user.roles else "FranceConnect",
        contact=contact_of(document.get("legal", {}).get("publisher", {})),
        **about,
    )
    return compose(kind, context, mail.language)


def _told(until: date, language: str) -> str:
    return long_moment(until, language) if isinstance(until, datetime) else long_date(until, language)
