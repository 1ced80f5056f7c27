"""Files sealed at rest: nothing plain on the disk; what was changed or exchanged; keys changed, lost and put back."""

from __future__ import annotations

import base64
import os
import socket
import stat
import subprocess
import sys
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from guichet.app import create_app
from guichet.cli import main
from guichet.config import Config, ConfigurationError
from guichet.database import db
from guichet.documents import encryption, integrity
from guichet.documents import services as documents
from guichet.documents.encryption import SealedStorage, UnknownKeyError, open_storage
from guichet.documents.models import File
from guichet.documents.storage import LocalStorage, StorageFaultError

OLD, NEW = b"o" * 32, b"n" * 32
CONTENT = b"%PDF-1.4 " + bytes(range(256)) * 40


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request):
    return request.param


@pytest.fixture
def inner(tmp_path):
    return LocalStorage(tmp_path / "files")


def paths(folder):
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_is_put_comes_back_and_nothing_of_it_lies_on_the_disk(inner, tmp_path):
    storage, key = SealedStorage(inner, [OLD]), uuid.uuid4()
    storage.put(key, CONTENT)
    assert storage.get(key) == CONTENT
    assert storage.exists(key)
    assert [one.key for one in storage.list()] == [key]
    (path,) = paths(tmp_path)
    sealed = path.read_bytes()
    assert all(CONTENT[at : at + 16] not in sealed for at in range(0, len(CONTENT) - 16, 16))
    # The same content, sealed again, is another one: nobody sees that two people sent the same.
    storage.put(key, CONTENT)
    assert path.read_bytes() != sealed
    storage.delete(key)
    assert not storage.exists(key)
    with pytest.raises(FileNotFoundError):
        storage.get(key)


def test_not_even_a_write_that_breaks_off_leaves_anything_plain(inner, tmp_path, monkeypatch):
    seen = []

    def full(descriptor):
        (path,) = paths(tmp_path)
        seen.append(path.read_bytes())
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        SealedStorage(inner, [OLD]).put(uuid.uuid4(), CONTENT)
    (partial,) = seen
    assert len(partial) > len(CONTENT)
    assert CONTENT[:16] not in partial
    assert paths(tmp_path) == []


@pytest.mark.parametrize("at", [0, 8, 16, 28, 40, 75, 76, 90, 200, -1])
def test_a_byte_changed_anywhere_is_found(inner, tmp_path, at):
    storage, key = SealedStorage(inner, [OLD]), uuid.uuid4()
    storage.put(key, CONTENT)
    (path,) = paths(tmp_path)
    changed = bytearray(path.read_bytes())
    changed[at] ^= 1
    path.write_bytes(changed)
    if at == 0:  # no longer sealed, as far as one sees: the SHA-256 in the database tells
        assert storage.get(key) != CONTENT
    else:
        with pytest.raises((StorageFaultError, UnknownKeyError)):
            storage.get(key)


@pytest.mark.parametrize("kept", [0, 7, 8, 20, 75, 76, 88, 100])
def test_a_file_that_was_cut_is_found(inner, tmp_path, kept):
    storage, key = SealedStorage(inner, [OLD]), uuid.uuid4()
    storage.put(key, CONTENT)
    (path,) = paths(tmp_path)
    path.write_bytes(path.read_bytes()[:kept])
    if kept < 8:
        assert storage.get(key) != CONTENT
    else:
        with pytest.raises((StorageFaultError, UnknownKeyError)):
            storage.get(key)


def test_two_files_that_were_exchanged_open_for_nobody(inner, tmp_path):
    storage, keys = SealedStorage(inner, [OLD]), (uuid.uuid4(), uuid.uuid4())
    for key in keys:
        storage.put(key, CONTENT)
    one, other = paths(tmp_path)
    one_bytes, other_bytes = one.read_bytes(), other.read_bytes()
    one.write_bytes(other_bytes)
    other.write_bytes(one_bytes)
    for key in keys:
        with pytest.raises(StorageFaultError):
            storage.get(key)
    # Nor with the head of the one before the content of the other.
    one.write_bytes(one_bytes[:76] + other_bytes[76:])
    for key in keys:
        with pytest.raises(StorageFaultError):
            storage.get(key)


