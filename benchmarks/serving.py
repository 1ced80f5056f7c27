"""Measure the portal beside bare applications: processor time of the server, interleaved, in one run."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pages
import psycopg
from applications import bare_page, bare_write, portal, signed_in_page
from processes import Server
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from table import Result, told

POSTGRESQL = os.environ.get("POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432")
STEP = "accueil"
DRAFTS = 50
# How many times the bare application the portal may cost. Opening is bound beside a page for somebody signed in, and
# reported beside the bare one: `docs/decisions/0061-what-opening-a-step-costs.md`.
OPENING_BOUND = 2.0
POSTING_BOUND = 2.2
# Milliseconds, with passwords hashed as cheaply as can be: the form and what is posted; the page alone.
SIGNING_IN_LIMIT = 20
PROFILE_LIMIT = 5


def portal_app(database_url: str, data: str) -> Any:
    """What the child process of the portal runs."""
    return portal.create_app(database_url, data)


def page_app(template: str, answers: dict[str, Any]) -> Any:
    """What the child process of the bare page runs."""
    return bare_page.create_app(template, answers), {}


def floor_app(database_url: str, template: str, answers: dict[str, Any]) -> Any:
    """What the child process of the signed-in page runs."""
    return signed_in_page.create_app(database_url, template, answers, DRAFTS), {}


def write_app(database_url: str) -> Any:
    """What the child process of the bare write runs, with a command that counts its writes."""
    app = bare_write.create_app(database_url)

    def written() -> int:
        with Session(app.extensions["engine"]) as session:
            return session.scalar(select(func.sum(bare_write.Draft.version))) or 0

    return app, {"written": written}


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[tuple[str, str]]:
    """Two empty databases of that kind, ours and the baselines'; they are gone afterwards."""
    if kind == "SQLite":
        yield f"sqlite:///{folder / 'ours.sqlite3'}", f"sqlite:///{folder / 'bare.sqlite3'}"
        return
    names = [f"guichet_bench_{who}_{os.getpid()}" for who in ("ours", "bare")]
    with psycopg.connect(f"{POSTGRESQL}/postgres", autocommit=True) as server:
        for name in names:
            server.execute(f"CREATE DATABASE {name}")
        try:
            address = POSTGRESQL.replace("postgresql://", "postgresql+psycopg://", 1)
            yield f"{address}/{names[0]}", f"{address}/{names[1]}"
        finally:
            for name in names:
                server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure(
    name: str,
    ours: tuple[Server, Callable[[int], None]],
    baseline: tuple[Server, Callable[[int], None]],
    options: argparse.Namespace,
    *,
    beside: str = "bare application",
    bound: float | None = None,
    limit: float | None = None,
) -> Result:
    """Run rounds of the two in turn, after one that does not count; the callables send request number N."""
    times: dict[int, list[float]] = {0: [], 1: []}
    number = 0
    for round_ in range(options.rounds + 1):
        for which, (server, send) in enumerate((ours, baseline)):
            before = server.cpu()
            for offset in range(options.requests):
                send(number + offset)
            spent = (server.cpu() - before) / options.requests
            if round_:
                times[which].append(spent)
        number += options.requests
    return told(Result.of_pairs(name, beside, times[0], times[1], bound=bound, limit=limit))


def sign_in(server: Server) -> None:
    """Open a session in the portal as the benchmark's citizen."""
    text, _ = server.request("GET", "/login", expect=200)
    fields = dict(pages.form(text)) | {"identifier": portal.EMAIL, "password": portal.PASSWORD}
    server.request("POST", "/login", list(fields.items()), expect=302)


def expect(what: str, found: object, wanted: object) -> None:
    """End the benchmark when it did not do the work it claims to time."""
    if found != wanted:
        message = f"{what}: {found!r}, not {wanted!r}"
        raise RuntimeError(message)


def opening(kind: str, ours: Server, database: str, drafts: list[str], options: argparse.Namespace) -> Iterator[Result]:
    """Open the step of drafts in turn, beside the same HTML drawn by Jinja2 alone, then for somebody signed in."""
    text, _ = ours.request("GET", f"/requests/{drafts[0]}/steps/{STEP}", expect=200)
    values: dict[str, Any] = {}
    for name, value in pages.form(text):
        values.setdefault(name, []).append(value)
    shown = {name: found[0] if len(found) == 1 else found for name, found in values.items()}
    template = pages.template(text)
    name = f"opening a step ({kind})"

    def open_ours(number: int) -> None:
        ours.request("GET", f"/requests/{drafts[number % len(drafts)]}/steps/{STEP}", expect=200)

    with Server(partial(page_app, template, shown)) as bare:
        same, _ = bare.request("GET", "/?n=0", expect=200)
        expect("the HTML of the bare page", pages.comparable(same), pages.comparable(text))

        def open_bare(number: int) -> None:
            bare.request("GET", f"/?n={number}", expect=200)

        yield measure(name, (ours, open_ours), (bare, open_bare), options)
    with Server(partial(floor_app, database, template, shown)) as floor:
        floor.request("GET", "/login", expect=200)
        same, _ = floor.request("GET", "/0", expect=200)
        expect("the HTML of the signed-in page", pages.comparable(same), pages.comparable(text))

        def open_floor(number: int) -> None:
            floor.request("GET", f"/{number % DRAFTS}", expect=200)

        yield measure(
            name, (ours, open_ours), (floor, open_floor), options, beside="signed-in page", bound=OPENING_BOUND
        )


