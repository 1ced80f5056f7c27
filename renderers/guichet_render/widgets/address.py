"""The fields of an address under one title, which a suggestion can fill."""

from collections.abc import Mapping
from typing import Any

from guichet_render.language import Language
from guichet_render.widgets.group import Group
from guichet_validate.addresses import parts_of
from guichet_validate.model import Field


class Address(Group):
    name = "address"

    def facts(self, field: Field, language: Language) -> Mapping[str, Any]:  # noqa: ARG002
        return {"parts": parts_of(field)}


WIDGET = Address()
