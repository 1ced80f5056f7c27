"""Measure the checker and the answer engine beside other tools that judge JSON: processor time, in one run."""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from types import ModuleType
from typing import Any

import made
from sqlalchemy import insert
from table import Result, told

from guichet_validate.checks import coverage, flow, trial
from guichet_validate.checks.catalogue import STAGES
from guichet_validate.checks.files import Neighbours
from guichet_validate.checks.sheet import Sheet
from guichet_validate.coerce import coerce
from guichet_validate.context import PARIS, Context
from guichet_validate.engine import evaluate
from guichet_validate.loading import load
from guichet_validate.model import Definition
from guichet_validate.source import read
from guichet_validate.validator import build, build_reference

ROOT = made.ROOT
PROGRAMS = Path(sys.executable).parent
NODE_MODULES = ROOT / "tools" / "node_modules"

# Milliseconds that all rules may take on a definition and on building it, by its size in kilobytes.
CHECK_LIMITS = {2: 5, 60: 30, 500: 300}
MANY = 1000
MANY_BOUND = 0.5
MANY_PAIRS = 3
UNCHANGED_BOUND = 3
CATALOGUE = 10_000
START_BOUND = 2
IMPORT_LIMIT = 150
ENGINE_BOUND = 5
LOOPS = 200


def rounds_of(works: Sequence[Callable[[], object]], rounds: int, loops: int = 1) -> list[list[float]]:
    """Run the works in turn, one round that does not count first; the seconds of each, per loop."""
    times: list[list[float]] = [[] for _ in works]
    for round_ in range(rounds + 1):
        for work, found in zip(works, times, strict=True):
            before = time.process_time()
            for _ in range(loops):
                work()
            if round_:
                found.append((time.process_time() - before) / loops)
    return times


def compiled_once() -> dict[str, str]:
    """The environment of child processes: what Python compiles is kept, as in any installation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "guichet-benchmarks")}


def command_seconds(*command: str | Path, expect: int = 0) -> float:
    """Processor time of a command and its children; ends the benchmark when it answers otherwise than expected."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, env=compiled_once()
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != expect:
        message = f"{command[0]} ended with {done.returncode}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
        raise RuntimeError(message)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def sizes(rounds: int) -> Iterator[Result]:
    """Check one definition of each size beside parsing it: all rules; with its tests; with flow analysis too."""
    mini, middle = ROOT / "docs" / "authors" / "mini.json", ROOT / "definitions" / "voirie" / "place-pmr.json"
    contents = {
        2: (mini, mini.read_bytes()),
        60: (middle, made.cut(middle, 60_000)),
        500: (middle, made.large().encode()),
    }
    for size, (path, content) in contents.items():
        around = Neighbours().of(path)
        document = json.loads(content)
        name = f"{document['x-procedure']['id']}.json"

        def ruled(*left_out: ModuleType, content: bytes = content, name: str = name, around: Any = around) -> None:
            sheet = Sheet(read(content, name), around.fragments, around.kinds, around.lists, city=around.city)
            for concept in chain.from_iterable(STAGES):
                if concept not in left_out:
                    concept.check(sheet)
            if trial in left_out:
                load(sheet.document, fragments=around.fragments, strict=False)
            assert not sheet.has_errors, sheet.findings()

        works = (partial(ruled, trial, coverage, flow), partial(ruled, coverage, flow), ruled)
        times = rounds_of([*works, partial(json.loads, content)], rounds)
        what = f"{name}, {len(content) / 1000:.0f} kB"
        tests = len(document.get("x-tests", ()))
        limits = {f"{what}: rules": CHECK_LIMITS[size], f"{what}: and {tests} tests": None, f"{what}: and flow": None}
        for (title, limit), spent in zip(limits.items(), times, strict=False):
            yield told(Result.of_pairs(title, "json.loads", spent, times[-1], limit=limit))


