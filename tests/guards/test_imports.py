"""Who may import whom, and that the metadata asks for exactly what the code imports."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

# What each package may take from outside the standard library and itself.
ALLOWED = {
    "guichet_validate": {
        "cel",
        "click",
        "fluent",
        "hypothesis",
        "jsonschema",
        "jsonschema_rs",
        "referencing",
        "stdnum",
    },
    "guichet_render": {
        "babel",
        "fluent",
        "guichet_validate",
        "jinja2",
        "markdown_it",
        "markupsafe",
        "nh3",
        "segno",
        "typst",
    },
    "guichet_notify": {"jinja2", "markupsafe"},
}
# What only this module imports, and only those need who ask for the extra `testing`.
ON_REQUEST = {"hypothesis": {"strategies.py"}}
# Needed without being imported by name.
UNIMPORTED = {
    "argon2-cffi": "Flask-Security hashes passwords with it",
    "email-validator": "Flask-Security checks addresses with it",
    "flask-babel": "Flask-Security takes its French texts through it",
    "gunicorn": "serves the portal in production",
    "psycopg": "SQLAlchemy reaches PostgreSQL with it",
    "redis": "Celery reaches Redis with it",
    "tzdata": "the zone Europe/Paris where the system has no table of zones",
}


def imported(path):
    """The top-level names that a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def outside(folder):
    """Names imported by a package that are neither its own nor the standard library's, with the modules."""
    found = {}
    for path in folder.rglob("*.py"):
        for name in imported(path):
            if name not in sys.stdlib_module_names and name != folder.name:
                found.setdefault(name, set()).add(path.name)
    return found


@pytest.mark.parametrize("package", ALLOWED)
def test_a_package_imports_only_what_it_may(packages, package):
    assert {name: by for name, by in outside(packages[package]).items() if name not in ALLOWED[package]} == {}


def test_what_is_optional_is_imported_in_one_place(root, packages):
    found = {name: by for package in packages.values() for name, by in outside(package).items() if name in ON_REQUEST}
    assert found == ON_REQUEST
    extras = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    assert declared(extras["testing"]) == set(ON_REQUEST)


def test_the_import_contracts_hold(root):
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr


def test_checking_definitions_loads_no_server():
    program = (
        "import sys, guichet_validate, guichet_validate.checks.run, guichet_validate.cli\n"
        "print(*{'flask', 'sqlalchemy', 'celery', 'jinja2', 'jsonschema', 'werkzeug'} & set(sys.modules))"
    )
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (result.stdout.strip(), result.stderr) == ("", "")


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(entries):
    return {normal(re.match(r"[A-Za-z0-9._-]+", entry)[0]) for entry in entries}


def test_dependencies_are_those_the_code_imports(root, packages):
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    distributions = importlib.metadata.packages_distributions()

    def imported_by(*names):
        modules = {module for name in names for module in outside(packages[name])} - set(packages)
        return {normal(distributions[module][0]) for module in modules - set(ON_REQUEST) if module in distributions}

    base = declared(project["dependencies"])
    portal = declared(project["optional-dependencies"]["portal"])
    checking = imported_by("guichet_validate")
    everything = imported_by(*packages)
    assert checking - base == set()
    assert base - checking - set(UNIMPORTED) == set()
    assert everything - base - portal == set()
    assert portal - everything - set(UNIMPORTED) == set()
    assert set(UNIMPORTED) - base - portal == set()
