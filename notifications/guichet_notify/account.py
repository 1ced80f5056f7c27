"""Letters about an account: what happened to it, and the link that somebody asked for."""

from dataclasses import asdict, dataclass
from typing import Final

from guichet_notify.composing import Composed, fill
from guichet_notify.wording import TEMPLATES, Words, nearest

#: `activation` and `known` answer who asked for an account, `recovery` and `unknown` who forgot a password,
#: `confirmation` and `taken` the address that an account would get, `contact` an address that a profile names,
#: `deletion` who wants the account deleted and has no password, `invitation` somebody who is to work for the city.
#: `privateLink` and `privateConfirm` bring the link of a request made without an account, `privateClaimed` ends it.
#: `inactive` tells what will be done, the others what was.
KINDS: Final = (
    "activation",
    "known",
    "created",
    "recovery",
    "unknown",
    "passwordChanged",
    "confirmation",
    "taken",
    "emailChanged",
    "identifierChanged",
    "sessionsEnded",
    "profileChanged",
    "dataCopied",
    "deletion",
    "deleted",
    "inactive",
    "contact",
    "contactConfirmed",
    "reuseChanged",
    "invitation",
    "dutiesChanged",
    "suspended",
    "restored",
    "federated",
    "linked",
    "unlinked",
    "namesChanged",
    "documentAccepted",
    "documentRefused",
    "secondFactorAdded",
    "secondFactorRemoved",
    "secondFactorReset",
    "recoveryCodeUsed",
    "recoveryCodesRenewed",
    "wrongCodes",
    "documentEnding",
    "documentInfected",
    "identityVerified",
    "privateLink",
    "privateConfirm",
    "privateClaimed",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountContext:
    """What a letter about an account may say, in the reader's language.

    `url` is where its button leads and `forgotten` the page of forgotten passwords; `until` says in words how long a
    link, or a document, is good for, `date` when what is told was done; `email` is the account's new address, and
    `provider` who certifies its holder's identity, for instance FranceConnect; `document` is the title of a document of
    the library, and `reason` what the agent said of it; `procedure` and `number` are those of a request made without
    an account, the number empty for a draft.
    """

    city: str
    url: str
    forgotten: str
    identifier: str = ""
    email: str = ""
    until: str = ""
    date: str = ""
    provider: str = ""
    document: str = ""
    reason: str = ""
    procedure: str = ""
    number: str = ""
    contact: tuple[str, ...] = ()


def compose(kind: str, context: AccountContext, language: str) -> Composed:
    """Return the letter of that kind. An unknown kind is a KeyError.

    The first line of a template is the subject, the second the words of the button.
    """
    if kind not in KINDS:
        raise KeyError(kind)
    values = asdict(context)
    template = TEMPLATES.get_template(f"{nearest(language)}/account/{kind}.txt")
    subject, action, body = template.render(values).split("\n", 2)
    return fill("account/letter", Words(subject, body), {**values, "service": "", "action": action}, language)
