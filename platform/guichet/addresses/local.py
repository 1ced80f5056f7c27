"""Addresses from the list of the city's streets, `lists/adresses.csv`: columns `voie`, `codePostal`, `commune`."""

import re
from collections.abc import Sequence

from guichet_render.seeking import Suggestion
from guichet_validate.addresses import LIST
from guichet_validate.functions import normalise
from guichet_validate.lists import Rows
from guichet_validate.model import Lookup
from guichet_validate.searching import best, labelled_rows

_STREETS = Lookup(LIST, "voie", "voie")
# «12», «12 bis», «12B»: what stands before the name of a street, which no list of streets knows.
_NUMBER = re.compile(r"([0-9]{1,4}(?: ?(?:bis|ter|quater|[a-d]))?)\b,? *(.*)", re.IGNORECASE)


def suggest(rows: Rows, query: str, most: int) -> Sequence[Suggestion]:
    """Return the streets that fit, each with the number that was typed before it."""
    match = _NUMBER.fullmatch(query)
    number, street = match.groups() if match else ("", query)
    if not normalise(street):
        return ()
    found, _ = best(labelled_rows(rows, _STREETS, {}), street, most)
    return tuple(_suggestion(f"{number} {row['voie']}".strip(), row) for row in found)


def _suggestion(line: str, row: object) -> Suggestion:
    cells = row if isinstance(row, dict) else {}
    postcode, city = cells.get("codePostal", ""), cells.get("commune", "")
    label = ", ".join(part for part in (line, f"{postcode} {city}".strip()) if part)
    return Suggestion(label, {"line1": line, "postcode": postcode, "city": city})