def posting(
    kind: str, ours: Server, bare: Server, drafts: list[str], fields: list[tuple[str, str]], options: argparse.Namespace
) -> Result:
    """Post the step with a body that is never twice the same, beside one bare write of the same body."""
    versions = dict.fromkeys(drafts, 0)
    for draft in drafts:
        text, _ = ours.request("GET", f"/requests/{draft}/steps/{STEP}", expect=200)
        versions[draft] = int(dict(pages.form(text))["version"])
    saves = ours.command("written")["saves"]

    def body(number: int) -> list[tuple[str, str]]:
        return [(name, f"Arrêt {number}" if name == "/arret" else value) for name, value in fields]

    def post_ours(number: int) -> None:
        draft = drafts[number % len(drafts)]
        posted = [(name, str(versions[draft]) if name == "version" else value) for name, value in body(number)]
        ours.request("POST", f"/requests/{draft}/steps/{STEP}", [*posted, ("action", "next")], expect=303)
        versions[draft] += 1

    def post_bare(number: int) -> None:
        bare.request("POST", f"/{number % len(drafts)}", [*body(number), ("action", "next")], expect=303)

    before = bare.command("written")
    result = measure(f"posting a step ({kind})", (ours, post_ours), (bare, post_bare), options, bound=POSTING_BOUND)
    requests = options.requests * (options.rounds + 1)
    expect("saves of the portal", ours.command("written")["saves"] - saves, requests)
    expect("saves of the bare application", bare.command("written") - before, requests)
    return result


def submitting(kind: str, ours: Server, bare: Server, options: argparse.Namespace) -> Result:
    """Submit drafts, each once, beside one bare write of the same body."""
    requests = options.requests * (options.rounds + 1)
    drafts: list[str] = ours.command("prepare", requests)
    text, _ = ours.request("GET", f"/requests/{drafts[0]}/review", expect=200)
    fields = pages.form(text)
    before = ours.command("written")

    def body(number: int) -> list[tuple[str, str]]:
        changed = {"/commentaire": f"Commentaire {number}"}
        return [*((name, changed.get(name, value)) for name, value in fields), ("action", "submit")]

    def submit_ours(number: int) -> None:
        ours.request("POST", f"/requests/{drafts[number]}/review", body(number), expect=303)

    def submit_bare(number: int) -> None:
        bare.request("POST", f"/{number % 50}", body(number), expect=303)

    result = measure(f"submitting a request ({kind})", (ours, submit_ours), (bare, submit_bare), options)
    after = ours.command("written")
    for row in ("sent", "events"):
        expect(f"rows of {row}", after[row] - before[row], requests)
    expect("jobs of the outbox", after["jobs"] - before["jobs"], requests)
    return result


def signing_in(kind: str, ours: Server, bare: Server, options: argparse.Namespace) -> Result:
    """Open the form and sign in, each time as a browser that was never here, beside one bare write."""

    def enter(_number: int) -> None:
        ours.cookies.clear()
        sign_in(ours)

    def write(number: int) -> None:
        bare.request("POST", f"/{number % 50}", [("identifier", portal.EMAIL)], expect=303)

    return measure(f"signing in ({kind})", (ours, enter), (bare, write), options, limit=SIGNING_IN_LIMIT)


def profile(kind: str, ours: Server, options: argparse.Namespace) -> Result:
    """Open «Mon profil», beside the same HTML drawn by Jinja2 alone."""
    text, _ = ours.request("GET", "/profile", expect=200)
    with Server(partial(page_app, pages.template(text), {})) as bare:
        return measure(
            f"opening the profile ({kind})",
            (ours, lambda _number: ours.request("GET", "/profile", expect=200)),
            (bare, lambda number: bare.request("GET", f"/?n={number}", expect=200)),
            options,
            limit=PROFILE_LIMIT,
        )


def run(kind: str, options: argparse.Namespace) -> list[Result]:
    """Every measurement on one kind of database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        our_database, bare_database = stack.enter_context(databases(kind, folder))
        ours = stack.enter_context(Server(partial(portal_app, our_database, str(folder / "data"))))
        bare = stack.enter_context(Server(partial(write_app, bare_database)))
        sign_in(ours)
        drafts: list[str] = ours.command("prepare", DRAFTS)
        text, _ = ours.request("GET", f"/requests/{drafts[0]}/steps/{STEP}", expect=200)
        fields = pages.form(text)
        return [
            *opening(kind, ours, bare_database, drafts, options),
            posting(kind, ours, bare, drafts, fields, options),
            submitting(kind, ours, bare, options),
            signing_in(kind, ours, bare, options),
            profile(kind, ours, options),
        ]


def reachable(kind: str) -> bool:
    """Tell whether that kind of database is here; say so when it is not."""
    if kind == "PostgreSQL":
        try:
            psycopg.connect(f"{POSTGRESQL}/postgres", connect_timeout=3).close()
        except psycopg.OperationalError:
            print(f"Skipped: PostgreSQL; no server at {POSTGRESQL}, set POSTGRESQL_URL")
            return False
    return True


def measured(options: argparse.Namespace) -> Iterator[Result]:
    """Every measurement on every kind of database that is here."""
    for kind in options.databases:
        if reachable(kind):
            yield from run(kind, options)