def many(folder: Path) -> Iterator[Result]:
    """Check a thousand definitions, all rules and flow analysis, beside the meta-schema alone."""
    files = [folder / f"forty-fields-{number}.json" for number in range(MANY)]
    for number, path in enumerate(files):
        path.write_text(made.varied(number), encoding="utf-8")
    # A machine that others share slows down for half a minute at a time: one pair alone says little.
    ours, theirs = [], []
    for _ in range(MANY_PAIRS):
        ours.append(command_seconds(PROGRAMS / "guichet", "check", "--no-cache", "--jobs", "1", folder))
        theirs.append(command_seconds(PROGRAMS / "check-jsonschema", "--check-metaschema", *files))
    name = f"check of {MANY} definitions of 40 fields"
    yield told(Result.of_pairs(name, "check-jsonschema", ours, theirs, bound=MANY_BOUND))
    command_seconds(PROGRAMS / "guichet", "check", "--cache", folder / ".cache", folder)
    yield unchanged(folder, files)


def unchanged(folder: Path, files: Sequence[Path]) -> Result:
    """Check files that were checked before, imports apart, beside parsing them."""
    code = (
        "import sys, time; from pathlib import Path\n"
        "from guichet_validate.checks import check_paths; from guichet_validate.checks.memory import Memory\n"
        "t = time.process_time(); report = check_paths([sys.argv[1]], memory=Memory(Path(sys.argv[2])))\n"
        "spent = time.process_time() - t\n"
        "assert not report.has_errors; assert 'guichet_validate.checks.run' not in sys.modules, 'judged anew'\n"
        "print(spent, len(report.files))"
    )
    command = [sys.executable, "-c", code, str(folder), str(folder / ".cache")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=compiled_once())
    seconds, found = done.stdout.split()
    assert int(found) == len(files)
    before = time.process_time()
    parsed(files)
    theirs = time.process_time() - before
    name = f"check of {len(files)} unchanged definitions"
    return told(Result.of_pairs(name, "json.load", [float(seconds)], [theirs], bound=UNCHANGED_BOUND))


def parsed(files: Sequence[Path]) -> None:
    """What the checks of unchanged files and the start are compared with."""
    for path in files:
        with path.open(encoding="utf-8") as file:
            json.load(file)


def imports(rounds: int) -> Iterator[Result]:
    """Import the checker in fresh processes, beside jsonschema."""

    def seconds(module: str) -> float:
        code = f"import time; t = time.process_time(); import {module}; print(time.process_time() - t)"
        command = [sys.executable, "-c", code]
        return float(subprocess.run(command, capture_output=True, text=True, check=True, env=compiled_once()).stdout)

    # What others write, and what it loads by and by: a file that is not known to be unchanged needs all of it.
    modules = {"guichet_validate.checks": IMPORT_LIMIT, "guichet_validate.checks.run": None}
    for module in modules:
        seconds(module)
    triples = [[seconds(module) for module in (*modules, "jsonschema")] for _ in range(rounds)]
    *ours, theirs = zip(*triples, strict=True)
    for (module, limit), spent in zip(modules.items(), ours, strict=True):
        yield told(Result.of_pairs(f"import {module}", "import jsonschema", spent, theirs, limit=limit))


def submission() -> tuple[Definition, Context, dict[str, list[tuple[str, str]]]]:
    """The forty-field definition, a moment, and a complete valid form of each of its steps."""
    definition = load(json.loads(made.FORTY.read_text(encoding="utf-8")))
    test = definition.document["x-tests"][0]
    context = Context(now=datetime.fromisoformat(test["date"]).replace(hour=12, tzinfo=PARIS))
    forms: dict[str, list[tuple[str, str]]] = {step.id: [] for step in definition.steps}
    for pointer, value in _posted(test["answers"], ""):
        step = definition.step_of(pointer)
        assert step is not None
        forms[step.id].append((pointer, value))
    return definition, context, forms


