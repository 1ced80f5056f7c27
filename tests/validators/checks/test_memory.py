"""What was checked before is not checked again, and nobody sees the difference."""

import ast
import json
import os
import pickle
import shutil
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine

import guichet_validate
from guichet_validate.checks import check_paths, crew
from guichet_validate.checks.memory import Memory
from guichet_validate.source import MAX_BYTES

EXAMPLES = Path(__file__).parent.parent / "example-files"
PACKAGE = Path(guichet_validate.__file__).parent
PROCEDURE = Path(__file__).resolve().parents[3] / "definitions" / "proprete" / "encombrants.json"
DAY = 86_400


@pytest.fixture
def city(tmp_path):
    """A folder of two definitions, one of which breaks a rule."""
    folder = tmp_path / "ville"
    for kind in ("positive", "negative"):
        target = folder / kind / "exemple.json"
        target.parent.mkdir(parents=True)
        target.write_bytes((EXAMPLES / kind / "document-kind-unknown" / "exemple.json").read_bytes())
    shutil.copy(EXAMPLES / "documents.json", folder / "documents.json")
    return folder


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def judged(monkeypatch):
    """The files that were really looked at, in order."""
    looked_at = []
    judge = crew.judge

    def _judge(path, *arguments, **options):
        looked_at.append(path)
        return judge(path, *arguments, **options)

    monkeypatch.setattr(crew, "judge", _judge)
    return looked_at


def entries(cache):
    (file,) = cache.glob("checked-*.json")
    return json.loads(file.read_text("utf-8"))


def test_every_finding_comes_back_as_it_was(cache, judged):
    fresh = check_paths([EXAMPLES])
    first = check_paths([EXAMPLES], memory=Memory(cache))
    looked_at = len(judged)
    again = check_paths([EXAMPLES], memory=Memory(cache))
    assert looked_at == 2 * len(fresh.files)
    # What another file has its part in is judged each time.
    assert {path.parent.name for path in judged[looked_at:]} == {"list-malformed", "procedure-unknown"}
    # `fresh` was judged twice: what is compared is three runs, the last of them from memory.
    assert fresh == first == again
    assert [dict(finding.params) for finding in fresh.findings] == [dict(finding.params) for finding in again.findings]


def test_a_file_under_another_folder_is_known_but_not_under_another_name(city, cache, judged):
    check_paths([city], memory=Memory(cache))
    judged.clear()
    (city / "ailleurs").mkdir()
    moved = (city / "negative" / "exemple.json").rename(city / "ailleurs" / "exemple.json")
    report = check_paths([city], memory=Memory(cache))
    assert judged == []
    assert {finding.file for finding in report.findings if finding.code == "document-kind-unknown"} == {str(moved)}
    renamed = moved.rename(moved.with_name("autre.json"))
    assert "id-not-file-name" in {finding.code for finding in check_paths([city], memory=Memory(cache)).findings}
    assert judged == [renamed]


def test_two_files_of_one_procedure_are_still_told(city, cache):
    first, again = (check_paths([city], memory=Memory(cache)) for _ in range(2))
    assert "procedure-twice" in {finding.code for finding in again.findings}
    assert first == again


@pytest.mark.parametrize(
    "change",
    [
        lambda city: (city / "documents.json").write_text('{"kinds": {}}', encoding="utf-8"),
        lambda city: (city / "documents.json").unlink(),
        lambda city: (city / "fragments").mkdir() or (city / "fragments" / "a.json").write_text("{}", encoding="utf-8"),
        lambda city: (city / "negative" / "documents.json").write_text('{"kinds": {}}', encoding="utf-8"),
        lambda city: (
            (city / "lists").mkdir() or (city / "lists" / "a.csv").write_text("code,nom\n1,un\n", encoding="utf-8")
        ),
    ],
    ids=["kinds", "no kinds", "fragments", "nearer kinds", "lists"],
)
def test_a_change_beside_the_definitions_has_them_judged_again(change, city, cache, judged):
    check_paths([city], memory=Memory(cache))
    judged.clear()
    change(city)
    assert check_paths([city], memory=Memory(cache)) == check_paths([city])
    assert city / "negative" / "exemple.json" in judged[: len(judged) - 2]


def test_a_changed_file_is_judged_again_and_the_others_are_not(city, cache, judged):
    check_paths([city], memory=Memory(cache))
    judged.clear()
    path = city / "negative" / "exemple.json"
    path.write_bytes(path.read_bytes() + b"\n")
    check_paths([city], memory=Memory(cache))
    assert judged == [path]


