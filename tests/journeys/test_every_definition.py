"""Every definition of the city, from its first page to its receipt: generated answers, typed and sent three ways."""

import datetime as dt
import json
import sqlite3
from pathlib import Path

import pytest
from form_controls import Hand, Keys, as_posted, as_typed, paper
from playwright.sync_api import expect

from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.generator.answers import Answers
from guichet_validate.kinds import load_kinds
from guichet_validate.lists import load_lists
from guichet_validate.loading import load_file

DEFINITIONS = Path(__file__).resolve().parents[2] / "definitions"
FILES = sorted(path for path in DEFINITIONS.glob("*/*.json") if '"x-steps"' in path.read_text("utf-8"))
WAYS = {
    "with JavaScript": {"viewport": {"width": 1280, "height": 900}},
    "without JavaScript": {"java_script_enabled": False, "viewport": {"width": 360, "height": 800}},
    "by keyboard": {"viewport": {"width": 1280, "height": 900}},
}
CITIZEN = "paul@example.fr"
SEED = 7
# How often a page may be completed before it has asked everything.
MOST_PASSES = 40
CONTROLS = """() => {
  const found = {};
  for (const node of document.querySelectorAll("#answers [name]")) {
    const name = node.tagName === "BUTTON" ? node.value : node.name;
    (found[name] ||= []).push({ type: node.type, value: node.value, checked: Boolean(node.checked) });
  }
  return found;
}"""
# What the portal itself says of a file.
OF_THE_FILE = ("id", "name", "type", "size")


