"""The wheel carries every file that the packages need, and nothing else."""

import zipfile

import pytest


@pytest.fixture(scope="module")
def contents(wheel):
    """The names in the wheel, and the texts of what describes it."""
    with zipfile.ZipFile(wheel) as archive:
        described = (name for name in archive.namelist() if name.endswith(("METADATA", "points.txt")))
        return archive.namelist(), {name: archive.read(name).decode() for name in described}


def test_the_wheel_holds_every_file_of_the_four_packages(contents, packages):
    wanted = {
        f"{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in packages.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = {name for name in contents[0] if ".dist-info/" not in name}
    assert held == wanted


def test_the_wheel_offers_one_command_and_carries_the_licence(wheel, contents):
    names, texts = contents
    assert wheel.name.startswith("guichet_demarches-")
    assert any(name.endswith("licenses/LICENSE") for name in names)
    (points,) = [text for name, text in texts.items() if name.endswith("entry_points.txt")]
    assert points.strip().splitlines() == ["[console_scripts]", "guichet = guichet.cli:main"]
    (metadata,) = [text for name, text in texts.items() if name.endswith("METADATA")]
    assert "License-Expression: EUPL-1.2" in metadata
