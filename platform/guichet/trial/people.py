"""The invented people of the made-up provider, and what it says of each."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

PEOPLE: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "zelie": {
            "sub": "made-up-zelie",
            "given_name": "Zélie Imaginaire",
            "family_name": "FICTIVE",
            "gender": "female",
            "birthdate": "1991-04-12",
            "birthplace": "78646",
            "birthcountry": "99100",
            "email": "zelie.fictive@example.fr",
        },
        # Born abroad, day and month unknown.
        "theophile": {
            "sub": "made-up-theophile",
            "given_name": "Théophile",
            "family_name": "INVENTÉ",
            "gender": "male",
            "birthdate": "1978-00-00",
            "birthplace": "",
            "birthcountry": "99352",
            "email": "theophile.invente@example.fr",
        },
        "capucine": {
            "sub": "made-up-capucine",
            "given_name": "Capucine",
            "family_name": "EXEMPLE",
            "gender": "female",
            "birthdate": "1969-11-30",
            "birthplace": "78646",
            "birthcountry": "99100",
            "email": "capucine.exemple@example.fr",
        },
        # The same person after her name has changed.
        "capucine-renamed": {
            "sub": "made-up-capucine",
            "given_name": "Capucine",
            "family_name": "EXEMPLE",
            "preferred_username": "MODÈLE",
            "gender": "female",
            "birthdate": "1969-11-30",
            "birthplace": "78646",
            "birthcountry": "99100",
            "email": "capucine.exemple@example.fr",
        },
    }
)
