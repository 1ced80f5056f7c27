"""A printed document is read in the order of the definition: steps, groups, fields, each with its own words."""

from guichet_render import renderer
from guichet_render.paper import paper
from guichet_render.paper.form import asked_of
from guichet_render.paper.sheets import outlined


def _wanted(reader):
    """The titles of the fields that a pen fills in, in the order of the steps."""

    def below(face):
        if face.field.hidden or face.field.computed:
            return
        if face.field.kind in ("object", "repeat"):
            for child in asked_of(face):
                yield from below(child)
        else:
            yield reader.fill(face.title, face.field.pointer.rpartition("/")[0]).rstrip(" \u00a0\u202f:")

    return [list(below(reader.form.faces[pointer])) for step in reader.definition.steps for pointer in step.fields]


def test_the_form_asks_every_field_in_the_order_of_the_steps(
    procedure_id, lang, published, facts, city_context, tagged, squeezed
):
    definition = published[procedure_id]
    reader = renderer(lang).reader(definition, {}, city_context)
    read = tagged(paper(lang).form(definition, context=city_context, facts=facts).pdf)
    text, place = squeezed(read.text), 0
    for titles in _wanted(reader):
        for title in titles:
            found = text.find(squeezed(title), place)
            assert found >= 0, f"{title} does not stand where it is asked"
            place = found
    steps = [squeezed(title) for title in read.of("H2")[: len(definition.steps)]]
    for step, title in zip(definition.steps, steps, strict=True):
        assert title.endswith(squeezed(reader.fill(reader.form.steps[step.id].title)))


def test_the_copy_holds_each_answer_beside_its_question(
    procedure_id, lang, published, facts, city_context, evaluated, tagged, squeezed
):
    definition = published[procedure_id]
    evaluation, context = evaluated(definition, city_context)
    read = tagged(paper(lang).copy(definition, evaluation, context=context, facts=facts).pdf)
    cells = [squeezed(text) for text in read.of("TD")]
    reader = renderer(lang).reader(definition, evaluation.answers, context)
    sections = outlined(reader, evaluation)
    pairs = [pair for section in sections for block in section.blocks for pair in block.pairs]
    assert bool(pairs) is definition.has_form
    place = 0
    for pair in pairs:
        place = cells.index(squeezed(pair.title), place)
        answer = cells[place + 1]
        assert (
            answer.startswith(squeezed(pair.text))
            if pair.text
            else all(squeezed(line.name) in answer for line in pair.files)
        )
    assert [squeezed(title) for title in read.of("H2")[: len(sections)]] == [
        squeezed(section.title) for section in sections
    ]


def test_the_receipt_says_what_was_received_and_what_is_promised(published, facts, city_context, evaluated, tagged):
    definition = published["acte-naissance"]
    evaluation, context = evaluated(definition, city_context)
    made = paper("fr").receipt(definition, evaluation, context=context, facts=facts)
    read = tagged(made.pdf)
    assert read.of("H1") == ["Récépissé de votre demande"]
    for said in (
        "ACT-26-0F3K-9",
        "4\u00a0mai 2026 à 10\u00a0h",
        "Éloïse N’Guyen",
        "1er\u00a0juin 2026",
        "01 99 00 21 01",
    ):
        assert said in read.text
    assert str(read.root["/Lang"]) == "fr"
    assert read.reader.metadata.title == "Récépissé de votre demande"


def test_the_code_is_told_to_who_does_not_see_it(published, facts, city_context, tagged):
    read = tagged(paper("en").form(published["acte-naissance"], context=city_context, facts=facts).pdf)
    version = published["acte-naissance"].version
    assert read.alternatives == [
        f"Code to scan: address of the procedure online, form acte-naissance, version {version}"
    ]
    assert str(read.root["/Lang"]) == "en"