def _posted(value: Any, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield from _posted(child, f"{pointer}/{key}")
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _posted(child, f"{pointer}/{index}" if isinstance(child, dict) else pointer)
    else:
        yield pointer, str(value).lower() if isinstance(value, bool) else str(value)


def engine(rounds: int) -> Iterator[Result]:
    """Judge a submission from its forms, beside validators that only validate the finished answers."""
    definition, context, forms = submission()

    def ours() -> Any:
        answers: dict[str, Any] = {}
        for step, form in forms.items():
            answers = coerce(definition, step, form, answers).answers
        return evaluate(definition, answers, context)

    evaluation = ours()
    assert evaluation.valid, evaluation.problems
    document, answers = dict(definition.document), evaluation.answers
    reference, library = build_reference(document), build(document)
    assert reference.is_valid(answers)
    works = (ours, lambda: list(reference.iter_errors(answers)), lambda: list(library.iter_errors(answers)))
    times = rounds_of(works, rounds, LOOPS)
    name = "a submission of 40 fields, the whole engine"
    yield told(Result.of_pairs(name, "jsonschema, validation", times[0], times[1], bound=ENGINE_BOUND, faster=True))
    yield told(Result.of_pairs(name, "jsonschema-rs, validation", times[0], times[2]))
    ajv = _ajv(document, answers, rounds)
    if ajv is not None:
        yield told(Result.of_pairs(name, "ajv, validation", times[0], ajv))


def _ajv(document: dict[str, Any], answers: Any, rounds: int) -> list[float] | None:
    """Seconds that ajv takes for each validation, formats aside, once its function is compiled."""
    node = shutil.which("node", path=str(PROGRAMS)) or shutil.which("node")
    if node is None or not (NODE_MODULES / "ajv").exists():
        print("Skipped: ajv; run tools/browsers.sh first")
        return None
    script = """
const Ajv = require("ajv/dist/2020");
const { document, answers, rounds } = JSON.parse(require("fs").readFileSync(0, "utf8"));
const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(document);
if (!validate(answers)) throw new Error(JSON.stringify(validate.errors));
const found = [];
for (let round = 0; round <= rounds; round++) {
  const before = process.cpuUsage();
  for (let i = 0; i < 20000; i++) validate(answers);
  const spent = process.cpuUsage(before);
  if (round) found.push((spent.user + spent.system) / 20000 / 1e6);
}
console.log(JSON.stringify(found));
"""
    given = json.dumps({"document": document, "answers": answers, "rounds": rounds})
    done = subprocess.run(
        [node, "-e", script], input=given, capture_output=True, text=True, check=True, cwd=NODE_MODULES.parent
    )
    found: list[float] = json.loads(done.stdout)
    return found


def start(folder: Path) -> Iterator[Result]:
    """Start a portal that offers ten thousand procedures and open its home page, beside parsing the files."""
    from guichet.app import create_app  # noqa: PLC0415 - only here: the other figures are those of the checker alone
    from guichet.config import Config  # noqa: PLC0415
    from guichet.database import Base, db  # noqa: PLC0415
    from guichet.publishing.models import DefinitionVersion, Procedure  # noqa: PLC0415

    settings = {
        "GUICHET_ENVIRONMENT": "test",
        "GUICHET_DATA": str(folder / "data"),
        "GUICHET_DEFINITIONS": str(ROOT / "definitions"),
        "GUICHET_DATABASE_URL": f"sqlite:///{folder / 'start.sqlite3'}",
        "GUICHET_LOG_LEVEL": "WARNING",
    }
    files = [folder / f"forty-fields-{number}.json" for number in range(CATALOGUE)]
    app = create_app(Config.from_environment(settings))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        for number, path in enumerate(files):
            text = made.varied(number)
            path.write_text(text, encoding="utf-8")
            key = {"digest": f"{number:064}"}
            row = {"procedure_id": path.stem, "version": "1.0.0", "document": text, "published_by": "benchmark"}
            db.session.execute(insert(DefinitionVersion).values(**key, **row))
            db.session.execute(insert(Procedure).values(id=path.stem, settings={}, **key))
        db.session.commit()
    code = (
        "import json, sys, time; from guichet.app import create_app; from guichet.config import Config\n"
        "t = time.process_time(); app = create_app(Config.from_environment(json.loads(sys.argv[1])))\n"
        "page = app.test_client().get('/').text; spent = time.process_time() - t\n"
        "print(spent, page.count('forty-fields-'))"
    )
    command = [sys.executable, "-c", code, json.dumps(settings)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder, env=compiled_once())
    seconds, shown = done.stdout.split()
    assert int(shown) >= CATALOGUE, f"only {shown} procedures on the home page"
    before = time.process_time()
    parsed(files)
    theirs = time.process_time() - before
    name = f"start and home page, {CATALOGUE} procedures"
    yield told(Result.of_pairs(name, "json.load", [float(seconds)], [theirs], bound=START_BOUND))


def measured(options: argparse.Namespace) -> Iterator[Result]:
    """Every measurement of the checker and the engine."""
    yield from imports(options.rounds)
    yield from sizes(options.rounds)
    yield from engine(options.rounds)
    for work in (many, start):
        with tempfile.TemporaryDirectory() as folder:
            yield from work(Path(folder))
