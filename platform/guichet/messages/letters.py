"""What a letter about a request says around its words: the city, the procedure, the service, the address to go to."""

from dataclasses import replace
from urllib.parse import quote

from flask import current_app

from guichet.accounts.models import User
from guichet.config import Config
from guichet.database import db
from guichet.publishing import services as publishing
from guichet.publishing.city import city, contact_of
from guichet.requests.models import Request
from guichet_notify.wording import Context
from guichet_render.renderer import renderer
from guichet_validate import context as surroundings
from guichet_validate import pointers, texts
from guichet_validate.model import Definition


def address_of(request: Request) -> str:
    """Return the address where its person sees the request: with an account its page, else its tracking page.

    Built from the configured base address only: a letter never follows what a browser claims.
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
        # Where its page can be opened, the question stands there.
        opinion=f"{address}#opinion" if account else "",
        service=service.get("title", ""),
        contact=contact_of(service),
        account=account,
    )


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


def recipient_of(request: Request, definition: Definition) -> str | None:
    """Return where letters about this request go: the account's address, else the first e-mail address answered."""
    if request.user_id is not None:
        return db.session.get_one(User, request.user_id).email
    for pointer, field in definition.fields.items():
        if field.format == "email" and "*" not in pointers.split(pointer):
            answer = pointers.get(request.answers, pointer)
            if isinstance(answer, str):
                return answer
    return None
