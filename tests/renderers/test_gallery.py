"""The gallery shows every widget there is, in states that are what they are called."""

import pytest

from guichet_render.gallery import specimens, states
from guichet_render.registry import WIDGETS

EVERY = sorted(specimens())


def test_every_widget_has_a_specimen():
    shown = {name.partition("-")[0] for name in EVERY} | set(EVERY)
    # A hidden helper is seen nowhere.
    assert set(WIDGETS) - shown == {"hidden"}


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("name", EVERY)
def test_its_states_differ_and_only_the_wrong_one_complains(page, name, lang):
    drawn = {one.state: one.fields for one in states(specimens()[name], lang)}
    assert len(set(drawn.values())) == len(drawn)
    for state, fields in drawn.items():
        page(fields).check()
        assert ('class="error"' in fields) == (state == "wrong")
    if "readonly" in drawn:
        assert "<input" not in drawn["readonly"]
