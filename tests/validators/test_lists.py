"""Reference lists: read strictly, judged by the engine, looked up by expressions, kept with what was filed."""

import pytest

from guichet_validate import lists as module
from guichet_validate.engine import evaluate
from guichet_validate.findings import DefinitionError
from guichet_validate.lists import load_list, load_lists, resting_on
from guichet_validate.testing import run_tests

STREETS = [
    {"code": "a", "nom": "Allée A", "quartier": "nord"},
    {"code": "b", "nom": "Rue B", "quartier": "sud"},
    {"code": "b", "nom": "Rue B bis", "quartier": "nord"},
]
LOOKUP = {"list": "rues", "value": "code", "label": "nom"}
STREET = {"title": "Rue", "type": "string", "maxLength": 20, "x-lookup": LOOKUP}
AREA = {"title": "Quartier", "type": "string", "maxLength": 20}


@pytest.fixture
def written(tmp_path):
    """Write a list and return its path."""

    def _written(content, name="rues"):
        path = tmp_path / f"{name}.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _written


def refused(path):
    with pytest.raises(DefinitionError) as caught:
        load_list(path)
    (finding,) = caught.value.findings
    return finding.params["reason"], finding.line


def test_a_list_is_its_columns_and_its_rows_and_a_digest_of_the_file(written):
    found = load_list(written('code,nom\na,"Allée, dite A"\n\nb,Rue B\n'))
    assert (found.name, found.columns) == ("rues", ("code", "nom"))
    assert found.rows == ({"code": "a", "nom": "Allée, dite A"}, {"code": "b", "nom": "Rue B"})
    assert found.digest != load_list(written("code,nom\nb,Rue B\n")).digest


def test_a_byte_order_mark_and_an_empty_cell_are_accepted(written):
    assert load_list(written("\ufeffcode,nom\r\na,\r\n")).rows == ({"code": "a", "nom": ""},)


def test_a_folder_gives_its_lists_by_name_and_leaves_other_files_aside(written, tmp_path):
    written("code\na\n", "ecoles")
    (tmp_path / "LISEZMOI.txt").write_text("rien", encoding="utf-8")
    assert load_lists(tmp_path).keys() == {"ecoles"}
    assert load_lists(tmp_path / "absent") == {}


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("", "header", 1),
        ("code,code\na,b\n", "header", 1),
        ("code,\na,b\n", "header", 1),
        (",".join(f"c{number}" for number in range(31)), "header", 1),
        ("code,nom\na\n", "row", 2),
        ("code,nom\n\na,b,c\n", "row", 3),
        ("code,nom\na, b\n", "cell", 2),
        ("code,nom\na," + "b" * 501 + "\n", "cell", 2),
        ("code,nom\na,b\nc,\xe9\n".encode("latin-1"), "encoding", 3),
        ('code,nom\na,"b\n', "quotes", 2),
        ('code,nom\na,"b"c\n', "quotes", 2),
    ],
)
def test_a_malformed_list_is_refused_at_its_line(written, content, reason, line):
    assert refused(written(content)) == (reason, line)


def test_a_list_that_is_too_large_is_refused(written, monkeypatch):
    monkeypatch.setattr(module, "MAX_ROWS", 2)
    assert refused(written("code\na\nb\nc\n")) == ("size", 4)
    monkeypatch.setattr(module, "MAX_BYTES", 5)
    assert refused(written("code\na\n")) == ("size", 1)


@pytest.mark.parametrize(
    ("answer", "codes"), [("a", []), ("b", []), ("c", [("/rue", "lookup")]), ("A", [("/rue", "lookup")])]
)
def test_an_answer_is_one_of_its_list(make, context, told, answer, codes):
    evaluation = evaluate(make({"rue": STREET}), {"rue": answer}, context(lists={"rues": STREETS}))
    assert told(evaluation.problems) == codes


def test_a_list_that_is_not_there_offers_nothing(make, context, told):
    assert told(evaluate(make({"rue": STREET}), {"rue": "a"}, context()).problems) == [("/rue", "lookup")]


def test_an_answer_of_another_shape_has_one_problem(make, context, told):
    assert told(evaluate(make({"rue": STREET}), {"rue": "a" * 21}, context(lists={"rues": STREETS})).problems) == [
        ("/rue", "maxLength")
    ]


