"""The folders at the root are places, not packages, and no module hides behind a vague name."""

import subprocess
import sys

import pytest

SOURCE_ROOTS = ("definitions", "validators", "renderers", "notifications", "platform")
CEILING = 400
# Longer modules, each with its reason.
LONGER: dict[str, str] = {}
VAGUE = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "managers", "lib", "libs", "tools"}


def test_no_source_root_is_a_package(root):
    assert [name for name in SOURCE_ROOTS if (root / name / "__init__.py").exists()] == []


def test_no_test_folder_is_a_package(root):
    assert [str(path.relative_to(root)) for path in (root / "tests").rglob("__init__.py")] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["-c", "import platform; assert platform.system() and platform.python_version()"],
        ["-m", "pytest", "--version"],
        ["-m", "celery", "--version"],
        ["-m", "gunicorn", "--version"],
        ["-m", "hatchling", "version"],
        ["-c", "import sqlalchemy, flask, alembic"],
    ],
    ids=lambda arguments: " ".join(arguments)[:40],
)
def test_the_standard_library_platform_is_found_from_the_root(root, arguments):
    """`-m` and `-c` put the current folder first on the path, where a package named platform would win."""
    result = subprocess.run([sys.executable, *arguments], cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_no_module_has_a_vague_name(root, python_sources):
    named = [str(path.relative_to(root)) for path in python_sources if VAGUE & {path.stem, path.parent.name}]
    assert named == []


def test_modules_stay_short(root, python_sources):
    lengths = {str(path.relative_to(root)): len(path.read_text("utf-8").splitlines()) for path in python_sources}
    over = {name: lines for name, lines in lengths.items() if lines > CEILING}
    assert set(over) == set(LONGER), f"lines by module: {over}"


def test_every_module_opens_with_one_line_that_says_what_it_is_for(root, python_sources):
    def opens_well(path):
        first = path.read_text("utf-8").split("\n", 1)[0]
        return first.startswith('"""') and first.rstrip('"').endswith((".", "?", "!", "…", "»", ":"))

    assert [str(path.relative_to(root)) for path in python_sources if not opens_well(path)] == []


def test_packages_say_that_they_are_typed(packages):
    assert [name for name, folder in packages.items() if not (folder / "py.typed").exists()] == []
