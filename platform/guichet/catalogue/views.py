"""Public pages."""

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__)


@blueprint.get("/")
def home() -> str:
    """Show the catalogue."""
    return ""
