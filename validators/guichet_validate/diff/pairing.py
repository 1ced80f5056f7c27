"""Which field of one version is which of the other: by its pointer, or evidently renamed or moved."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guichet_validate.conditions import same
from guichet_validate.pointers import within

if TYPE_CHECKING:
    from guichet_validate.diff.resolved import Resolver
    from guichet_validate.model import Definition, Field


@dataclass(frozen=True, slots=True)
class Pairing:
    """The fields of two versions. ``added`` and ``removed`` name the outermost only; so does ``renamed``.

    ``pairs`` are all that stand in both, those inside what was renamed or moved included.
    """

    pairs: Sequence[tuple[Field, Field]]
    added: Sequence[Field]
    removed: Sequence[Field]
    renamed: Sequence[tuple[Field, Field]]

    def new_pointer(self, old: str) -> str:
        """Return where an old template stands now, as far as it was renamed or moved."""
        for before, after in self.renamed:
            if within(old, before.pointer):
                return after.pointer + old[len(before.pointer) :]
        return old

    def is_only_in_one(self, pointers: Sequence[str]) -> bool:
        """Tell whether all these (new) templates are inside what was added or removed."""
        outer = [field.pointer for field in (*self.added, *self.removed)]
        return bool(pointers) and all(any(within(pointer, above) for above in outer) for pointer in pointers)


def pair(old: Definition, new: Definition, resolvers: tuple[Resolver, Resolver]) -> Pairing:
    """Pair the fields of two definitions."""
    added = list(_outermost(new.fields, old.fields))
    removed = list(_outermost(old.fields, new.fields))
    renamed = list(_renamed(removed, added, resolvers))
    mapped = Pairing((), (), (), renamed)
    images = {pointer: mapped.new_pointer(pointer) for pointer in old.fields}
    return Pairing(
        [
            (field, new.fields[images[pointer]])
            for pointer, field in old.fields.items()
            if images[pointer] in new.fields
        ],
        list(_outermost(new.fields, set(images.values()))),
        list(_outermost({p: field for p, field in old.fields.items() if images[p] not in new.fields}, ())),
        renamed,
    )


def _outermost(fields: Mapping[str, Field], known: Container[str]) -> Iterator[Field]:
    """Yield the fields whose pointer is not known, without those inside another such."""
    outer = ""
    for pointer, field in fields.items():
        if pointer not in known and not (outer and within(pointer, outer)):
            outer = pointer
            yield field


def _renamed(
    removed: Sequence[Field], added: Sequence[Field], resolvers: tuple[Resolver, Resolver]
) -> Iterator[tuple[Field, Field]]:
    """Yield the evident pairs: the same field under another name, or the same name in another place; no doubt left."""
    left, come = list(removed), list(added)
    for likeness in (_is_same_but_name, _is_same_title, _is_same_elsewhere):
        found = []
        for before in left:
            likes = [after for after in come if likeness(before, after, resolvers)]
            rivals = [other for other in left if likes and likeness(other, likes[0], resolvers)]
            if len(likes) == 1 and len(rivals) == 1:
                found.append((before, likes[0]))
        yield from found
        left = [field for field in left if field not in [before for before, _ in found]]
        come = [field for field in come if field not in [after for _, after in found]]


def parent(field: Field) -> str:
    """Return the template of what a field stands in."""
    return field.pointer.rpartition("/")[0]


def _is_same_but_name(before: Field, after: Field, resolvers: tuple[Resolver, Resolver]) -> bool:
    return parent(before) == parent(after) and same(_node(before, resolvers[0]), _node(after, resolvers[1]))


def _is_same_title(before: Field, after: Field, _: tuple[Resolver, Resolver]) -> bool:
    title = before.node.get("title")
    together = parent(before) == parent(after) and before.kind == after.kind
    return together and isinstance(title, str) and title == after.node.get("title")


def _is_same_elsewhere(before: Field, after: Field, _: tuple[Resolver, Resolver]) -> bool:
    return before.name == after.name and _is_alike(before, after) and parent(before) != parent(after)


def _is_alike(before: Field, after: Field) -> bool:
    return before.kind == after.kind and before.node.get("title") == after.node.get("title")


def _node(field: Field, resolver: Resolver) -> Any:
    return resolver.piece(field.node)
