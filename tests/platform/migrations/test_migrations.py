"""Migrations are numbered, follow one another, and give the tables that the models describe."""

import re
import uuid
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, text

from guichet import database, migrations, models

VERSIONS = Path(migrations.__file__).parent / "versions"


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'migrated.sqlite3'}"
    else:
        url = request.getfixturevalue("postgresql_bare").replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(**database.engine_options(url))
    database.prepare(engine)
    yield engine
    engine.dispose()


def test_files_are_numbered_without_a_hole():
    names = sorted(path.name for path in VERSIONS.glob("*.py"))
    assert [name[:4] for name in names] == [f"{number:04d}" for number in range(1, len(names) + 1)]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+\.py", name) for name in names)


def test_there_is_one_head_and_it_bears_the_last_number():
    assert migrations.heads() == (f"{len(list(VERSIONS.glob('*.py'))):04d}",)


def test_migrations_and_models_agree(engine):
    migrations.upgrade(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, models.METADATA) == []


def test_upgrading_twice_changes_nothing(engine):
    assert not migrations.is_current(engine)
    migrations.upgrade(engine)
    assert migrations.is_current(engine)
    before = set(inspect(engine).get_table_names())
    migrations.upgrade(engine)
    assert set(inspect(engine).get_table_names()) == before


def test_every_migration_can_be_taken_back(engine):
    from alembic import command

    migrations.upgrade(engine)
    with engine.begin() as connection:
        command.downgrade(migrations.settings(connection), "base")
    assert set(inspect(engine).get_table_names()) == {"alembic_version"}


def test_the_day_that_was_promised_moves_from_the_correction_to_its_request_and_back(engine):
    from alembic import command

    request = {
        "id": uuid.uuid4().hex, "procedure_id": "essai", "digest": "0" * 64, "service": "etat-civil",
        "status": "processing", "version": 1, "language": "fr", "summary": "", "answers": "{}", "origins": "{}",
        "posted": "[]", "declined": "[]", "begun": "[]", "created_at": "2026-03-02 12:00:00",
        "updated_at": "2026-03-02 12:00:00", "waiting_since": "2026-03-03 12:00:00", "due_on": "9999-12-31",
    }  # fmt: skip
    correction = {
        "request_id": request["id"], "places": "[]", "words": "", "due_on": "2026-03-20",
        "asked_at": "2026-03-03 12:00:00",
    }  # fmt: skip
    migrations.upgrade(engine, "0011")
    with engine.begin() as connection:
        for table, row in (("requests", request), ("corrections", correction)):
            names = ", ".join(row)
            places = ", ".join(f":{name}" for name in row)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({places})"), row)
    migrations.upgrade(engine, "0013")
    with engine.begin() as connection:
        assert str(connection.scalar(text("SELECT promised_on FROM requests"))) == "2026-03-20"
        command.downgrade(migrations.settings(connection), "0011")
        assert str(connection.scalar(text("SELECT due_on FROM corrections"))) == "2026-03-20"


def test_the_command_migrates_an_empty_folder_and_can_be_run_again(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from guichet.migrations.cli import migrate

    monkeypatch.setenv("GUICHET_DATA", str(tmp_path / "new"))
    for _ in range(2):
        done = CliRunner().invoke(migrate)
        assert (done.exit_code, done.exception) == (0, None)
        assert migrations.heads()[0] in done.output
    assert (tmp_path / "new" / "guichet.sqlite3").is_file()
    monkeypatch.setenv("GUICHET_ENVIRONMENT", "production")
    assert CliRunner().invoke(migrate).exit_code == 2
