"""The only place where validators are made: one dialect, one list of formats, nothing fetched, linear patterns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guichet_validate.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jsonschema_rs

# Formats the library would assert by itself, each in its own way: an unknown format is an annotation for us.
_UNASSERTED = (
    *("date-time", "time", "duration", "idn-email", "hostname", "idn-hostname", "ipv4", "ipv6", "uri"),
    *("uri-reference", "iri", "iri-reference", "uri-template", "json-pointer", "relative-json-pointer", "regex"),
)
_FORMATS = {**{name: lambda _: True for name in _UNASSERTED}, **FORMATS}


def build(
    schema: Any, *, resources: Mapping[str, Any] | None = None, assert_formats: bool = True
) -> jsonschema_rs.Draft202012Validator:
    """Return the compiled validator of a bundled schema; raises ValueError when it cannot be compiled.

    ``resources`` are further documents by their address, ``assert_formats`` false makes formats annotations: both for
    tests that hold the factory against schemas of others. Definitions need neither.
    """
    import jsonschema_rs  # noqa: PLC0415 - 15 ms that only who validates pays

    try:
        return jsonschema_rs.Draft202012Validator(
            schema,
            formats=_FORMATS if assert_formats else None,
            validate_formats=assert_formats,
            ignore_unknown_formats=True,
            # Most often empty, and offline: no reference ever leaves the document.
            registry=jsonschema_rs.Registry(list((resources or {}).items())),
            pattern_options=jsonschema_rs.RegexOptions(),
            offline=True,
        )
    except jsonschema_rs.ReferencingError as error:
        raise ValueError(str(error)) from None


def build_reference(schema: dict[str, Any]) -> Any:
    """Return a validator of the second library (``iter_errors``, ``is_valid``) with the same formats.

    It is the judge that answers are compared with when a definition is checked; never used in a request.
    """
    import jsonschema  # noqa: PLC0415 - 140 ms that only the comparison pays
    import referencing  # noqa: PLC0415

    checker = jsonschema.FormatChecker(formats=())
    for name, holds in FORMATS.items():
        checker.checks(name)(_tolerant(holds))
    return jsonschema.Draft202012Validator(schema, registry=referencing.Registry(), format_checker=checker)


def _tolerant(holds: Any) -> Any:
    def check(value: object) -> bool:
        return not isinstance(value, str) or holds(value)

    return check
