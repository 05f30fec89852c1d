"""What the engine may know of a document: which one it is, its digest, and the fields that conditions read."""

import re
from collections.abc import Mapping
from typing import Final

from processes.errors import InvalidDocuments

FieldValue = str | int | bool | None
RoutedDocument = Mapping[str, FieldValue]

MAX_TEXT: Final = 200
# A number beyond this is not the same in every program that reads the state.
MAX_NUMBER: Final = 2**53
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_IDENTITY: Final = frozenset({"dokumen", "sha256"})


def check(
    documents: Mapping[str, RoutedDocument],
    outputs: tuple[str, ...],
    routing_fields: Mapping[str, frozenset[str]],
) -> None:
    """Raise InvalidDocuments unless these are exactly the documents that a row leaves, with nothing more in them.

    A routing field may be missing: not every row that writes a document asks for what a later decision reads.
    """
    if set(documents) != set(outputs):
        raise InvalidDocuments(f"The row leaves {sorted(outputs)}, not {sorted(documents)}")
    for name, document in documents.items():
        _check_document(name, document, routing_fields.get(name, frozenset()))


def _check_document(name: str, document: RoutedDocument, allowed: frozenset[str]) -> None:
    if unknown := set(document) - _IDENTITY - allowed:
        raise InvalidDocuments(f"No condition reads {sorted(unknown)} of {name}")
    document_id, digest = document.get("dokumen"), document.get("sha256")
    if not isinstance(document_id, str) or not 0 < len(document_id) <= MAX_TEXT:
        raise InvalidDocuments(f"{name} has no id")
    if not isinstance(digest, str) or not _SHA256.fullmatch(digest):
        raise InvalidDocuments(f"{name} has no SHA-256 digest in hexadecimal")
    for field, value in document.items():
        if not _is_field_value(value):
            raise InvalidDocuments(f"{name}[{field!r}] is no short text, whole number, yes or no")


def _is_field_value(value: object) -> bool:
    match value:
        case None | bool():
            return True
        case int():
            return abs(value) < MAX_NUMBER
        case str():
            return len(value) <= MAX_TEXT and value.isprintable()
        case _:
            return False
