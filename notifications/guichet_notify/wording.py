"""The words of each kind of message: one template a kind and language, its first line being the subject."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from guichet_notify.cleaning import block, line

KINDS: Final = (
    "acknowledgement",
    "taken",
    "question",
    "reply",
    "documentAccepted",
    "documentRefused",
    "documentInfected",
    "correction",
    "corrected",
    "edited",
    "returned",
    "closed",
    "refused",
    "silenceAccepted",
    "silenceRefused",
    "failed",
    "cancelled",
    "draftEnding",
)
LANGUAGES: Final = ("fr", "en")
SUBJECT_LIMIT: Final = 150

#: Texts of people come in as values only: nothing that is stored is ever read as a template.
TEMPLATES: Final = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a message may say. Every value is text in the reader's language; an empty one is left out.

    `url` leads to the request where that is `openable`, else to its tracking page, `opinion` to the question asked
    after its decision; `private` tells that whoever has `url` opens the request. `date` is the day in words, `contact`
    holds the lines that tell how to reach the service, `reason` the agent's own words, `document` the title of the
    document judged. A draft has no `number`; its `date` is the day when it goes.
    `subject` and `complement` are the procedure's own subject and body: they take the place of the standard subject
    and of the standard phrases, and the facts (number, date, service, reason) stay beside them.
    """

    city: str
    procedure: str
    number: str
    url: str
    opinion: str = ""
    date: str = ""
    service: str = ""
    contact: tuple[str, ...] = ()
    openable: bool = True
    private: bool = False
    reason: str = ""
    document: str = ""
    subject: str = ""
    complement: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A subject of one line and a plain body, paragraphs separated by one blank line."""

    subject: str
    body: str


def nearest(language: str) -> str:
    """Return the language if letters are written in it, else the first one they are written in."""
    return language if language in LANGUAGES else LANGUAGES[0]


def words(kind: str, context: Context, language: str) -> Words:
    """Return subject and body of that kind of message. An unknown kind is a KeyError."""
    if kind not in KINDS:
        raise KeyError(kind)
    template = TEMPLATES.get_template(f"{nearest(language)}/{kind}.txt")
    subject, _, body = template.render(asdict(context)).partition("\n")
    return Words(line(context.subject or subject, SUBJECT_LIMIT), block(body))
