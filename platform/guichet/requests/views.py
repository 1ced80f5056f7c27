"""The addresses of requests and the page behind each."""

from __future__ import annotations

from flask import Blueprint

from guichet.requests import following, sending, stepping

blueprint = Blueprint("requests", __name__)

_READ = ("GET",)
_FORM = ("GET", "POST")

for _rule, _view, _methods in (
    ("/procedures/<procedure_id>/requests", stepping.start, _FORM),
    ("/requests", following.index, _READ),
    ("/requests/<uuid:request_id>", following.show, _READ),
    ("/requests/<uuid:request_id>/steps/<step_id>", stepping.step, _FORM),
    ("/requests/<uuid:request_id>/review", sending.review, _FORM),
    ("/requests/<uuid:request_id>/receipt", sending.receipt, _READ),
    ("/requests/<uuid:request_id>/abandon", following.abandon, _FORM),
    ("/requests/<uuid:request_id>/cancel", following.cancel, _FORM),
    ("/requests/<uuid:request_id>/history", following.history, _READ),
    ("/requests/<uuid:request_id>/files/<uuid:file_id>", following.file, _READ),
    ("/tracking", following.tracking, _READ),
):
    blueprint.add_url_rule(_rule, view_func=_view, methods=_methods)