@pytest.fixture
def continued(tmp_path):
    """A folder with a definition that continues another, by naming it and taking an answer from it."""
    folder = Path(shutil.copytree(EXAMPLES / "positive" / "procedure-unknown", tmp_path / "suivie"))
    path = folder / "exemple.json"
    document = json.loads(path.read_text("utf-8"))
    document["properties"]["objet"]["x-prefill"] = {"from": ["request:suite/last/objet"]}
    path.write_text(json.dumps(document), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "change",
    [
        lambda other: other.unlink(),
        lambda other: other.write_text("{", encoding="utf-8"),
        lambda other: other.write_text(other.read_text("utf-8").replace("objet", "sujet"), encoding="utf-8"),
        lambda other: other.unlink() or other.mkdir(),
    ],
    ids=["gone", "broken", "other answers", "no file"],
)
def test_what_rests_on_another_definition_ends_when_that_changes(change, continued, cache, judged):
    check_paths([continued], memory=Memory(cache))
    check_paths([continued], memory=Memory(cache))
    assert len(judged) == 2
    judged.clear()
    change(continued / "suite.json")
    after = check_paths([continued / "exemple.json"], memory=Memory(cache))
    assert judged == [continued / "exemple.json"]
    assert (
        after
        == check_paths([continued / "exemple.json"])
        == check_paths([continued / "exemple.json"], memory=Memory(cache))
    )


def test_what_rests_on_a_definition_that_is_not_there_ends_when_it_comes(continued, cache, judged):
    other = (continued / "suite.json").rename(continued.parent / "suite.json")
    reports = [check_paths([continued], memory=Memory(cache)) for _ in range(2)]
    assert [finding.code for finding in reports[0].findings] == ["procedure-unknown", "procedure-unknown"]
    assert reports[0] == reports[1]
    assert len(judged) == 1
    other.rename(continued / "suite.json")
    assert check_paths([continued], memory=Memory(cache)).findings == ()


def test_another_way_of_checking_is_another_verdict(city, cache, judged):
    check_paths([city], memory=Memory(cache))
    judged.clear()
    check_paths([city], memory=Memory(cache), reference=True)
    assert len(judged) == 2


def test_a_verdict_that_depends_on_the_day_ends_with_it(cache, judged, tmp_path):
    path = EXAMPLES / "negative" / "window-passed" / "exemple.json"
    closes = json.loads(path.read_text("utf-8"))["x-procedure"]["closes"][:10]
    codes = []
    for day in (f"{int(closes[:4]) - 1}-06-01", "2031-01-01", "2031-01-01", "2031-01-02"):
        with time_machine.travel(datetime.fromisoformat(f"{day}T10:00").replace(tzinfo=UTC), tick=False):
            codes.append([finding.code for finding in check_paths([path], memory=Memory(cache)).findings])
    assert codes == [[], ["window-passed"], ["window-passed"], ["window-passed"]]
    assert len(judged) == 3


def test_no_rule_reads_the_clock_itself():
    """A rule that did would be answered from memory on the next day."""
    readers = [
        path.name
        for path in (PACKAGE / "checks").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow", "localtime", "gmtime"}
    ]
    assert readers == ["today.py"]


def test_a_file_that_cannot_be_read_is_not_remembered(city, cache, judged):
    path = city / "absent.json"
    for _ in range(2):
        codes = [finding.code for finding in check_paths([path], memory=Memory(cache)).findings]
        assert codes == ["file-not-readable"]
    assert judged == [path, path]


def test_a_file_that_is_no_json_is_remembered(city, cache, judged):
    path = city / "positive" / "exemple.json"
    for content in (b"{", b"\xff", b"[1]", b'{"a": "' + b"a" * MAX_BYTES + b'"}'):
        path.write_bytes(content)
        judged.clear()
        assert check_paths([path], memory=Memory(cache)) == check_paths([path], memory=Memory(cache))
        assert judged == [path]


def test_a_broken_neighbour_is_told_as_long_as_it_is_broken(city, cache, judged):
    (city / "documents.json").write_text("{", encoding="utf-8")
    assert check_paths([city], memory=Memory(cache)) == check_paths([city], memory=Memory(cache))
    assert len(judged) == 4