@pytest.mark.parametrize(
    ("answers", "codes"),
    [
        ({"quartier": "nord", "rue": "a"}, []),
        ({"quartier": "sud", "rue": "a"}, [("/rue", "lookup")]),
        ({"quartier": "sud", "rue": "b"}, []),
        ({"quartier": "nord", "rue": "b"}, []),
        ({"rue": "a"}, [("/rue", "lookup")]),
        ({"quartier": "nord"}, []),
    ],
)
def test_a_filtered_list_offers_the_rows_of_the_answer_it_depends_on(make, context, told, answers, codes):
    street = {**STREET, "x-lookup": {**LOOKUP, "filter": {"quartier": "/quartier"}}}
    definition = make({"quartier": AREA, "rue": street})
    assert told(evaluate(definition, answers, context(lists={"rues": STREETS})).problems) == codes


def test_a_filter_in_a_row_reads_its_own_row(make, context, told):
    street = {**STREET, "x-lookup": {**LOOKUP, "filter": {"quartier": "@/quartier"}}}
    row = {"type": "object", "additionalProperties": False, "properties": {"quartier": AREA, "rue": street}}
    definition = make({"lieux": {"title": "Lieux", "type": "array", "maxItems": 3, "items": row}})
    answers = {"lieux": [{"quartier": "nord", "rue": "a"}, {"quartier": "sud", "rue": "a"}]}
    evaluation = evaluate(definition, answers, context(lists={"rues": STREETS}))
    assert told(evaluation.problems) == [("/lieux/1/rue", "lookup")]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("lookup('rues', 'code', rue, 'nom')", "Allée A"),
        ("lookup('rues', 'code', 'b', 'nom')", "Rue B"),
        ("lookup('rues', 'code', 'z', 'nom')", None),
        ("lookup('rues', 'code', rue, 'maire')", None),
        ("lookup('ecoles', 'code', rue, 'nom')", None),
        ("lookup('rues', 'code', autre, 'nom')", None),
    ],
)
def test_an_expression_looks_up_the_first_row(make, context, expression, value):
    named = {"title": "Nom", "type": "string", "readOnly": True, "x-computed": expression}
    definition = make({"rue": STREET, "autre": AREA, "nom": named})
    evaluation = evaluate(definition, {"rue": "a"}, context(lists={"rues": STREETS}))
    assert evaluation.computed.get("/nom") == value
    assert "rues" in definition.lists


@pytest.mark.parametrize(
    ("expression", "kept"),
    [
        ("lookup('rues', 'code', rue, 'nom')", {"rues": STREETS[1:2]}),
        ("lookup('rues', 'code', 'a', 'nom')", {"rues": STREETS[:2]}),
        (
            "lookup('villes', 'nom', lookup('rues', 'code', rue, 'nom'), 'code')",
            {"rues": STREETS[1:2], "villes": [{"nom": "Rue B", "code": "v"}]},
        ),
    ],
)
def test_what_was_filed_reads_the_same_from_the_rows_it_rests_on(make, context, expression, kept):
    named = {"title": "Nom", "type": "string", "readOnly": True, "x-computed": expression}
    definition = make({"rue": STREET, "nom": named})
    lists = {"rues": STREETS, "villes": [{"nom": "b", "code": "u"}, {"nom": "Rue B", "code": "v"}]}
    first = evaluate(definition, {"rue": "b"}, context(lists=lists))
    assert resting_on(lists, first.found) == kept
    again = evaluate(definition, first.answers, context(lists=kept))
    assert (again.answers, again.valid) == (first.answers, True)


def test_the_tests_of_a_definition_bring_their_own_rows(make):
    definition = make(
        {"rue": STREET},
        **{
            "x-tests": [
                {"name": "dans la liste", "lists": {"rues": STREETS}, "answers": {"rue": "a"}, "valid": True},
                {
                    "name": "hors de la liste",
                    "base": "dans la liste",
                    "with": {"rue": "z"},
                    "errors": [{"at": "/rue", "code": "lookup"}],
                },
                {"name": "liste mal faite", "base": "dans la liste", "lists": {"rues": 3}, "valid": True},
            ]
        },
    )
    assert [result.passed for result in run_tests(definition)] == [True, True, False]
