"""Reference lists beside the definitions: read again when they change, and never lost to a broken file."""

import os

import pytest

from guichet.publishing.lists import lists
from guichet_validate.findings import DefinitionError


@pytest.fixture
def environ(environ, tmp_path):
    (tmp_path / "definitions" / "lists").mkdir(parents=True)
    return environ | {"GUICHET_DEFINITIONS": str(tmp_path / "definitions")}


@pytest.fixture
def write(tmp_path):
    moment = iter(range(1, 100))

    def _write(content):
        path = tmp_path / "definitions" / "lists" / "rues.csv"
        path.write_text(content, encoding="utf-8")
        os.utime(path, (0, next(moment)))

    return _write


def test_a_list_is_read_again_when_it_changes_and_kept_while_it_is_broken(config, write):
    from flask import Flask

    app = Flask("essai")
    app.extensions["guichet_config"] = config
    with app.app_context():
        assert lists() == {}
        write("code\na\n")
        assert lists() == {"rues": ({"code": "a"},)}
        write("code\nb\n")
        assert lists() == {"rues": ({"code": "b"},)}
        write("code,code\nc,c\n")
        assert lists() == {"rues": ({"code": "b"},)}
        write("code\nc\n")
        assert lists() == {"rues": ({"code": "c"},)}


def test_a_list_that_was_never_readable_is_told(config, write):
    from flask import Flask

    app = Flask("essai")
    app.extensions["guichet_config"] = config
    write("")
    with app.app_context(), pytest.raises(DefinitionError):
        lists()
