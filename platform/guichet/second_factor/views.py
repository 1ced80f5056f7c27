"""The addresses of the second factor: on the way in, and in one's own account."""

from flask import Blueprint

from guichet.second_factor import own_pages, sign_in_pages

blueprint = Blueprint("second_factor", __name__)

for _rule, _view in (
    ("/login/second-factor", sign_in_pages.code),
    ("/login/second-factor/key", sign_in_pages.key),
    ("/login/second-factor/first-key", sign_in_pages.first_key),
    ("/login/second-factor/recovery", sign_in_pages.recovery_code),
    ("/login/second-factor/first", sign_in_pages.first),
    ("/profile/second-factor/application", own_pages.authenticator),
    ("/profile/second-factor/application/remove", own_pages.remove_authenticator),
    ("/profile/second-factor/key", own_pages.own_key),
    ("/profile/second-factor/key/<uuid:key_id>/remove", own_pages.remove_key),
    ("/profile/second-factor/recovery-codes", own_pages.recovery_codes),
):
    blueprint.add_url_rule(_rule, view_func=_view, methods=("GET", "POST"))
blueprint.add_url_rule("/profile/second-factor", view_func=own_pages.show, methods=("GET",))
