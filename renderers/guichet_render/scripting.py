"""What the script of a page says at the fields: the same texts for every step, so no page holds them."""

from guichet_render.language import Language
from guichet_render.widgets.file import LARGEST, kinds

__all__ = ["LARGEST", "texts"]

_TEXTS = (
    "updated", "update-failed",
    "count-left-one", "count-left-other", "count-over-one", "count-over-other",
    "files-unreadable", "files-reduced", "files-chosen",
    "point-searching", "point-found", "point-refused", "point-unknown",
)  # fmt: skip


def texts(code: str) -> dict[str, str]:
    """Return the texts in one language, by their names in the catalogue.

    The script puts the name of a file in the place of {name}, sizes in megabytes in those of {size} and {before}, a
    count in that of {n}, metres in that of {metres}.
    """
    language = Language(code)
    return {
        **{key: language(key) for key in _TEXTS},
        "file-too-large": language("file-too-large", size=language.size(LARGEST)),
        "file-wrong-kind": language("file-wrong-kind", kinds=kinds(language)),
    }
