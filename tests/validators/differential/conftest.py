"""The other validators, as an integrator sets them up; each tells its errors as tuples."""

import json
import os
import shutil
import subprocess
from itertools import islice
from pathlib import Path

import jsonschema
import jsonschema_rs
import pytest

TOOLS = Path(__file__).resolve().parents[3] / "tools"
PROGRAM = Path(__file__).parent / "ajv.cjs"
MOST = 40


def ajv(folder, document, lines):
    """What ajv says of each line, in one child process: errors as (pointer, keyword, argument, value)."""
    schema, answers = folder / "schema.json", folder / "answers.jsonl"
    schema.write_text(json.dumps(document), encoding="utf-8")
    answers.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    node = shutil.which("node")
    done = subprocess.run(
        [node, PROGRAM, schema, answers],
        env={**os.environ, "NODE_PATH": str(TOOLS / "node_modules")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return [[tuple(error) for error in json.loads(line)] for line in done.stdout.split("\n")[:-1]]


def python(_, document, lines):
    """What jsonschema says, with its own checker of formats."""
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(document, format_checker=checker)
    for line in lines:
        yield [
            (pointer(error.absolute_path), error.validator, error.validator_value, error.instance)
            for error in islice(validator.iter_errors(json.loads(line)), MOST)
        ]


def rust(_, document, lines):
    """What jsonschema-rs says, with its own checker of formats."""
    validator = jsonschema_rs.Draft202012Validator(document, validate_formats=True, ignore_unknown_formats=True)
    for line in lines:
        yield told(validator, json.loads(line))


def told(validator, answers):
    """The errors of a validator of jsonschema-rs; what is nested deeper than it goes is one."""
    try:
        errors = list(islice(validator.iter_errors(answers), MOST))
    except ValueError:
        return [("", "depth", None, None)]
    return [
        (pointer(error.instance_path), str(error.schema_path[-1]), getattr(error.kind, "format", None), error.instance)
        for error in errors
    ]


def pointer(parts):
    return "".join(f"/{part}" for part in parts)


VALIDATORS = {"jsonschema": python, "jsonschema-rs": rust, "ajv": ajv}


@pytest.fixture
def judge(tmp_path):
    """What each validator, ours under `guichet`, says of each line of JSON answers to a definition."""
    if shutil.which("node") is None or not (TOOLS / "node_modules" / "ajv").exists():
        reason = "ajv or its Node is not installed: make test"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)

    def judged(definition, lines):
        document = json.loads(json.dumps(definition.document))
        ours = [told(definition.plan.validator, json.loads(line)) for line in lines]
        theirs = {name: list(validator(tmp_path, document, lines)) for name, validator in VALIDATORS.items()}
        return {"guichet": ours, **theirs}

    return judged
