"""People on macOS install wheels only: no dependency has to be compiled there."""

import subprocess
import sys

import pytest


def test_the_compiled_dependencies_are_known(root):
    command = [sys.executable, "tools/macos_wheels.py", "--list"]
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split()
    names = {line.split("==")[0] for line in listed}
    assert {"jsonschema-rs", "common-expression-language", "pillow", "psycopg-binary"} <= names
    assert not {"flask", "jinja2", "click", "guichet-demarches"} & names


@pytest.mark.long(minutes=5)
def test_every_compiled_dependency_has_a_wheel_for_macos_on_arm64(root):
    """Asks the package index, in a child process."""
    command = [sys.executable, "tools/macos_wheels.py"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout
