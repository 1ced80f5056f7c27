"""The baseline of opening a step: Flask and Jinja2 drawing the same HTML, with no session, no user and no database."""

from __future__ import annotations

from typing import Any

from flask import Flask, render_template, request
from jinja2 import DictLoader


def create_app(template: str, answers: dict[str, Any]) -> Flask:
    """Serve `template` at `/`, filled with `answers` (names of form fields to their values).

    The answer to `?n=` varies, so that no request draws the page of the one before.
    """
    app = Flask(__name__)
    app.jinja_loader = DictLoader({"page.html": template})

    @app.get("/")
    def page() -> str:
        values = {**answers, "n": request.args.get("n", "")}
        return render_template("page.html", values=values)

    return app
