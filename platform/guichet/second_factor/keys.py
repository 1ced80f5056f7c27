"""Security keys and passkeys (WebAuthn): what a browser is asked, and whether what it answers is right."""

import hmac
import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app
from sqlalchemy import select, update
from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import bytes_to_base64url
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from guichet.accounts.models import User
from guichet.config import Config
from guichet.database import db, now
from guichet.publishing.city import city
from guichet.second_factor.models import SecurityKey

#: How long a browser waits for its person, in milliseconds.
_PATIENCE: Final = 120_000
_LONGEST_ANSWER: Final = 20_000
_LONGEST_NAME: Final = 1024


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that a browser has just made: its name there (base64url), its public key (base64url) and its count."""

    credential: str
    public_key: str
    count: int


def of(user_id: int) -> list[SecurityKey]:
    """Return the keys of an account, the oldest first."""
    query = select(SecurityKey).where(SecurityKey.user_id == user_id).order_by(SecurityKey.created_at)
    return list(db.session.scalars(query))


def to_add(user: User, challenge: bytes) -> str:
    """Return as JSON what a browser is asked so as to make a key for an account, which none that it has makes again."""
    config = _config()
    options = generate_registration_options(
        rp_id=_host(),
        rp_name=city().title,
        # A key keeps it: it must not tell who it is.
        user_id=hmac.digest(config.secret_key.encode(), f"guichet key\0{user.id}".encode(), "sha256"),
        user_name=user.username or user.email,
        user_display_name=user.full_name,
        challenge=challenge,
        timeout=_PATIENCE,
        # The password was the first factor: the key need not know its person, nor keep a list of accounts.
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED,
            user_verification=UserVerificationRequirement.DISCOURAGED,
        ),
        exclude_credentials=_named(user.id),
    )
    return options_to_json(options)


def to_show(user_id: int, challenge: bytes) -> str:
    """Return as JSON what a browser is asked so as to show one of the keys of an account."""
    options = generate_authentication_options(
        rp_id=_host(),
        challenge=challenge,
        timeout=_PATIENCE,
        allow_credentials=_named(user_id),
        user_verification=UserVerificationRequirement.DISCOURAGED,
    )
    return options_to_json(options)


def made(answer: str, challenge: bytes) -> NewKey | None:
    """Return the key of a browser's answer, in JSON; None for an answer that is none, or to something else."""
    if _shape(answer) is None:
        return None
    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_config().base_url,
        )
    except Exception:  # noqa: BLE001 -- whatever a browser sends, however it breaks what reads it, is no key
        return None
    if len(found.credential_id) > _LONGEST_NAME:
        return None
    return NewKey(
        bytes_to_base64url(found.credential_id), bytes_to_base64url(found.credential_public_key), found.sign_count
    )


def accept(user_id: int, answer: str, challenge: bytes) -> bool:
    """Tell whether a browser's answer shows a key of that account, and note it in the current transaction.

    Of two who send it at once, one is told True.
    """
    credential = _shape(answer)
    key = db.session.scalar(
        select(SecurityKey).where(SecurityKey.user_id == user_id, SecurityKey.credential == credential)
    )
    if key is None:
        return False
    try:
        count = verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=_host(),
            expected_origin=_config().base_url,
            credential_public_key=base64url_to_bytes(key.public_key),
            credential_current_sign_count=key.count,
        ).new_sign_count
    except Exception:  # noqa: BLE001 -- as above
        return False
    return _note(key.id, key.count, key.used, count)


def _note(key_id: UUID, before: int, used: int, count: int) -> bool:
    # Many keys count nothing: how often one was used here tells two apart who send the same answer.
    noted = (
        update(SecurityKey)
        .where(SecurityKey.id == key_id, SecurityKey.count == before, SecurityKey.used == used)
        .values(count=count, used=used + 1, used_at=now())
        .returning(SecurityKey.id)
        .execution_options(synchronize_session=False)
    )
    return db.session.scalar(noted) is not None


def _shape(answer: str) -> str | None:
    """Return the name of the key that an answer is about; None when it has not the shape of one."""
    if len(answer) > _LONGEST_ANSWER:
        return None
    try:
        found = json.loads(answer)
    except (ValueError, RecursionError):
        return None
    name = found.get("id") if isinstance(found, dict) else None
    return name if isinstance(name, str) and name.isascii() and name.isprintable() else None


def _named(user_id: int) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential)) for key in of(user_id)]


def _host() -> str:
    return urlsplit(_config().base_url).hostname or ""


def _config() -> Config:
    config: Config = current_app.extensions["guichet_config"]
    return config
