"""The frozen model of one definition: identity, fields, steps, exits, rules, settings and document rules."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from guichet_validate.fragments import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from guichet_validate.kinds import DocumentKind
    from guichet_validate.plan import Plan

Kind = Literal["string", "integer", "number", "boolean", "object", "repeat", "choices", "file"]

NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Choice:
    """One option of a choice: its stable value and its node (title, translations)."""

    value: Any
    node: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One paper that a file field accepts; ``max_age`` is an ISO 8601 duration."""

    id: str
    kind: str | None
    node: Mapping[str, Any]
    max_age: str | None = None
    not_expired: bool = False


@dataclass(frozen=True, slots=True)
class DocumentSpec:
    """What ``x-document`` asks; ``holder`` points to the person the paper belongs to (``@/…`` from the row)."""

    accepts: tuple[Alternative, ...]
    holder: str | None = None
    reuse: bool = False
    verify: bool = False
    model: str | None = None

    def alternative(self, identifier: object) -> Alternative | None:
        """Return the alternative of that id; the only one there is when no id is given."""
        if identifier is None and len(self.accepts) == 1:
            return self.accepts[0]
        return next((accepted for accepted in self.accepts if accepted.id == identifier), None)


@dataclass(frozen=True, slots=True)
class Lookup:
    """The reference list whose column ``value`` holds the answer; ``filter`` maps columns to templates of answers."""

    list: str
    value: str
    label: str
    filter: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """One answer's place. ``pointer`` is a template (``/personnes/*/nom``); ``node`` is the schema behind it.

    ``node`` has its ``$ref`` resolved and merged (own title and ``x-`` keywords win); a repeat's ``node`` keeps its
    raw ``items`` and its ``children`` are the fields of one row, as an object's are its properties.
    ``required_always`` tells that the parent's own ``required`` names it. ``order`` is the place in the document.
    """

    pointer: str
    name: str
    kind: Kind
    node: Mapping[str, Any]
    widget: str
    children: tuple[Field, ...] = ()
    choices: tuple[Choice, ...] = ()
    read_only: bool = False
    computed: bool = False
    document: DocumentSpec | None = None
    lookup: Lookup | None = None
    required_always: bool = False
    format: str | None = None
    order: int = 0
    row_node: Mapping[str, Any] = field(default_factory=dict)
    # What every evaluation asks again: the children that are answered (all but the computed ones), and how many rows.
    answered: tuple[tuple[str, Field], ...] = field(init=False, repr=False)
    least: int = field(init=False, repr=False)
    most: int | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Read the node once for what is asked often."""
        answered = tuple((child.name, child) for child in self.children if not child.computed)
        object.__setattr__(self, "answered", answered)
        object.__setattr__(self, "least", self.limit("minItems", 0))
        most = self.limit("maxItems", -1)
        object.__setattr__(self, "most", most if most >= 0 else None)

    @property
    def row_pointer(self) -> str:
        """The template of one row of a repeat."""
        return f"{self.pointer}/*"

    @property
    def money(self) -> bool:
        """Whether the value is an amount in integer cents."""
        return self.widget == "money"

    @property
    def hidden(self) -> bool:
        """Whether the field is a computed helper, shown nowhere."""
        return self.widget == "hidden"

    def limit(self, keyword: str, default: int) -> int:
        """Return an integer keyword of the node such as ``maxItems``."""
        found = self.node.get(keyword, default)
        return int(found) if isinstance(found, int | float) and not isinstance(found, bool) else default

    def child(self, name: str) -> Field | None:
        """Return the child of that name."""
        return next((child for child in self.children if child.name == name), None)


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """An entry of a step: the template pointer of a field, with all below it."""

    pointer: str


@dataclass(frozen=True, slots=True)
class NoticeEntry:
    """An entry of a step: a notice, shown when ``condition`` holds on the whole answers (``None``: always)."""

    node: Mapping[str, Any]
    condition: Callable[[Any], bool] | None = None
    id: str | None = None

    def applies(self, answers: Any) -> bool:
        """Tell whether the notice is to be shown for these answers."""
        return self.condition is None or self.condition(answers)


Entry = FieldEntry | NoticeEntry


@dataclass(frozen=True, slots=True)
class Delay:
    """A promised delay (ISO 8601) that takes the place of the usual one where ``condition`` holds."""

    duration: str
    condition: Callable[[Any], bool]


@dataclass(frozen=True, slots=True)
class Step:
    """One page of the form; ``node`` is the raw JSON with its texts, ``fields`` the template pointers listed."""

    id: str
    node: Mapping[str, Any]
    entries: tuple[Entry, ...]
    fields: tuple[str, ...]
    review: bool = False


@dataclass(frozen=True, slots=True)
class Exit:
    """A stop screen: the person is not eligible. ``pointer`` is the place of ``x-exit``'s entry in the document."""

    id: str
    node: Mapping[str, Any]
    pointer: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A cross-field assertion. ``scope`` is the template it is asserted on: the root, a row or an object.

    ``at`` is an absolute template; ``reads`` are the templates the rule reads directly or through computed fields.
    """

    id: str
    node: Mapping[str, Any]
    scope: str
    at: str
    level: Literal["error", "warning"]
    reads: frozenset[str]
    pointer: str


@dataclass(frozen=True, slots=True)
class Setting:
    """A value a city tunes: its schema (with ``title``, ``default``)."""

    name: str
    node: Mapping[str, Any]
    default: Any = None


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """One version of one procedure, immutable; build it with ``guichet_validate.loading.load``.

    ``document`` is the bundled JSON document, which must not be changed. ``fields`` maps template pointers to every
    field at every depth, in document order.
    """

    id: str
    version: str
    state: str
    category: str
    service: str
    online: str
    access: str
    languages: tuple[str, ...]
    reference: str | None
    document: Mapping[str, Any]
    root: Field
    steps: tuple[Step, ...]
    exits: tuple[Exit, ...]
    rules: tuple[Rule, ...]
    settings: Mapping[str, Setting]
    fields: Mapping[str, Field]
    plan: Plan = field(repr=False)
    kinds: Mapping[str, DocumentKind] | None = None
    delays: tuple[Delay, ...] = ()
    _digest: list[str] = field(default_factory=list, repr=False)

    @property
    def digest(self) -> str:
        """The SHA-256 (hex) of the document's canonical form, found when it is first asked for."""
        if not self._digest:
            self._digest.append(digest(self.document))
        return self._digest[0]

    @property
    def language(self) -> str:
        """The default language."""
        return self.languages[0]

    @property
    def procedure(self) -> Mapping[str, Any]:
        """The node ``x-procedure``."""
        node: Mapping[str, Any] = self.document.get("x-procedure", NOTHING)
        return node

    @property
    def has_form(self) -> bool:
        """Whether requests can be made online: there is a step, and the procedure is live."""
        return bool(self.steps) and self.state == "live"

    @property
    def review_step(self) -> Step | None:
        """The step whose fields stand on the review page, if the definition has one."""
        return next((step for step in self.steps if step.review), None)

    def delay_for(self, answers: Any) -> str | None:
        """Return the delay promised for these answers (ISO 8601), ``None`` where nothing is promised."""
        usual = self.procedure.get("delay")
        found = next((delay.duration for delay in self.delays if delay.condition(answers)), usual)
        return found if isinstance(found, str) else None

    def step(self, step_id: str) -> Step | None:
        """Return the step of that id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def step_of(self, pointer: str) -> Step | None:
        """Return the step that lists the field at a template or concrete pointer, or an ancestor of it."""
        index = self.plan.step_index(pointer)
        return None if index is None else self.steps[index]

    def field_at(self, pointer: str) -> Field | None:
        """Return the field at a concrete or template pointer; inside a file or a choice, that field itself."""
        return self.plan.field_at(pointer)

    @property
    def lists(self) -> frozenset[str]:
        """The names of the reference lists that an evaluation reads."""
        return self.plan.lists

    def settings_with(self, overrides: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return every declared setting: the city's value where it is given, else the default."""
        defaults = self.plan.defaults
        return (
            {**defaults, **{name: overrides[name] for name in defaults if name in overrides}} if overrides else defaults
        )