class Walker:
    """One person on the way through one procedure, with answers in mind."""

    def __init__(self, person, definition, answers, hand, *, scripted):
        self.person = person
        self.page = person.page
        self.definition = definition
        self.answers = answers
        self.hand = hand
        self.scripted = scripted
        self._there = None

    def walk(self):
        """From the procedure's page to the receipt; answers the tracking number."""
        self.person.open(f"/procedures/{self.definition.id}/requests")
        self.look("début")
        anew = self.button("anew", "true")
        with self.page.expect_navigation():
            self.hand.press(anew if anew.count() else self.page.get_by_role("main").get_by_role("button").first)
        for _ in range(len(self.definition.steps) + 1):
            self.settle()
            if self.page.locator("#answers .button[value='submit']").count():
                break
            self.fill()
            self.look("étape")
            self.go_on("next")
        self.fill()
        self.look("vérification")
        self.go_on("submit")
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Votre demande est envoyée")
        self.look("accusé")
        return self.page.get_by_role("main").locator(".number").first.inner_text()

    def go_on(self, action):
        with self.page.expect_navigation():
            self.hand.press(self.page.locator(f"#answers .button[value='{action}']"))
        complaints = self.page.locator(".summary li").all_inner_texts()
        assert not complaints, f"{self.page.url}: {complaints}"

    def look(self, where):
        self.person.look(f"{self.definition.id} {where}")

    def settle(self):
        """Wait until the script has redrawn what an answer changed."""
        self._there = None
        if self.scripted and self.page.locator("#step-fields[aria-busy]").count():
            expect(self.page.locator("#step-fields[aria-busy]")).to_have_count(0)

    def button(self, name, value):
        return self.page.locator(f"button[name='{name}'][value='{value}']")

    def control(self, name, value=None):
        chosen = f"[value={json.dumps(value)}]" if value is not None else ""
        return self.page.locator(f"#answers [name={json.dumps(name)}]{chosen}:not([type=hidden])")

    # ---- Filling a page ----

    def fill(self):
        """Answer everything that the page asks, and what it asks then."""
        self.typed = set()
        for _ in range(MOST_PASSES):
            if not self.complete():
                return
            update = self.page.locator("#answers .update button")
            if not self.scripted and update.count():
                with self.page.expect_navigation():
                    self.hand.press(update)
        raise AssertionError(f"{self.page.url} always asks for more")

    def complete(self):
        """Put in what is missing; tell whether anything was."""
        changed = False
        self._there = None
        for field in self.definition.root.children:
            if self.stands(f"/{field.name}"):
                changed |= self.put(field, f"/{field.name}", self.answers.get(field.name))
        return changed

    @property
    def there(self):
        """The controls of the page, by name: what each is, holds, and whether it is ticked; buttons by what they do."""
        if self._there is None:
            self._there = self.page.evaluate(CONTROLS)
        return self._there

    def stands(self, pointer):
        """Whether the page has a control for an answer or for a part of it."""
        starts = (f"{pointer}#", f"{pointer}/")
        return any(name in (pointer, f"add:{pointer}") or name.startswith(starts) for name in self.there)

    def held(self, name):
        """What the one control of a name holds."""
        return self.there[name][0]["value"]

    def put(self, field, pointer, value):
        if not self.stands(pointer):
            return False
        if field.kind == "object":
            given = value or {}
            done = [self.put(child, f"{pointer}/{child.name}", given.get(child.name)) for child in field.children]
            return any(done)
        if field.kind == "repeat":
            return self.put_rows(field, pointer, value or [])
        if field.kind == "file":
            return self.put_files(pointer, value or [])
        if self.put_answer(field, pointer, value):
            self.settle_after()
            return True
        return False

    def settle_after(self):
        if self.scripted:
            # A text changes when it is left.
            self.page.evaluate("() => document.activeElement.dispatchEvent(new Event('change', { bubbles: true }))")
            self.settle()

    def put_rows(self, field, pointer, rows):
        there = sum(name.startswith(f"{pointer}/") and name.endswith("#row") for name in self.there)
        if there < len(rows):
            self.redrawn_by(f"add:{pointer}")
            return True
        # What a row says is lost with it: the page asks, and then takes it away.
        for last in (f"remove:{pointer}/{there - 1}", f"ask:{pointer}/{there - 1}"):
            if there > len(rows) and last in self.there:
                self.redrawn_by(last)
                return True
        done = [
            self.put(child, f"{pointer}/{number}/{child.name}", row.get(child.name))
            for number, row in enumerate(rows)
            for child in field.children
        ]
        return any(done)

    def redrawn_by(self, action):
        """Press a button of a repeat and wait for its page."""
        if self.scripted:
            self.hand.press(self.button("action", action))
        else:
            with self.page.expect_navigation():
                self.hand.press(self.button("action", action))
        self.settle()

    def put_files(self, pointer, files):
        there = any(name.startswith(f"remove:{pointer}/") for name in self.there)
        if there or not files or pointer in self.typed:
            return False
        self.typed.add(pointer)
        first = files[0]
        if f"{pointer}/-/as" in self.there:
            self.hand.tick(self.control(f"{pointer}/-/as", first["as"]))
        for name in ("issued", "expires"):
            if name in first and f"{pointer}/-/{name}#day" in self.there:
                self.put_date(f"{pointer}/-/{name}", first[name])
        self.hand.bring(self.control(f"{pointer}/-"), [paper() for _ in files])
        return True

    def put_date(self, pointer, value):
        parts = reversed(value.split("-")) if value else ("", "", "")
        for name, part in zip(("day", "month", "year"), parts, strict=True):
            wanted = part.lstrip("0")
            if self.held(f"{pointer}#{name}") != wanted:
                self.hand.write(self.control(f"{pointer}#{name}"), wanted)

    def put_answer(self, field, pointer, value):
        """Bring one control to a value; tell whether it had another."""
        if f"{pointer}#day" in self.there:
            before = [self.held(f"{pointer}#{name}") for name in ("year", "month", "day")]
            wrong = before != ([part.lstrip("0") for part in value.split("-")] if value else ["", "", ""])
            if wrong:
                self.put_date(pointer, value)
            return wrong
        if f"{pointer}#search" in self.there:
            return self.put_text(field, f"{pointer}#search", label_of(field, value))
        kind = self.there[pointer][0]["type"]
        put = {"radio": self.put_radio, "checkbox": self.put_ticks, "select-one": self.put_choice}.get(
            kind, self.put_text
        )
        return put(field, pointer, value)

    def put_radio(self, _, pointer, value):
        if value is None or {"type": "radio", "value": as_posted(value), "checked": True} in self.there[pointer]:
            return False
        self.hand.tick(self.control(pointer, as_posted(value)))
        return True

    def put_ticks(self, _, pointer, value):
        given = value if isinstance(value, list) else [] if value in (None, False) else [value]
        wanted = {as_posted(item) for item in given}
        wrong = [box for box in self.there[pointer] if box["checked"] != (box["value"] in wanted)]
        for box in wrong:
            self.hand.tick(self.control(pointer, box["value"]), not box["checked"])
        return bool(wrong)

    def put_choice(self, _, pointer, value):
        wanted = "" if value is None else as_posted(value)
        if self.held(pointer) == wanted:
            return False
        control = self.control(pointer)
        if control.locator(f"option[value={json.dumps(wanted)}]").count():
            self.hand.choose(control, wanted)
        # Else the list waits for the answer it depends on.
        return True

    def put_text(self, field, pointer, value):
        wanted = as_typed(field, value)
        if pointer in self.typed or self.held(pointer) == wanted:
            return False
        self.typed.add(pointer)
        self.hand.write(self.control(pointer), wanted)
        return True