def test_a_new_key_wraps_anew_and_leaves_the_contents_alone(inner, tmp_path):
    keys = [uuid.uuid4() for _ in range(4)]
    for key in keys[:3]:
        SealedStorage(inner, [OLD]).put(key, CONTENT)
    inner.put(keys[3], CONTENT)  # from before anything was sealed
    before = {path: path.read_bytes() for path in paths(tmp_path)}
    both = SealedStorage(inner, [NEW, OLD])
    assert [both.get(key) for key in keys] == [CONTENT] * 4
    assert sorted(outcome for _, outcome in both.rekey()) == ["sealed", "wrapped", "wrapped", "wrapped"]
    alone = SealedStorage(inner, [NEW])
    assert [alone.get(key) for key in keys] == [CONTENT] * 4
    wrapped = [path for path in before if before[path] != CONTENT]
    assert all(path.read_bytes()[76:] == before[path][76:] for path in wrapped)
    assert all(path.read_bytes()[:76] != before[path][:76] for path in before)
    assert {outcome for _, outcome in alone.rekey()} == {"kept"}


def test_a_change_of_keys_that_breaks_off_loses_nothing_and_goes_on(inner, monkeypatch):
    keys = [uuid.uuid4() for _ in range(6)]
    for key in keys[:3]:
        SealedStorage(inner, [OLD]).put(key, CONTENT)
    for key in keys[3:]:
        inner.put(key, CONTENT)
    both = SealedStorage(inner, [NEW, OLD])
    real, calls = os.fsync, []

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) > 4:  # two a file
            raise OSError(28, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    outcomes = [outcome for _, outcome in both.rekey()]
    monkeypatch.undo()
    assert outcomes.count("unreadable") == 4
    assert [both.get(key) for key in keys] == [CONTENT] * 6
    assert [outcome for _, outcome in both.rekey()].count("kept") == 2
    assert [SealedStorage(inner, [NEW]).get(key) for key in keys] == [CONTENT] * 6


def test_a_portal_makes_its_own_key_once(config):
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda _: open_storage(config), range(8)))
    key = uuid.uuid4()
    made[0].put(key, CONTENT)
    assert all(one.get(key) == CONTENT for one in made)
    path = config.file_key_file
    assert path == config.data / "file-key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in config.data.iterdir() if "file-key" in one.name] == ["file-key"]


def test_a_lost_key_stops_the_start_until_it_is_back(config):
    key = uuid.uuid4()
    open_storage(config).put(key, CONTENT)
    kept = config.file_key_file.read_text()
    config.file_key_file.unlink()
    with pytest.raises(ConfigurationError, match=r"file-key is missing: put the key of the documents back"):
        open_storage(config)
    assert not config.file_key_file.exists()
    for wrong, told in (
        ("", "is empty"),
        ("rubbish", "holds something"),
        (encryption.new_key(), "sealed by another key"),
    ):
        config.file_key_file.write_text(wrong)
        with pytest.raises(ConfigurationError, match=told) as error:
            open_storage(config)
        assert not wrong or wrong not in str(error.value)
    config.file_key_file.write_text(kept)
    assert open_storage(config).get(key) == CONTENT


def test_production_makes_no_key(config):
    with pytest.raises(ConfigurationError, match="guichet files key"):
        open_storage(replace(config, environment="production"))
    assert not config.file_key_file.exists()


@pytest.mark.parametrize("command", [["guichet.serve", "run"], ["guichet.tasks.cli", "worker"]])
def test_a_portal_does_not_start_with_another_key(environ, config, command):
    open_storage(config).put(uuid.uuid4(), CONTENT)
    module, name = command
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    values = os.environ | environ | {"GUICHET_FILE_KEY": encryption.new_key(), "PORT": port}
    program = f"from {module} import {name}; {name}(args=[])"
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, check=False, env=values, capture_output=True, text=True, timeout=60)
    assert said.returncode == 2
    assert "sealed by another key" in said.stderr
    assert "Traceback" not in said.stderr


def test_a_server_is_given_no_application_with_another_key(environ, config, monkeypatch):
    open_storage(config).put(uuid.uuid4(), CONTENT)
    for name, value in (environ | {"GUICHET_FILE_KEY": encryption.new_key()}).items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConfigurationError, match="sealed by another key"):
        create_app()


