"""A repository of definitions as an integrator keeps one, and an environment that holds nothing of this checkout."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Two are enough, one in a folder of its own.
COPIED = ("proprete/encombrants.json", "securite/objet-trouve.json", "documents.json", "city.json")


def pytest_collection_modifyitems(items):
    """They share a wheel and what was downloaded, hence one process."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("integrations"))


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def version(wheel):
    """The version that our wheel bears."""
    return wheel.name.split("-")[1]


@pytest.fixture
def repository(tmp_path):
    """A repository with a copy of some definitions; what stands in it is clean."""
    folder = tmp_path / "ville"
    for name in COPIED:
        (folder / "definitions" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "definitions" / name, folder / "definitions" / name)
    return folder


@pytest.fixture
def break_one(repository):
    """Call to put a fault into one definition: why its data are kept is no longer said."""

    def _break():
        path = repository / "definitions" / "proprete" / "encombrants.json"
        document = json.loads(path.read_text("utf-8"))
        del document["x-privacy"]
        path.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
        return path

    return _break


@pytest.fixture(scope="session")
def clean(wheel, tmp_path_factory):
    """The variables of a machine that knows neither this checkout nor a compiler; pip finds our wheel and the index."""
    kept = {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "HTTP", "http"))}
    return {
        **kept,
        "HOME": str(tmp_path_factory.mktemp("home")),
        "XDG_CACHE_HOME": str(tmp_path_factory.mktemp("cache")),
        "PIP_FIND_LINKS": " ".join([str(wheel.parent), kept.get("PIP_FIND_LINKS", "")]).strip(),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
    }


@pytest.fixture
def environment_of_python(tmp_path):
    """A fresh virtual environment, which holds Python and pip."""
    folder = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
    return folder / "bin"


@pytest.fixture
def run(clean, repository):
    """Run a command in the repository; returns what it printed on both streams, and its status."""

    def _run(*command, **variables):
        return subprocess.run(
            [str(part) for part in command],
            cwd=repository,
            env={**clean, **{name: str(value) for name, value in variables.items()}},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    return _run
