"""Publishing: checked first, all or nothing, once per version, visible at once."""

import copy
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy import func, select

from guichet import database, migrations
from guichet.database import db
from guichet.publishing import services
from guichet.publishing.cli import publish as command
from guichet.publishing.models import DefinitionVersion

ROOT = Path(__file__).parents[3]

MINI = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "x-definition": 1,
    "title": "Signaler un problème dans la rue",
    "description": "Éclairage, trottoir, propreté : dites-nous où.",
    "x-procedure": {
        "id": "signalement-rue",
        "version": "1.0.0",
        "state": "live",
        "category": "cadre-de-vie",
        "service": "voirie",
        "online": "full",
        "access": "account",
        "languages": ["fr"],
        "reference": "SIG",
        "summary": "{/lieu}",
        "keywords": ["lampadaire"],
    },
    "x-privacy": {
        "purpose": "Traiter les signalements",
        "basis": "public-task",
        "retention": "P6M",
        "recipients": ["voirie"],
    },
    "x-settings": {"delai": {"title": "Délai", "type": "integer", "minimum": 1, "maximum": 30, "default": 5}},
    "x-steps": [{"id": "signalement", "title": "Sous {settings.delai} jours", "fields": ["/lieu"]}],
    "type": "object",
    "additionalProperties": False,
    "required": ["lieu"],
    "properties": {"lieu": {"title": "Où ?", "type": "string", "maxLength": 200}},
    "x-tests": [
        {"name": "complet", "answers": {"lieu": "12 rue Royale"}, "valid": True},
        {"name": "vide", "answers": {}, "valid": False, "errors": [{"at": "/lieu"}]},
    ],
}


@pytest.fixture
def folder(tmp_path):
    """A city's folder with one small definition."""
    place = tmp_path / "definitions"
    place.mkdir()
    for name in ("city.json", "documents.json"):
        shutil.copy(ROOT / "definitions" / name, place / name)
    (place / "voirie").mkdir()
    return place


@pytest.fixture
def environ(environ, folder):
    return environ | {"GUICHET_DEFINITIONS": str(folder)}


def write(folder, changes=None, *, name="signalement-rue", version="1.0.0"):
    document = copy.deepcopy(MINI)
    document["x-procedure"] |= {"id": name, "version": version}
    document |= changes or {}
    path = folder / "voirie" / f"{name}.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=2), encoding="utf-8")
    return path


def publish(app, *paths):
    with app.app_context():
        report = services.publish(paths, actor="test")
        if report.refused:
            db.session.rollback()
        else:
            db.session.commit()
        return report


def codes(report):
    return {finding.code for finding in report.findings if finding.severity == "error"}


def versions(app):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(DefinitionVersion))


def test_a_published_definition_shows_at_once(app, client, folder):
    assert client.get("/procedures/signalement-rue").status_code == 404
    write(folder)
    assert publish(app, folder).published == ("signalement-rue 1.0.0",)
    assert "Signaler un problème dans la rue" in client.get("/").text
    assert client.get("/procedures/signalement-rue").status_code == 200


def test_publishing_again_changes_nothing(app, folder):
    write(folder)
    publish(app, folder)
    again = publish(app, folder)
    assert again.published == ()
    assert again.unchanged == ("signalement-rue 1.0.0",)
    assert versions(app) == 1


def test_a_new_version_takes_over_and_the_old_one_stays_readable(app, client, folder):
    write(folder)
    publish(app, folder)
    write(folder, {"title": "Signaler un danger"}, version="1.1.0")
    publish(app, folder)
    assert "Signaler un danger" in client.get("/procedures/signalement-rue").text
    old = client.get("/procedures/signalement-rue/1.0.0.json").json
    assert old["title"] == "Signaler un problème dans la rue"
    with app.app_context():
        current = services.current("signalement-rue")
        assert current.version == "1.1.0"
        assert services.by_digest(current.digest) is current


def test_another_content_under_a_published_version_is_refused(app, client, folder):
    write(folder)
    publish(app, folder)
    path = write(folder, {"title": "Autre chose"})
    report = publish(app, folder)
    assert codes(report) == {"version-published"}
    finding = report.findings[0]
    assert finding.file == str(path)
    assert finding.pointer == "/x-procedure/version"
    assert '"version"' in path.read_text("utf-8").splitlines()[finding.line - 1]
    assert "Autre chose" not in client.get("/").text


def test_an_older_version_is_refused(app, folder):
    write(folder, version="1.10.0")
    publish(app, folder)
    write(folder, version="1.9.0")
    assert codes(publish(app, folder)) == {"version-older"}


