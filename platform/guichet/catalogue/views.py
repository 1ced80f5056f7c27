"""The public pages: home, procedures, legal texts, and the small addresses that machines ask for."""

from datetime import timedelta

from flask import Blueprint, Response, abort, current_app, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as BaseResponse

from guichet import cookies
from guichet.catalogue import colours, pages, paper_forms, presentation, services
from guichet.config import Config
from guichet.database import now
from guichet.documents.downloads import printed
from guichet.i18n import LANGUAGES, language, t
from guichet.publishing import services as publishing
from guichet.publishing.city import city, city_texts
from guichet.security import is_own_address

blueprint = Blueprint("catalogue", __name__)

_ONE_YEAR = 365 * 24 * 3600
_ONE_HOUR = 3600
_SECURITY_TXT_DAYS = 180
_LONGEST_QUERY = 200


@blueprint.get("/")
def home() -> str:
    """Show every procedure by category, or those that answer a search."""
    query = request.args.get("q", "").strip()[:_LONGEST_QUERY]
    cards = services.cards(language())
    return render_template(
        "catalogue/home.html",
        query=query,
        found=services.search(cards, query) if query else None,
        groups=services.groups(cards, language()),
    )


@blueprint.get("/procedures/<procedure_id>")
def procedure(procedure_id: str) -> str:
    """Tell what a procedure is, for whom, and lead to its form where there is one."""
    definition = publishing.current(procedure_id)
    if definition is None:
        abort(404)
    user = current_user if current_user.is_authenticated else None
    return render_template("catalogue/procedure.html", page=presentation.present(definition, language(), user))


@blueprint.get("/procedures/<procedure_id>/form.pdf")
def paper_form(procedure_id: str) -> BaseResponse:
    """Hand out the whole form, to be printed and filled in with a pen."""
    definition = publishing.current(procedure_id)
    if definition is None or not definition.has_form:
        abort(404)
    made = paper_forms.form(definition, language() if language() in definition.languages else definition.language)
    return printed(made.pdf, t("papers-form-file", id=definition.id))


@blueprint.get("/pages/<slug>")
def page(slug: str) -> str:
    """Show a legal or help page, or the map of the site."""
    if slug == "plan-du-site":
        cards = services.cards(language())
        titles = [(name, pages.title(name, language())) for name in pages.SLUGS]
        return render_template("catalogue/sitemap.html", groups=services.groups(cards, language()), pages=titles)
    found = pages.page(slug, language())
    if found is None:
        abort(404)
    return render_template("catalogue/page.html", page=found)


@blueprint.route("/language/<lang>", methods=["GET", "POST"])
def choose_language(lang: str) -> BaseResponse:
    """Keep the language chosen and go back to the page it was chosen on."""
    if lang not in LANGUAGES:
        abort(404)
    address = request.values.get("next", "")
    response = redirect(address if is_own_address(address) else url_for("catalogue.home"))
    cookie = cookies.language()
    response.set_cookie(cookie.name, lang, max_age=_ONE_YEAR, **cookie.attributes)
    return response


@blueprint.get("/city.css")
def city_stylesheet() -> BaseResponse:
    """Serve the colours of the city as custom properties."""
    light, dark = colours.tokens(city().colours)
    response = make_response(render_template("layout/city.css", light=light, dark=dark))
    response.mimetype = "text/css"
    response.cache_control.public = True
    response.cache_control.max_age = _ONE_HOUR
    response.add_etag()
    return response.make_conditional(request)


@blueprint.get("/healthz")
def health() -> BaseResponse:
    """Say that the process answers and its database too."""
    services.count()
    response = Response("ok\n", mimetype="text/plain")
    response.cache_control.no_store = True
    return response


@blueprint.get("/.well-known/security.txt")
def security_txt() -> BaseResponse:
    """Say where to report a security flaw (RFC 9116)."""
    config: Config = current_app.extensions["guichet_config"]
    expires = (now() + timedelta(days=_SECURITY_TXT_DAYS)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = (
        f"Contact: mailto:{city_texts('fr')['legal']['security']['email']}",
        f"Expires: {expires.isoformat().replace('+00:00', 'Z')}",
        "Preferred-Languages: fr, en",
        f"Canonical: {config.base_url}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.get("/robots.txt")
def robots_txt() -> BaseResponse:
    """Keep search engines to the public pages."""
    closed = ("requests", "private", "messages", "agent", "profile", "tracking", "login", "language")
    lines = ["User-agent: *", *(f"Disallow: /{path}" for path in closed)]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
