"""Names as keys: what the database sorts by, and finds by, instead of a name in another table.

A key is the folded name and the id, so that equal names stay apart and a key stands for one row only. It is compared
byte by byte, which both databases do alike.
"""

import unicodedata

NONE = "~"  # Sorts after every letter and digit.
FOLDED = 32
PARENT_FOLDED = 20


def fold(name: str) -> str:
    """Write a name so that case, accents and spacing do not decide its place."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())[:FOLDED]


def name_key(name: str, row_id: int) -> str:
    """Make the key of a row that has this name."""
    return f"{fold(name)}|{row_id}"


def id_of(key: str) -> int | None:
    """Return the id of the row for which a key stands; none for NONE."""
    _, _, row_id = key.removesuffix("/").rpartition("|")
    return int(row_id) if row_id.isdecimal() else None


def category_key(name: str, row_id: int, parent: tuple[str, int] | None) -> str:
    """Make the key of a category, or of a sub-category of a parent (name, id); one parent's stand together."""
    if parent is None:
        return f"{_parent_key(name, row_id)}/"
    return f"{_parent_key(*parent)}/{fold(name)[:PARENT_FOLDED]}|{row_id}"


def within(key: str) -> tuple[str, str]:
    """Give the keys between which a category and all its sub-categories stand: from the first, below the second."""
    return key, key.removesuffix("/") + "0"  # The character after the stroke.


def _parent_key(name: str, row_id: int) -> str:
    return f"{fold(name)[:PARENT_FOLDED]}|{row_id}"
