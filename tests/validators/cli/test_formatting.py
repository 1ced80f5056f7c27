"""The command format: what it rewrites, what it leaves, what it says."""

import json
import os

import pytest
from click.testing import CliRunner

from guichet_validate.cli import format_files
from guichet_validate.formatting import formatted

DOCUMENT = {"title": "Été", "x-definition": 1, "x-procedure": {"version": "1.0.0", "id": "essai"}}
CANONICAL = formatted(DOCUMENT)


def run(*arguments, stdin=None):
    return CliRunner().invoke(format_files, [*map(str, arguments), "--lang", "en"], input=stdin)


@pytest.fixture
def folder(tmp_path):
    for name, document in {
        "voirie/essai.json": DOCUMENT,
        "documents.json": {"kinds": {}},
        "city.json": {"name": "Ville"},
        "fragments/rue.json": {"type": "string", "title": "Rue"},
        "package.json": {"version": "1", "name": "another program's"},
        ".cache/essai.json": DOCUMENT,
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(document), encoding="utf-8")
    return tmp_path


def test_a_folder_is_formatted_and_other_programs_are_left_alone(folder):
    left = {name: (folder / name).read_text("utf-8") for name in ("package.json", ".cache/essai.json")}
    result = run(folder)
    assert result.exit_code == 0, result.output
    assert (folder / "voirie" / "essai.json").read_text("utf-8") == CANONICAL
    assert (folder / "fragments" / "rue.json").read_text("utf-8") == '{ "title": "Rue", "type": "string" }\n'
    assert {name: (folder / name).read_text("utf-8") for name in left} == left
    assert result.output.splitlines()[-1] == "4 files read, 4 formatted."
    assert run(folder).output == "4 files read, nothing to change.\n"


def test_checking_changes_nothing_and_names_the_files(folder):
    before = (folder / "city.json").read_text("utf-8")
    result = run(folder, "--check")
    assert result.exit_code == 1
    assert f"{folder / 'city.json'}: not in canonical form." in result.output
    assert (folder / "city.json").read_text("utf-8") == before
    run(folder)
    assert run(folder, "--check").exit_code == 0


def test_a_file_in_canonical_form_is_not_written_again(folder):
    path = folder / "voirie" / "essai.json"
    run(path)
    os.utime(path, (1, 1))
    run(path)
    assert path.stat().st_mtime == 1


def test_rights_and_links_are_kept_and_nothing_is_left_beside(folder):
    path = folder / "voirie" / "essai.json"
    path.chmod(0o640)
    link = folder / "lien.json"
    link.symlink_to(path)
    assert run(link).exit_code == 0
    assert link.is_symlink()
    assert path.stat().st_mode & 0o777 == 0o640
    assert path.read_text("utf-8") == CANONICAL
    assert [found.name for found in path.parent.iterdir()] == ["essai.json"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'{"x-procedure": {', "The file stops before its end"),
        (b'{"x-procedure": {"id": 1, "id": 2}}', "The key"),
        (b'\xef\xbb\xbf{"x-procedure": {}}', "byte order mark"),
        (b'{"x-procedure": "\xe9"}', "UTF-8"),
    ],
)
def test_a_file_that_is_refused_is_told_and_not_touched(folder, content, said):
    path = folder / "voirie" / "essai.json"
    path.write_bytes(content)
    result = run(path)
    assert result.exit_code == 1
    assert said in result.stderr
    assert path.read_bytes() == content
    assert run(folder).exit_code == 1


def test_a_file_that_would_grow_past_the_limit_is_not_touched(folder):
    path = folder / "voirie" / "essai.json"
    content = json.dumps({"x-procedure": {"lignes": [[[[[["x" * 110]]]]]] * 4200}}, separators=(",", ":"))
    path.write_text(content, encoding="utf-8")
    result = run(path)
    assert result.exit_code == 1
    assert "512 KiB" in result.stderr
    assert path.read_text("utf-8") == content


def test_line_ends_of_another_system_are_no_canonical_form(folder):
    path = folder / "voirie" / "essai.json"
    path.write_bytes(CANONICAL.replace("\n", "\r\n").encode())
    assert run(path, "--check").exit_code == 1
    run(path)
    assert path.read_bytes() == CANONICAL.encode()


def test_a_dash_reads_the_standard_input():
    result = run("-", stdin=json.dumps(DOCUMENT))
    assert result.exit_code == 0
    assert result.output == CANONICAL
    assert run("-", "--check", stdin=json.dumps(DOCUMENT)).exit_code == 1
    assert run("-", "--check", stdin=CANONICAL).exit_code == 0
    assert run("-", stdin="{").exit_code == 1


def test_an_unusable_call_leaves_status_2(folder):
    assert run().exit_code == 2
    assert run(folder / "absent.json").exit_code == 2
    assert run("-", folder, stdin=CANONICAL).exit_code == 2
    (folder / "vide").mkdir()
    assert run(folder / "vide").exit_code == 2