DAMAGED = {
    "empty": b"",
    "cut": b'{"a": [1',
    "list": b"[]",
    "number": b"1",
    "not text": b"\xff\xfe\x00",
    "pickle": pickle.dumps({"a": 1}),
    "deep": b"[" * 100_000,
    "foreign": b'{"cle": 1, "autre": {"a": []}, "x": [], "y": ["jour"], "z": [9, null, null, null, null, [[1]]]}',
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_or_foreign_cache_is_as_good_as_none(content, city, cache, judged):
    expected = check_paths([city], memory=Memory(cache))
    (file,) = cache.glob("checked-*.json")
    file.write_bytes(content)
    judged.clear()
    assert check_paths([city], memory=Memory(cache)) == expected
    assert len(judged) == 2
    assert len(entries(cache)) == 2


@pytest.mark.parametrize(
    "entry",
    [
        None,
        [],
        [1, None, {}, None, None, None],
        [1, None, {}, None, None, None, None],
        [1, None, {}, None, None, None, [["code", "fatal", "", {}, 1, 1]]],
        [1, None, {}, None, None, None, [["code", "error", "", [], 1, 1]]],
        [1, None, {}, None, None, None, [["code", "error", "", {}, "1", 1]]],
        [1, None, [], None, None, None, []],
        [1, None, {"suite": 1}, None, None, None, []],
        ["1", None, {}, None, None, None, []],
        [1, 2, {}, None, None, None, []],
        {"0": 1},
    ],
)
def test_a_damaged_entry_is_judged_again(entry, city, cache, judged):
    expected = check_paths([city], memory=Memory(cache))
    (file,) = cache.glob("checked-*.json")
    file.write_text(json.dumps(dict.fromkeys(entries(cache), entry)), encoding="utf-8")
    judged.clear()
    assert check_paths([city], memory=Memory(cache)) == expected
    assert len(judged) == 2


def test_a_cache_that_cannot_be_written_changes_nothing(city, tmp_path):
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    expected = check_paths([city])
    assert check_paths([city], memory=Memory(tmp_path / "fichier" / "cache")) == expected
    in_the_way = Memory(tmp_path / "cache")
    in_the_way._file.mkdir(parents=True)
    assert check_paths([city], memory=in_the_way) == expected
    assert [path for path in (tmp_path / "cache").iterdir() if not path.is_dir()] == []


def test_runs_at_the_same_time_keep_what_each_found(city, cache, judged):
    one, other = Memory(cache), Memory(cache)
    check_paths([city / "positive"], memory=one)
    check_paths([city / "negative"], memory=other)
    judged.clear()
    check_paths([city], memory=Memory(cache))
    assert judged == []


def test_what_changes_during_a_run_is_not_remembered(city, cache, monkeypatch):
    judge = crew.judge

    def _judge(path, *arguments, **options):
        verdict = judge(path, *arguments, **options)
        (city / "documents.json").write_text('{"kinds": {"autre": {"title": "Autre"}}}', encoding="utf-8")
        return verdict

    monkeypatch.setattr(crew, "judge", _judge)
    check_paths([city], memory=Memory(cache))
    assert list(cache.glob("*")) == []


def test_what_nobody_asked_for_is_dropped(city, cache):
    now = time.time()
    check_paths([city / "positive"], memory=Memory(cache))
    (kept,) = entries(cache)
    foreign, former = cache / "notes.json", cache / "checked-former.json"
    for path in (foreign, former):
        path.write_text("{}", encoding="utf-8")
        os.utime(path, (now - 40 * DAY, now - 40 * DAY))
    with time_machine.travel(now + 40 * DAY):
        check_paths([city / "negative"], memory=Memory(cache))
        assert kept not in entries(cache)
    assert foreign.exists()
    assert not former.exists()


def test_what_is_in_use_stays(city, cache):
    now = time.time()
    check_paths([city / "positive"], memory=Memory(cache))
    (kept,) = entries(cache)
    with time_machine.travel(now + 20 * DAY):
        check_paths([city / "positive"], memory=Memory(cache))
    with time_machine.travel(now + 40 * DAY):
        check_paths([city / "negative"], memory=Memory(cache))
        assert kept in entries(cache)


def test_another_version_of_the_checker_trusts_no_verdict_of_this_one(city, cache, tmp_path):
    copy = tmp_path / "autre" / "guichet_validate"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    with (copy / "schemas" / "field.json").open("a", encoding="utf-8") as file:
        file.write("\n")
    program = (
        "import sys; from pathlib import Path; from guichet_validate.checks import check_paths;"
        "from guichet_validate.checks.memory import Memory;"
        "check_paths([sys.argv[1]], memory=Memory(Path(sys.argv[2])))"
    )
    for folder in (PACKAGE.parent, copy.parent):
        environment = {**os.environ, "PYTHONPATH": str(folder)}
        subprocess.run([sys.executable, "-c", program, str(city), str(cache)], env=environment, check=True)
    assert len(list(cache.glob("checked-*.json"))) == 2


def test_files_that_have_not_changed_cost_at_most_three_times_their_json(cache, tmp_path):
    text = PROCEDURE.read_text("utf-8")
    paths = [tmp_path / f"exemple-{number}.json" for number in range(30)]
    for number, path in enumerate(paths):
        path.write_text(text.replace('"id": "encombrants"', f'"id": "encombrants-{number}"'), encoding="utf-8")
    check_paths(paths, memory=Memory(cache))

    def seconds(work):
        def once():
            started = time.process_time()
            work()
            return time.process_time() - started

        return min(once() for _ in range(3))

    loading = seconds(lambda: [json.loads(path.read_bytes()) for path in paths])
    checking = seconds(lambda: check_paths(paths, memory=Memory(cache)))
    assert checking <= 3 * loading
