"""The register of personal data: each table that holds any, what its person gets a copy of, and how it is erased.

A table or a column that is declared nowhere here fails a test: whoever adds one decides both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ColumnElement, Executable, delete, update

from guichet.accounts.models import AccountLink, AccountMail, Registration, Throttle, User, UserSession
from guichet.database import Base
from guichet.documents.models import File, RequestDocument
from guichet.federation.models import FederatedIdentity, FederatedSession, FederationAttempt
from guichet.library.models import LibraryDocument, LibraryEvent
from guichet.messages.models import Mail, Message
from guichet.opinions.models import Opinion
from guichet.private.models import PrivateBrowser, PrivateLink
from guichet.profile.models import Profile, ProfileChange
from guichet.requests.models import Correction, Entry, Event, InternalNote, Request
from guichet.rights import persons
from guichet.rights.persons import Person
from guichet.second_factor.models import Authenticator, RecoveryCode, SecurityKey
from guichet.staff.models import StaffEvent

#: Says which rows of a table are that person's.
Owned = Callable[[Person], ColumnElement[bool]]
#: Gives the statements that erase them. Requests that the city must keep are no longer the person's by then.
Erasure = Callable[[Person], Iterable[Executable]]

_BINDING: Final = "names the account, the request or a version inside the portal only"
_SECRET: Final = "opens the account, or is made from what does"  # noqa: S105 -- a reason, not a secret


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One table with personal data.

    `file` is its name in the copy (`data/{file}.json`); a table without one stands inside that of another (`within`).
    `copied` are the columns given as they are, `withheld` the others, each with a reason. The person's rows are
    deleted, unless `erase` says what is done instead, or `erased` why nothing need be.
    """

    model: type[Base]
    owned: Owned
    copied: tuple[str, ...] = ()
    withheld: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    within: str = ""
    erase: Erasure | None = None
    erased: str = ""

    def erasure(self, person: Person) -> Iterable[Executable]:
        """Return the statements that erase the person's rows, none where none is needed."""
        if self.erased:
            return ()
        return self.erase(person) if self.erase else (delete(self.model).where(self.owned(person)),)


