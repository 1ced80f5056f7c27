"""The checkers of HTML that the journeys rely on find what is wrong in a page, and nothing in one that is sound."""

PAGE = (
    '<!DOCTYPE html>\n<html lang="fr">\n<head><meta charset="utf-8"><title>Été</title></head>\n<body>{}</body>\n</html>'
)


def test_both_checkers_find_what_is_wrong_and_say_in_which_page(html_findings):
    pages = {
        "sound": PAGE.format("<h1>Été</h1>\n<p>Voilà.</p>"),
        "nested": PAGE.format("<h1>Été</h1>\n<ul>\n<p>Voilà.</p>\n</ul>"),
        "heavy": PAGE.format(f"<h1>Été</h1>\n<p>{'a ' * 1_100_000}</p>\n<img src='a.png'>"),
    }
    found = html_findings({name: source.encode() for name, source in pages.items()})
    assert not [line for line in found if line.startswith("sound:")]
    assert [line for line in found if line.startswith("nested:6: element-permitted-content")]
    assert [line for line in found if line.startswith("nested:6: Element “p” not allowed as child of element “ul”")]
    assert [line for line in found if line.startswith("heavy:6: An “img” element must have an “alt” attribute")]
    assert [line for line in found if line.startswith("heavy:6: wcag/h37")]