def test_a_storage_that_is_away_at_the_start_comes_back(config, monkeypatch):
    key = uuid.uuid4()
    open_storage(config).put(key, CONTENT)
    real = LocalStorage.get

    def away(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(LocalStorage, "get", away)
    storage = open_storage(config)
    monkeypatch.setattr(LocalStorage, "get", real)
    assert storage.get(key) == CONTENT


@pytest.fixture
def command(app, monkeypatch):
    """Run `guichet files …` with these keys."""

    def run(keys, *arguments):
        config = app.extensions["guichet_config"]
        app.extensions["guichet_config"] = replace(config, file_keys=tuple(keys))
        app.extensions.pop("guichet_storage", None)

        @contextmanager
        def entered(_lang):
            with app.app_context():
                yield

        monkeypatch.setattr("guichet.commands.entered", entered)
        return CliRunner().invoke(main, ["files", *arguments])

    return run


def test_the_key_of_a_portal_with_requests_is_changed(app, walk, agent, command):
    walker = walk()
    walker.submit()
    with app.app_context():
        file_id = db.session.scalars(select(File.id)).one()
        (_, content) = file_id, documents.content_of(db.session.get_one(File, file_id))
        documents.storage()._inner.put(file_id, content)  # as it lay there before files were sealed
    address = f"/agent/requests/{walker.id}/files/{file_id}"
    camille = agent()
    assert camille.get(address).data == content
    done = command([OLD], "rekey")
    assert (done.exit_code, done.output.count("scellés\u00a0: 1")) == (0, 1)
    done = command([NEW, OLD], "rekey", "--lang", "en")
    assert "under the new key: 1, sealed: 0" in done.output
    done = command([NEW])
    assert (done.exit_code, "abîmés\u00a0: 0" in done.output) == (0, True)
    assert camille.get(address).data == content
    with app.app_context():
        assert [verdict for _, verdict in integrity.examine()] == ["sound"]


def test_the_commands_name_what_no_key_opens(app, walk, command):
    walk().submit()
    with app.app_context():
        (file_id,) = db.session.scalars(select(File.id))
        SealedStorage(documents.storage()._inner, [OLD]).put(file_id, b"x")
        assert [verdict for _, verdict in integrity.examine()] == ["keyless"]
    done = command([NEW], "rekey")
    assert done.exit_code == 1
    assert "sealed by another key" in done.output


def test_a_new_key_is_one(tmp_path):
    done = CliRunner().invoke(main, ["files", "key"])
    assert len(base64.urlsafe_b64decode(done.output)) == 32
    environ = {"GUICHET_DATA": str(tmp_path), "GUICHET_FILE_KEY": done.output.strip()}
    assert len(Config.from_environment(environ).file_keys) == 1


def test_what_the_key_does_not_open_is_refused_to_people_and_comes_back_with_it(app, walk):
    walker = walk()
    walker.submit()
    with app.app_context():
        file_id = db.session.scalars(select(File.id)).one()
        right = documents.storage()
        app.extensions["guichet_storage"] = SealedStorage(right._inner, [NEW])
    address = f"{walker.base}/files/{file_id}"
    assert walker.client.get(address).status_code == 503
    app.extensions["guichet_storage"] = right
    assert walker.client.get(address).status_code == 200


def test_two_documents_that_were_exchanged_on_the_disk_are_given_to_nobody(app, walk, agent, command, config):
    walkers = [walk(f"{person}@example.fr") for person in "ab"]
    for walker in walkers:
        walker.submit()
    camille = agent()
    one, other = paths(config.storage)
    one_bytes, other_bytes = one.read_bytes(), other.read_bytes()
    one.write_bytes(other_bytes)
    other.write_bytes(one_bytes)
    with app.app_context():
        files = {file.request_id: file.id for file in db.session.scalars(select(File))}
    for walker in walkers:
        assert walker.client.get(f"{walker.base}/files/{files[walker.id]}").status_code == 503
        assert camille.get(f"/agent/requests/{walker.id}/files/{files[walker.id]}").status_code == 503
    keys = [base64.urlsafe_b64decode(config.file_key_file.read_text())]
    done = command(keys)
    assert (done.exit_code, "abîmés\u00a0: 2" in done.output) == (1, True)
    one.write_bytes(one_bytes)
    other.write_bytes(other_bytes)
    assert command(keys).exit_code == 0
    for walker in walkers:
        assert walker.client.get(f"{walker.base}/files/{files[walker.id]}").status_code == 200
