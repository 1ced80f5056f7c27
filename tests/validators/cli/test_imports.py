"""What a command imports before it needs it: nothing."""

import os
import subprocess
import sys

HEAVY = {"flask", "sqlalchemy", "celery", "jinja2", "jsonschema", "jsonschema_rs", "referencing", "cel", "stdnum"}


def loaded(program, *arguments):
    """The modules that a program had imported when it ended, and those of ours."""
    told = f"{program}\nimport sys; print(*sorted(sys.modules), file=sys.stderr)"
    command = [sys.executable, "-c", told, *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=True, env=dict(os.environ))
    modules = set(result.stderr.split())
    return {name.partition(".")[0] for name in modules}, {name for name in modules if name.startswith("guichet")}


def test_the_package_imports_nothing_at_all():
    outside, ours = loaded("import guichet_validate")
    assert not outside & (HEAVY | {"click", "fluent", "dataclasses", "json"})
    assert ours == {"guichet_validate"}


def test_the_command_line_imports_no_check_before_it_is_called():
    outside, ours = loaded("import guichet.cli")
    assert not outside & (HEAVY | {"fluent"})
    assert not [name for name in ours if name.startswith("guichet_validate.checks")]


CHECK = "import sys\nfrom guichet_validate.cli import check\ncheck(sys.argv[1:], standalone_mode=False)"


def test_files_that_have_not_changed_import_neither_rules_nor_engine(city):
    outside, ours = loaded(CHECK, "definitions")
    assert {"guichet_validate.checks.run", "guichet_validate.engine"} <= ours
    outside, ours = loaded(CHECK, "definitions")
    assert not outside & HEAVY
    assert {name for name in ours if name.startswith("guichet_validate.checks.")} == {
        f"guichet_validate.checks.{name}"
        for name in (
            "folders",
            "idle_lists",
            "memory",
            "others",
            "paths",
            "phrasing",
            "report",
            "rule",
            "today",
            "verdict",
        )
    }
    assert "guichet_validate.engine" not in ours
