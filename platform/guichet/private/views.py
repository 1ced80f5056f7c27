"""The addresses of requests made without an account, and the page behind each."""

from __future__ import annotations

from flask import Blueprint

from guichet.private import beginning, opening, waiting

blueprint = Blueprint("private", __name__)

_READ = ("GET",)
_FORM = ("GET", "POST")

for _rule, _name, _view, _methods in (
    ("/procedures/<procedure_id>/requests/without-account", "begin", beginning.begin, _FORM),
    ("/private", "lost", beginning.lost, _FORM),
    ("/private/sent", "lost_sent", beginning.lost_sent, _READ),
    ("/private/leave", "leave", opening.leave, ("POST",)),
    ("/private/<token>", "open", opening.open_link, _FORM),
    ("/requests/<uuid:request_id>/saved", "saved", waiting.saved, _FORM),
    ("/requests/<uuid:request_id>/confirmation", "waiting", waiting.waiting, _FORM),
    ("/requests/<uuid:request_id>/address", "address", waiting.address, _FORM),
    ("/requests/<uuid:request_id>/claim", "claim", opening.claim, ("POST",)),
):
    blueprint.add_url_rule(_rule, endpoint=_name, view_func=_view, methods=_methods)
