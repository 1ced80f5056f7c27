"""The addresses of requests and the page behind each."""

from __future__ import annotations

from flask import Blueprint

from guichet.requests import (
    amending_pages,
    choosing,
    correcting,
    expired,
    following,
    overview,
    papers,
    sending,
    stepping,
    talking,
)

blueprint = Blueprint("requests", __name__)
expired.init_blueprint(blueprint)

_READ = ("GET",)
_FORM = ("GET", "POST")

for _rule, _view, _methods in (
    ("/procedures/<procedure_id>/requests", stepping.start, _FORM),
    ("/requests", following.index, _READ),
    ("/requests/<uuid:request_id>", following.show, _READ),
    ("/requests/signed-in", expired.signed_in, _READ),
    ("/requests/<uuid:request_id>/steps", overview.overview, _READ),
    ("/requests/<uuid:request_id>/steps/<step_id>", stepping.step, _FORM),
    ("/requests/<uuid:request_id>/review", sending.review, _FORM),
    ("/requests/<uuid:request_id>/receipt", sending.receipt, _READ),
    ("/requests/<uuid:request_id>/receipt.pdf", papers.receipt_pdf, _READ),
    ("/requests/<uuid:request_id>/copy.pdf", papers.copy_pdf, _READ),
    ("/requests/<uuid:request_id>/abandon", following.abandon, _FORM),
    ("/requests/<uuid:request_id>/amend", amending_pages.amend, _FORM),
    ("/requests/<uuid:request_id>/correct", correcting.correct, _FORM),
    ("/requests/<uuid:request_id>/cancel", following.cancel, _FORM),
    ("/requests/<uuid:request_id>/messages", talking.write, ("POST",)),
    ("/requests/<uuid:request_id>/history", following.history, _READ),
    ("/requests/<uuid:request_id>/files/<uuid:file_id>", following.file, _READ),
    ("/requests/<uuid:request_id>/choices", choosing.choices, ("POST",)),
    ("/tracking", following.tracking, _READ),
):
    blueprint.add_url_rule(_rule, view_func=_view, methods=_methods)
