"""What people read: plain where it is piped; lines of the file, marks and colours on a terminal."""

import json

from guichet_validate import cli
from guichet_validate.checks import Report
from guichet_validate.cli.reporters import View, report_check
from guichet_validate.findings import Finding

ESCAPE = "\x1b["


def test_a_terminal_shows_the_line_with_a_mark_below_the_place(on_a_terminal, example):
    seen = on_a_terminal("check", example("negative", "condition-vacuous"), "--lang", "en", NO_COLOR="1")
    lines = seen.splitlines()
    excerpt = next(place for place, line in enumerate(lines) if "│" in line)
    start = lines[excerpt].index('"nature"')
    mark = lines[excerpt + 1]
    assert (mark.index("^"), mark.count("^")) == (start, len('"nature"'))
    assert ESCAPE not in seen


def test_colours_are_for_terminals_that_show_them(on_a_terminal, example, call):
    path = example("negative", "condition-vacuous")
    assert ESCAPE in on_a_terminal("check", path)
    assert ESCAPE not in on_a_terminal("check", path, NO_COLOR="1")
    assert ESCAPE not in on_a_terminal("check", path, TERM="dumb")
    piped = call(cli.check, path).output
    assert ESCAPE not in piped
    assert "│" not in piped


def test_a_long_line_is_cut_around_the_place(city):
    path = city / "definitions" / "voirie" / "fautive.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8"))), encoding="utf-8")
    text = path.read_text("utf-8")
    finding = Finding("text-contact", "information", "", {}, str(path), 1, text.index('"x-tests"') + 1)
    view = View("en", information=True, terminal=True, width=60)
    lines = list(report_check(Report((str(path),), (finding,)), "text", view))
    excerpt, mark = lines[1:3]
    assert max(len(excerpt), len(mark)) <= 60
    assert excerpt[mark.index("^") :].startswith('"x-tests"')
    assert mark.count("^") == len('"x-tests"')


def test_nothing_in_a_definition_drives_the_terminal(call, city):
    path = city / "definitions" / "voirie" / "fautive.json"
    document = json.loads(path.read_text("utf-8"))
    document["x-tests"][1]["name"] = "\x1b[2Jrouge\u202e\nligne"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    for command in (cli.check, cli.test):
        output = call(command, path, "--lang", "en").output
        assert "\\u001b[2Jrouge\\u202e\\u000aligne" in output
        assert "\x1b" not in output


def test_information_is_counted_and_told_when_asked_for(call, example):
    path = example("negative", "text-contact")
    counted = call(cli.check, path, "--lang", "en")
    assert counted.output == "1 definition checked: no error, 1 remark (read them with --information).\n"
    assert counted.exit_code == 0
    told = call(cli.check, path, "--lang", "en", "--information")
    assert "information: " in told.output
    assert told.output.endswith("1 definition checked: no error, 1 remark.\n")


def test_what_fails_the_run_is_always_told(call, example):
    path = example("negative", "text-contact")
    result = call(cli.check, path, "--lang", "en", "--fail-on", "information")
    assert result.exit_code == 1
    assert "[text-contact]" in result.output
