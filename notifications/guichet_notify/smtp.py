"""The e-mail channel: one letter, one connection, one recipient, and failures told apart."""

import re
import smtplib
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from guichet_notify.channels import PermanentDeliveryError, Post, TransientDeliveryError, UnknownDeliveryError
from guichet_notify.cleaning import line
from guichet_notify.wording import SUBJECT_LIMIT

TIMEOUT: Final = 20.0
#: One mailbox and nothing else: no comma, no display name, no quoted part, no space or control character.
_ATOM: Final = r"[^\s\x00-\x1f\x7f-\x9f\"(),:;<>@\[\\\]]"
_MAILBOX: Final = re.compile(rf"{_ATOM}{{1,64}}@{_ATOM}{{1,255}}")
_IDENTIFIER: Final = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9._:-]+")
_PERMANENT: Final = 500


@dataclass(frozen=True, slots=True)
class Server:
    """Where letters are handed over. `security` is `none`, `starttls` or `tls`."""

    host: str
    port: int
    security: str = "none"
    username: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str) -> "Server":
        """Read `smtp://user:password@host:587?starttls=1` or `smtps://…`; anything else is a ValueError."""
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
            message = (
                "an SMTP address looks like smtp://host:25, smtp://user:password@host:587?starttls=1 or smtps://host"
            )
            raise ValueError(message)
        security = _security(parts)
        return cls(
            host=parts.hostname,
            port=parts.port or {"tls": 465, "starttls": 587}.get(security, 25),
            security=security,
            username=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


def _security(parts: SplitResult) -> str:
    if parts.scheme == "smtps":
        return "tls"
    return "starttls" if parse_qs(parts.query).get("starttls", ["0"])[-1] in {"1", "true", "yes"} else "none"


def message(post: Post) -> EmailMessage:
    """Return the MIME message: text first, HTML as its alternative, marked as written by a machine.

    Raises PermanentDeliveryError when an address is not one plain mailbox.
    """
    mail = EmailMessage(policy=SMTP)
    mail["From"] = _mailbox(post.sender, "sender", line(post.sender_name, SUBJECT_LIMIT))
    mail["To"] = _mailbox(post.to, "address")
    mail["Subject"] = line(post.subject, SUBJECT_LIMIT)
    if not _IDENTIFIER.fullmatch(post.identifier):
        raise PermanentDeliveryError("identifier")
    mail["Date"] = datetime.now(UTC)
    mail["Message-ID"] = f"<{post.identifier}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    mail.set_content(post.text)
    mail.add_alternative(post.html, subtype="html")
    for file in post.attachments:
        main, _, kind = file.type.partition("/")
        mail.add_attachment(file.content, maintype=main, subtype=kind, filename=line(file.name, SUBJECT_LIMIT))
    # Last, for making the body moves every Content- header into its first part.
    mail["Content-Language"] = line(post.language, 8)
    return mail


def _mailbox(address: str, code: str, name: str = "") -> Address:
    """Return the address with its domain in ASCII; refuse anything but one plain mailbox."""
    if not _MAILBOX.fullmatch(address):
        raise PermanentDeliveryError(code)
    local, _, domain = address.partition("@")
    try:
        return Address(name, addr_spec=f"{local}@{domain.encode('idna').decode('ascii')}")
    except (ValueError, MessageError) as error:
        raise PermanentDeliveryError(code) from error


class SmtpChannel:
    """Hands letters to one mail server."""

    def __init__(self, server: Server, *, timeout: float = TIMEOUT) -> None:
        """Use that server; `timeout` is in seconds, for the connection and for each answer."""
        self._server = server
        self._timeout = timeout

    def send(self, post: Post) -> None:
        """Hand the letter over, or raise a delivery error that says whether trying again makes sense."""
        mail = message(post)
        try:
            connection = self._connect()
        except smtplib.SMTPResponseException as error:
            # A server that greets with a refusal, or an account it does not take today: an operator mends that.
            raise TransientDeliveryError(f"connection-{error.smtp_code}") from error
        except (OSError, smtplib.SMTPException) as error:
            raise TransientDeliveryError("connection") from error
        try:
            connection.send_message(mail)
        except smtplib.SMTPException as error:
            raise _classified(error) from error
        except OSError as error:
            raise UnknownDeliveryError("interrupted") from error
        finally:
            _leave(connection)

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._timeout, context=ssl.create_default_context()
            )
        else:
            connection = smtplib.SMTP(server.host, server.port, timeout=self._timeout)
        try:
            if server.security == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if server.username:
                connection.login(server.username, server.password)
        except BaseException:
            connection.close()
            raise
        return connection


def _leave(connection: smtplib.SMTP) -> None:
    """Say goodbye; the letter is already taken or refused, so a failure here means nothing."""
    try:
        connection.quit()
    except (OSError, smtplib.SMTPException):
        connection.close()


def _classified(error: smtplib.SMTPException) -> TransientDeliveryError | UnknownDeliveryError | PermanentDeliveryError:
    """Tell apart what will never pass (5xx), what may pass later (4xx) and what nobody knows (cut off)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code = max((answer[0] for answer in error.recipients.values()), default=_PERMANENT)
    elif isinstance(error, smtplib.SMTPResponseException):
        code = error.smtp_code
    elif isinstance(error, smtplib.SMTPServerDisconnected):
        return UnknownDeliveryError("interrupted")
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        return PermanentDeliveryError("address")
    else:
        return TransientDeliveryError("protocol")
    return (PermanentDeliveryError if code >= _PERMANENT else TransientDeliveryError)(f"smtp-{code}")