#: In the order of erasing: what points to other rows goes before them. The account comes last.
HOLDINGS: Final = (
    Holding(
        model=ProfileChange,
        owned=lambda person: ProfileChange.user_id == person.id,
        file="profile-changes",
        copied=("target", "pointer", "old", "new", "applied", "at", "stamp", "undone_at"),
        withheld=dict.fromkeys(("id", "user_id", "request_id"), _BINDING),
    ),
    Holding(
        model=Message,
        owned=lambda person: Message.user_id == person.id,
        file="messages",
        copied=("kind", "language", "subject", "body", "created_at", "read_at"),
        withheld=dict.fromkeys(("id", "user_id", "request_id", "key"), _BINDING),
    ),
    Holding(
        model=RequestDocument,
        owned=lambda person: RequestDocument.request_id.in_(persons.requests_of(person)),
        within="requests",
        copied=("pointer", "alternative", "kind", "sha256", "state", "reason", "valid_until", "decided_at"),
        withheld=dict.fromkeys(("id", "request_id", "file_id"), _BINDING),
    ),
    Holding(
        model=LibraryDocument,
        owned=lambda person: LibraryDocument.user_id == person.id,
        file="library",
        copied=(
            "id", "file_id", "kind", "holder", "issued", "expires", "valid_until", "state", "reason", "created_at",
            "decided_at", "told_at",
        ),
        withheld=dict.fromkeys(("user_id", "version"), _BINDING),
    ),
    Holding(
        model=LibraryEvent,
        owned=lambda person: LibraryEvent.user_id == person.id,
        file="library-history",
        copied=("document_id", "kind", "what", "service", "at"),
        withheld={
            **dict.fromkeys(("id", "user_id"), _BINDING),
            "agent_id": "names the agent, whom the service answers for",
        },
    ),
    Holding(
        model=File,
        owned=persons.files_of,
        file="documents",
        copied=("name", "type", "size", "sha256", "state", "created_at"),
        withheld=dict.fromkeys(("id", "request_id", "user_id"), _BINDING),
    ),
    Holding(
        model=Correction,
        owned=lambda person: Correction.request_id.in_(persons.requests_of(person)),
        file="corrections",
        copied=("places", "words", "asked_at", "ended_at"),
        withheld={
            **dict.fromkeys(("id", "request_id"), _BINDING),
            "agent_id": "names the agent, whom the service answers for",
        },
    ),
    Holding(
        # An account's request has none: taking it into the account ends its link.
        model=PrivateLink,
        owned=lambda person: PrivateLink.request_id.in_(persons.requests_of(person)),
        within="requests",
        withheld={
            **dict.fromkeys(("id", "request_id", "awaited_version"), _BINDING),
            "token_hash": _SECRET,
            **dict.fromkeys(("email", "created_at", "proven_at", "awaited_at"), "goes when an account has the request"),
        },
    ),
    Holding(
        model=PrivateBrowser,
        owned=lambda person: PrivateBrowser.request_id.in_(persons.requests_of(person)),
        within="requests",
        withheld={
            "request_id": _BINDING,
            "token_hash": _SECRET,
            **dict.fromkeys(("proven", "created_at"), "goes when an account has the request"),
        },
    ),
    Holding(
        model=Entry,
        owned=lambda person: Entry.request_id.in_(persons.requests_of(person)),
        file="conversation",
        copied=("sequence", "side", "asks", "text", "at", "read_at", "ended_at"),
        withheld={
            **dict.fromkeys(("id", "request_id"), _BINDING),
            "agent_id": "names the agent, whom the service answers for",
        },
    ),
    Holding(
        model=InternalNote,
        owned=lambda person: InternalNote.request_id.in_(persons.requests_of(person)),
        within="requests",
        withheld={
            **dict.fromkeys(("id", "request_id"), _BINDING),
            "agent_id": "names the agent, whom the service answers for",
            **dict.fromkeys(("text", "at"), "handed out when asked for, without what they say of others"),
        },
    ),
    Holding(
        model=Opinion,
        owned=lambda person: Opinion.request_id.in_(persons.requests_of(person)),
        file="opinions",
        copied=("procedure_id", "service", "answer", "comment", "month", "open_until"),
        withheld=dict.fromkeys(("id", "request_id"), _BINDING),
    ),
    Holding(
        model=Event,
        owned=lambda person: Event.request_id.in_(persons.requests_of(person)),
        within="requests",
        copied=("kind", "at"),
        withheld={
            **dict.fromkeys(("id", "request_id", "sequence", "previous_hash", "hash"), _BINDING),
            "actor": "told in the words of the history",
            "actor_id": "names the agent, whom the service answers for",
            "codes": "ids and digests that name nobody",
        },
        erased="stays with its request, once that belongs to nobody: codes, ids and digests that lead to no person",
    ),
    Holding(
        model=Request,
        owned=lambda person: Request.user_id == person.id,
        file="requests",
        copied=(
            "id", "number", "procedure_id", "service", "status", "language", "summary", "answers", "origins",
            "created_at", "updated_at", "submitted_at", "due_on", "decided_at", "reason", "emptied_at", "erased_at",
            "waiting_since", "promised_on",
        ),
        withheld={
            **dict.fromkeys(("digest", "version", "user_id", "amends"), _BINDING),
            **dict.fromkeys(("posted", "declined", "begun", "step"), "where the form was left"),
            "evaluated": "the settings of the procedure on that day",
            "salt": "keeps anybody from guessing answers from the events",
            "agent_id": "names the agent, whom the service answers for",
        },
        # What they hold is erased before, drafts whole: see `erasing`.
        erase=lambda person: (update(Request).where(Request.user_id == person.id).values(user_id=None),),
    ),
    Holding(
        model=Profile,
        owned=lambda person: Profile.user_id == person.id,
        file="profile",
        copied=("data", "household", "stamps", "verified", "channel", "updated_at", "reused", "fed"),
        withheld=dict.fromkeys(("user_id", "version"), _BINDING),
    ),
    Holding(
        model=FederatedIdentity,
        owned=lambda person: FederatedIdentity.user_id == person.id,
        file="identities",
        copied=(
            "provider", "issuer", "sub", "given_names", "family_name", "preferred_name", "gender", "birth_date",
            "birth_place", "birth_country", "email", "siret", "idp_id", "former_names", "linked_at", "certified_at",
        ),
        withheld=dict.fromkeys(("id", "user_id"), _BINDING),
    ),
    Holding(
        model=FederatedSession,
        owned=lambda person: FederatedSession.session_id.in_(persons.sessions_of(person)),
        within="sessions",
        withheld={"session_id": _BINDING, "provider": "told with the identity", "id_token": _SECRET},
    ),
    Holding(
        model=FederationAttempt,
        owned=lambda person: FederationAttempt.user_id == person.id,
        within="identities",
        withheld={
            **dict.fromkeys(("id", "user_id"), _BINDING),
            **dict.fromkeys(("state_hash", "browser_hash", "nonce", "code_verifier"), _SECRET),
            **dict.fromkeys(("provider", "purpose", "next", "expires_at"), "a way begun, which serves for minutes"),
        },
    ),
    Holding(
        model=StaffEvent,
        owned=lambda person: StaffEvent.user_id == person.id,
        file="staff",
        copied=("kind", "roles", "services", "at"),
        withheld={**dict.fromkeys(("id", "user_id"), _BINDING), "actor_id": "names the administrator"},
    ),
    Holding(
        model=UserSession,
        owned=lambda person: UserSession.user_id == person.id,
        file="sessions",
        copied=("browser", "system", "created_at", "seen_at", "strong", "confirmed_at"),
        withheld={**dict.fromkeys(("id", "user_id"), _BINDING), "token_hash": _SECRET},
    ),
    Holding(
        model=Authenticator,
        owned=lambda person: Authenticator.user_id == person.id,
        file="authenticators",
        copied=("created_at", "used_at"),
        withheld={"user_id": _BINDING, "secret": _SECRET, "counter": "the last code, which serves no more"},
    ),
    Holding(
        model=SecurityKey,
        owned=lambda person: SecurityKey.user_id == person.id,
        file="security-keys",
        copied=("name", "created_at", "used_at"),
        withheld={
            **dict.fromkeys(("id", "user_id"), _BINDING),
            **dict.fromkeys(("credential", "public_key"), "what a key is recognised by"),
            **dict.fromkeys(("count", "used"), "how often it was used"),
        },
    ),
    Holding(
        model=RecoveryCode,
        owned=lambda person: RecoveryCode.user_id == person.id,
        file="recovery-codes",
        copied=("used_at",),
        withheld={**dict.fromkeys(("id", "user_id"), _BINDING), "code_hash": _SECRET},
    ),
    Holding(
        model=AccountMail,
        owned=persons.letters_of,
        file="waiting-letters",
        copied=("kind", "email", "language", "created_at"),
        withheld=dict.fromkeys(("id", "user_id", "link_id"), _BINDING),
    ),
    Holding(
        model=AccountLink,
        owned=persons.links_of,
        file="links",
        copied=("kind", "email", "expires_at"),
        withheld={**dict.fromkeys(("id", "user_id"), _BINDING), "token_hash": _SECRET},
    ),
    Holding(
        model=Registration,
        owned=lambda person: Registration.email == person.email,
        file="registrations",
        copied=("email", "given_name", "family_name", "language", "terms_at", "expires_at"),
        withheld={"id": _BINDING, "token_hash": _SECRET},
    ),
    Holding(
        model=Mail,
        owned=lambda person: Mail.to == person.email,
        file="demonstration-mails",
        copied=("to", "subject", "text", "created_at"),
        withheld={"id": _BINDING, "message_id": _BINDING, "html": "the same words as the text"},
    ),
    Holding(
        model=Throttle,
        owned=persons.allowances_of,
        within="account",
        withheld={"key": "a keyed hash that tells nothing", "spent_until": "when an allowance is whole again"},
    ),
    Holding(
        model=User,
        owned=lambda person: User.id == person.id,
        file="account",
        copied=(
            "email", "username", "active", "confirmed_at", "created_at", "terms_at", "signed_in_at", "noticed_at",
            "language", "given_name", "family_name", "services",
        ),
        withheld={"id": _BINDING, "password": _SECRET, "fs_uniquifier": _SECRET},
    ),
)  # fmt: skip

#: Tables that hold nothing of a person, or nothing that leads to one, each with the reason.
IMPERSONAL: Final[Mapping[str, str]] = {
    "roles": "names of roles",
    "users_roles": "goes with its account; the roles are told with it",
    "definition_versions": "what the city published",
    "procedures": "what the city offers",
    "pending_identities": "somebody without an account yet, bound to one browser; goes by itself",
    "jobs": "ids only; a job whose message or letter is gone does nothing",
    "account_deletions": "that an account was deleted, under a keyed hash: the proof that the city owes",
}
