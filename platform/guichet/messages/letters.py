"""What a letter about a request says around its words: the city, the procedure, the service, the address to go to."""

from dataclasses import replace
from urllib.parse import quote

from flask import current_app

from guichet.accounts.models import User
from guichet.config import Config
from guichet.database import db
from guichet.private import addresses
from guichet.publishing import services as publishing
from guichet.publishing.city import city, contact_of
from guichet.requests.models import Request
from guichet_notify.wording import Context
from guichet_render.renderer import renderer
from guichet_validate import context as surroundings
from guichet_validate import texts
from guichet_validate.model import Definition


def address_of(request: Request) -> str:
    """Return the address where its person sees the request: with an account its page, else its tracking page.

    It is what messages and papers keep; a private link stands in letters only (`addressed`). Built from the configured
    base address only: a letter never follows what a browser claims.
    """
    config: Config = current_app.extensions["guichet_config"]
    if request.user_id is None:
        return f"{config.base_url}/tracking?number={quote(request.number or '')}"
    return f"{config.base_url}/requests/{request.id}"


def context_of(request: Request, definition: Definition) -> Context:
    """Return what any letter about this request may say, in the request's language."""
    language = request.language
    document = city().localised(language)
    service = document["services"].get(request.service, {})
    address, account = address_of(request), request.user_id is not None
    return Context(
        city=document.get("title", document["name"]),
        procedure=texts.text(definition.document, "title", language) or definition.id,
        number=request.number or "",
        url=address,
        # A private link leads to the page where the question stands anyway.
        opinion=f"{address}#opinion" if account else "",
        service=service.get("title", ""),
        contact=contact_of(service),
        openable=account or addresses.of(request) is not None,
    )


def addressed(request: Request, context: Context, body: str) -> tuple[Context, str]:
    """Return what surrounds a letter, and its body, as its recipient gets them: with the private link, if there is one.

    The words that are kept never hold it.
    """
    link = addresses.of(request)
    if link is None:
        return context, body
    url = addresses.url(link)
    return replace(context, url=url, private=True), body.replace(context.url, url)


def own_words(request: Request, definition: Definition, kind: str, context: Context) -> Context:
    """Return the context with the subject and the body that the definition gives for this kind, if it does."""
    around = surroundings.Context.at_present(
        settings=publishing.settings_of(definition.id), lists=(request.evaluated or {}).get("lists", {})
    )
    found = renderer(request.language).message_text(
        definition,
        kind,
        request.answers,
        around,
        number=context.number,
        url=context.url,
        reason=context.reason,
    )
    if found is None:
        return context
    subject, body = found
    return replace(context, subject=subject, complement=body)


def recipient_of(request: Request) -> str | None:
    """Return where letters about this request go: the account's address, else the one that its private link goes to.

    Nothing before somebody came by that link: whoever types a stranger's address has no further letter sent to it.
    """
    if request.user_id is not None:
        return db.session.get_one(User, request.user_id).email
    link = addresses.of(request)
    return link.email if link and link.proven_at else None
