"""Everything compiled from one version that an evaluation needs; built once, never changed afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guichet_validate.pointers import ROW, is_index, split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from guichet_validate.model import Field


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The compiled parts of a definition. Private to this package: others ask the definition."""

    root: Field
    fields: Mapping[str, Field]
    step_by_entry: Mapping[str, int]

    def step_index(self, pointer: str) -> int | None:
        """Return the place of the step that lists this pointer or an ancestor of it."""
        parts = split(pointer)
        for length in (1, 2):
            found = self.step_by_entry.get("/" + "/".join(parts[:length]))
            if found is not None:
                return found
        return None

    def field_at(self, pointer: str) -> Field | None:
        """Return the field at a concrete or template pointer; a file or a choice for what is inside it."""
        here = self.root
        row = False
        for part in split(pointer):
            if here.kind in ("file", "choices"):
                return here
            if here.kind == "repeat" and not row:
                row = part == ROW or is_index(part)
                if not row:
                    return None
                continue
            row = False
            found = here.child(part)
            if found is None:
                return None
            here = found
        return here
