"""The wheel carries every file that the packages need, and nothing else."""

import subprocess
import sys
import zipfile

import pytest


@pytest.fixture(scope="module")
def wheel(root, tmp_path_factory):
    target = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (path,) = target.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return (
            path,
            archive.namelist(),
            {
                name: archive.read(name).decode()
                for name in archive.namelist()
                if name.endswith(("METADATA", "points.txt"))
            },
        )


def test_the_wheel_holds_every_file_of_the_four_packages(wheel, packages):
    wanted = {
        f"{name}/{path.relative_to(folder).as_posix()}"
        for name, folder in packages.items()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    held = {name for name in wheel[1] if ".dist-info/" not in name}
    assert held == wanted


def test_the_wheel_offers_one_command_and_carries_the_licence(wheel):
    path, names, texts = wheel
    assert path.name.startswith("guichet_demarches-")
    assert any(name.endswith("licenses/LICENSE") for name in names)
    (points,) = [text for name, text in texts.items() if name.endswith("entry_points.txt")]
    assert points.strip().splitlines() == ["[console_scripts]", "guichet = guichet.cli:main"]
    (metadata,) = [text for name, text in texts.items() if name.endswith("METADATA")]
    assert "License-Expression: EUPL-1.2" in metadata
