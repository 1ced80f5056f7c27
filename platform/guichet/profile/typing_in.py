"""What people type, in the one form in which it is kept."""

import unicodedata


def clean(value: str) -> str:
    """Return a typed value trimmed, in NFC, its spaces single and without control characters."""
    printable = "".join(letter if letter.isprintable() else " " for letter in value)
    return unicodedata.normalize("NFC", " ".join(printable.split()))
