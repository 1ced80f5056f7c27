"""The settings of an editor: the meta-schema for the definitions of this repository, without any connection.

Visual Studio Code follows the `$schema` of a document before any mapping of files, and a definition names the standard
address of JSON Schema. So the settings say what stands at that address: the meta-schema of definitions where the
document has `x-definition`, and nothing elsewhere. Inside one document it follows references by pointer only.
"""

from __future__ import annotations

import json
from typing import Any

from guichet_validate.checks.structure import schema_files

STANDARD = "https://json-schema.org/draft/2020-12/schema"
DEFINITIONS = "/definitions/*/*.json"
FRAGMENTS = ("/definitions/fragments/*.json", "/validators/guichet_validate/fragments/*.json")
# What no editor reads.
_DROPPED = frozenset({"$id", "$schema", "x-since"})


def page() -> str:
    """The settings, as JSON with one line a concept."""
    concepts = {
        name.removesuffix(".json"): _local(json.loads(content), name.removesuffix(".json"))
        for name, content in schema_files().items()
    }
    lines = ",\n".join(f'          "{name}": {_compact(schema)}' for name, schema in concepts.items())
    return f"""{{
  "json.schemas": [
    {{ "fileMatch": {_compact(FRAGMENTS)}, "url": "./validators/guichet_validate/schemas/field.json" }},
    {{
      "fileMatch": ["{DEFINITIONS}"],
      "url": "{STANDARD}",
      "schema": {{
        "if": {{ "required": ["x-definition"] }},
        "then": {{ "$ref": "#/$defs/definition" }},
        "$defs": {{
{lines}
        }}
      }}
    }}
  ]
}}
"""


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _local(value: Any, name: str) -> Any:
    """A schema whose references lead to the other concepts in the same document."""
    if isinstance(value, list):
        return [_local(item, name) for item in value]
    if not isinstance(value, dict):
        return value
    local = {key: _local(child, name) for key, child in value.items() if key not in _DROPPED or isinstance(child, dict)}
    reference = value.get("$ref")
    if isinstance(reference, str):
        file, _, pointer = reference.partition("#")
        local["$ref"] = f"#/$defs/{file.removesuffix('.json') or name}{pointer}"
    return local