def label_of(field, value):
    """A choice that is searched, as people read it."""
    if field.lookup is None:
        return next((choice.node["title"] for choice in field.choices if choice.value == value), None)
    rows = load_lists(DEFINITIONS / "lists")[field.lookup.list].rows
    return next((row[field.lookup.label] for row in rows if row[field.lookup.value] == value), None)


# ---- Answers in mind, and those that were kept ----


def in_mind(definition):
    """Valid answers of this moment, the files of one field being alike."""
    city = json.loads((DEFINITIONS / "city.json").read_text("utf-8"))
    lists = {name: table.rows for name, table in load_lists(DEFINITIONS / "lists").items()}
    context = Context(now=dt.datetime.now(PARIS), signed_in=True, settings=city["settings"], lists=lists)
    made = Answers(definition, context, SEED)
    for _ in range(30):
        answers = alike(definition.root, made.valid())
        if evaluate(definition, answers, context).valid:
            return answers
    raise AssertionError(f"no valid answers for {definition.id}")


def alike(field, value):
    """The same answers, trimmed, every file of a field being like its first, with the dates that its kind asks for."""
    if field.kind == "file":
        kinds = {kind.id: kind for kind in field.document.accepts} if field.document else {}
        file = dict(value[0])
        kind = kinds.get(file.get("as")) or (next(iter(kinds.values())) if len(kinds) == 1 else None)
        asked = {"issued": kind and kind.max_age, "expires": kind and kind.not_expired}
        return [{name: item for name, item in file.items() if asked.get(name, True)} for _ in value]
    if field.kind == "repeat":
        return [alike_inside(field, row) for row in value]
    if field.kind == "object":
        return alike_inside(field, value)
    # The portal keeps a text without the spaces around it.
    return value.strip() if isinstance(value, str) else value


def alike_inside(field, value):
    return {child.name: alike(child, value[child.name]) for child in field.children if child.name in value}


def without_files(value):
    """Answers without what the portal itself says of a file."""
    if isinstance(value, list):
        return [without_files(item) for item in value]
    if isinstance(value, dict):
        of_file = {"name", "size"} <= value.keys()
        return {name: without_files(item) for name, item in value.items() if not (of_file and name in OF_THE_FILE)}
    return value


def kept(portal, number):
    """The answers that the portal holds under a tracking number."""
    with sqlite3.connect(f"file:{portal.data / 'guichet.sqlite3'}?mode=ro", uri=True) as database:
        (found,) = database.execute("SELECT answers FROM requests WHERE number = ?", (number,)).fetchone()
    return without_files(json.loads(found))


def differing(wanted, found, pointer=""):
    """Pointers at which answers given are not those found."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for name, value in wanted.items():
            yield from differing(value, found.get(name), f"{pointer}/{name}")
    elif isinstance(wanted, list) and isinstance(found, list) and len(wanted) == len(found):
        for number, value in enumerate(wanted):
            yield from differing(value, found[number], f"{pointer}/{number}")
    elif wanted != found:
        yield f"{pointer}: {wanted!r} became {found!r}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_definition_is_walked_to_its_receipt_in_every_way(portal, visitor, html_findings, path):
    definition = load_file(path, library=load_kinds(DEFINITIONS / "documents.json"))
    answers = in_mind(definition)
    stored, findings, seen = {}, [], {}
    for way, options in WAYS.items():
        scripted = options.get("java_script_enabled", True)
        person = visitor(**options).sign_in(CITIZEN)
        hand = Keys(person.page) if way == "by keyboard" else Hand(person.page)
        number = Walker(person, definition, answers, hand, scripted=scripted).walk()
        stored[way] = kept(portal, number)
        findings += [*person.violations, *person.complaints]
        seen |= {f"{way}-{name}".replace(" ", "-"): source for name, source in person.seen.items()}
    findings += html_findings(seen)
    findings += differing(without_files(answers), stored["with JavaScript"])
    assert not findings, "\n".join(findings)
    assert stored["with JavaScript"] == stored["without JavaScript"] == stored["by keyboard"]