def test_a_broken_file_changes_nothing_and_says_where(app, client, folder):
    write(folder)
    broken = write(folder, {"x-steps": [{"id": "un", "title": "Un", "fields": ["/nulle-part"]}]}, name="cassee")
    report = publish(app, folder)
    assert report.refused
    assert report.published == ()
    assert versions(app) == 0
    assert client.get("/procedures/signalement-rue").status_code == 404
    finding = next(finding for finding in report.findings if finding.pointer == "/x-steps/0/fields/0")
    assert finding.file == str(broken)
    assert "/nulle-part" in broken.read_text("utf-8").splitlines()[finding.line - 1]


def test_a_definition_that_fails_its_own_tests_is_refused(app, folder):
    write(folder, {"x-tests": [{"name": "faux", "answers": {}, "valid": True}]})
    assert publish(app, folder).refused
    assert versions(app) == 0


@pytest.mark.parametrize("text", ["{", '{"a": 1, "a": 2}', "[]", "\ufeff{}", '{"x-definition": 1}', "null"])
def test_what_is_no_definition_is_refused_and_never_crashes(app, folder, text):
    (folder / "voirie" / "x.json").write_text(text, encoding="utf-8")
    report = publish(app, folder)
    assert report.refused
    assert all(finding.file and finding.line for finding in report.findings)


@pytest.mark.parametrize(("key", "code"), [("service", "service-unknown"), ("category", "category-unknown")])
def test_a_service_or_category_that_the_city_has_not_is_refused(app, folder, key, code):
    write(folder, {"x-procedure": MINI["x-procedure"] | {key: "nulle-part"}})
    assert code in codes(publish(app, folder))


def test_the_same_procedure_in_two_files_is_refused(app, folder):
    write(folder)
    publish(app, folder)
    shutil.copy(folder / "voirie" / "signalement-rue.json", folder / "signalement-rue.json")
    assert publish(app, folder).refused


def test_settings_are_the_citys_else_the_defaults(app, folder):
    write(folder)
    publish(app, folder)
    with app.app_context():
        assert services.settings_of("signalement-rue") == {"delai": 5}
        db.session.get_one(services.Procedure, "signalement-rue").settings = {"delai": 9, "unknown": 1}
        db.session.commit()
    with app.app_context():
        assert services.settings_of("signalement-rue") == {"delai": 9}
        assert services.settings_of("nowhere") == {}


def test_an_unknown_digest_is_a_key_error(app):
    with app.app_context(), pytest.raises(KeyError):
        services.by_digest("0" * 64)


@pytest.fixture
def run(app, environ, monkeypatch):
    with app.app_context():
        database.Base.metadata.drop_all(db.engine)
        migrations.upgrade(db.engine)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return lambda *arguments: CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_the_command_publishes_and_says_so(run, folder, client):
    write(folder)
    done = run(folder)
    assert done.exit_code == 0
    assert "Publiée\u00a0: signalement-rue 1.0.0" in done.output
    assert client.get("/procedures/signalement-rue").status_code == 200
    assert "Une définition inchangée" in run(folder).output


def test_the_command_prints_file_line_pointer_and_hint_and_fails(run, folder, app):
    path = write(folder, {"x-steps": [{"id": "un", "title": "Un", "fields": ["/nulle-part"]}]})
    done = run(path)
    assert done.exit_code == 1
    assert f"{path}:" in done.output
    assert "/x-steps/0/fields/0" in done.output
    assert "→" in done.output
    assert "Rien n’a été publié" in done.output
    assert versions(app) == 0


def test_the_command_explains_a_call_that_makes_no_sense(run, tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    assert run(empty).exit_code == 2
    assert run(tmp_path / "nowhere").exit_code == 2
    assert run().exit_code == 2


def test_the_command_asks_for_the_migrations_first(app, environ, monkeypatch, folder):
    write(folder)
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    done = CliRunner().invoke(command, [str(folder)])
    assert done.exit_code == 1
    assert "guichet migrate" in done.output


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}"])
def test_a_broken_city_file_changes_nothing(client, folder, broken):
    kept = client.get("/").text
    assert "Sainte-Aurore" in kept
    (folder / "city.json").write_text(broken, encoding="utf-8")
    assert client.get("/").status_code == 200
    assert "Sainte-Aurore" in client.get("/").text
    (folder / "city.json").unlink()
    assert client.get("/").status_code == 200
    shutil.copy(ROOT / "definitions" / "city.json", folder / "city.json")
    assert client.get("/").status_code == 200
