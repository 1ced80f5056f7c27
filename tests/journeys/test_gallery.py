"""Every widget in every state passes three checkers, on the narrowest telephone and enlarged, light and dark."""

import pytest

from guichet_render.gallery import specimens

WAYS = {
    "320 px": {"viewport": {"width": 320, "height": 800}},
    # What is left of 1280 px to a page shown twice as large.
    "200 %, dark": {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2, "color_scheme": "dark"},
}


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_widget_in_every_state_passes_the_checkers(visitor, html_findings, lang):
    findings, seen = [], {}
    for way, options in WAYS.items():
        person = visitor(**options)
        person.open(f"/language/{lang}?next=/demo/galerie").look("galerie")
        for name in specimens():
            person.open(f"/demo/galerie/{name}").look(name)
        findings += [*person.violations, *person.complaints]
        seen |= {f"{way}-{name}".replace(" ", "-"): source for name, source in person.seen.items()}
    findings += html_findings(seen)
    assert not findings, "\n".join(findings)


def test_the_gallery_says_the_language_that_was_chosen(visitor):
    person = visitor()
    person.open("/language/en?next=/demo/galerie/text")
    assert person.heading() == "Line of text"
