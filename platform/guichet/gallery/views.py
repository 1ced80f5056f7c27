"""Pages of the gallery: every widget in every state, its schema beside it. Only the demonstration has them."""

from flask import Blueprint, abort, render_template

from guichet import demo
from guichet.i18n import language
from guichet_render import gallery

blueprint = Blueprint("gallery", __name__)


@blueprint.get("/demo/galerie")
def index() -> str:
    """List the widgets."""
    demo.only()
    return render_template("gallery/index.html", specimens=gallery.specimens().values(), lang=language())


@blueprint.get("/demo/galerie/<name>")
def show(name: str) -> str:
    """Show one widget in all its states."""
    demo.only()
    specimen = gallery.specimens().get(name)
    if specimen is None:
        abort(404)
    drawn = gallery.states(specimen, language())
    return render_template("gallery/show.html", specimen=specimen, drawn=drawn, lang=language())
