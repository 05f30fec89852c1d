"""The Kelengkapan documents of a case: every version kept, sealed with the case key."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Connection, ScalarSelect, bindparam, func, insert, select

from persistence.canonical import canonical, sha256_hex
from persistence.sealing import open_, seal
from persistence.tables import documents

_former = documents.alias("former")


def _newest(case_id: ColumnElement[UUID], type_: ColumnElement[str]) -> ScalarSelect[int]:
    former = _former.c.case_id == case_id, _former.c.type == type_
    return select(func.max(_former.c.version)).where(*former).scalar_subquery()


# Built once, for the hot path.
_new: dict[str, ColumnElement[Any]] = {
    column.name: bindparam(f"new_{column.name}", type_=column.type) for column in documents.c
}
_new["version"] = func.coalesce(_newest(_new["case_id"], _new["type"]), 0) + 1
_ADD = insert(documents).values(_new)


@dataclass(frozen=True)
class Document:
    """Hold a row of `documents`."""

    id: UUID
    case_id: UUID
    type: str
    version: int
    sealed: bytes
    sha256: str
    task_id: UUID | None
    created_at: datetime
    created_by: int | None


@dataclass(frozen=True)
class NewDocument:
    """Hold a document that is to become the next version of its type; `sha256` is that of the sealed bytes.

    The hash of the sealed bytes can be checked without a key, and nobody can guess a short answer from it once
    the key is gone.
    """

    id: UUID
    type: str
    sealed: bytes
    sha256: str


def seal_document(key: bytes, document_id: UUID, type_: str, content: Mapping[str, Any]) -> NewDocument:
    """Seal the answers of a document. Raises NotCanonical for a float."""
    sealed = seal(key, canonical(content), _place(document_id, type_))
    return NewDocument(document_id, type_, sealed, sha256_hex(sealed))


def open_document(key: bytes, document: Document) -> dict[str, Any]:
    """Read the answers of a document. Raises WrongKey or UnknownSeal."""
    content: dict[str, Any] = orjson.loads(open_(key, document.sealed, _place(document.id, document.type)))
    return content


def add(
    connection: Connection,
    case_id: UUID,
    new: Sequence[NewDocument],
    *,
    task_id: UUID | None,
    at: datetime,
    by: int | None,
) -> None:
    """Write the next versions of documents, in one statement.

    The case's version must have been moved first; it keeps two writers of one document apart.
    """
    if not new:
        return
    shared = {"new_case_id": case_id, "new_task_id": task_id, "new_created_at": at, "new_created_by": by}
    rows = [{f"new_{name}": value for name, value in vars(document).items()} | shared for document in new]
    connection.execute(_ADD, rows)


def latest(connection: Connection, case_id: UUID, types: Sequence[str]) -> dict[str, Document]:
    """Find the newest version of each of these documents that exists, by type."""
    newest = documents.c.version == _newest(documents.c.case_id, documents.c.type)
    rows = connection.execute(
        select(documents).where(documents.c.case_id == case_id, documents.c.type.in_(types), newest)
    )
    return {document.type: document for document in (Document(*row) for row in rows)}


def of_case(connection: Connection, case_id: UUID) -> list[Document]:
    """List all versions of all documents of a case, as they were written."""
    rows = select(documents).where(documents.c.case_id == case_id)
    order = (documents.c.created_at, documents.c.type, documents.c.version)
    return [Document(*row) for row in connection.execute(rows.order_by(*order))]


def _place(document_id: UUID, type_: str) -> bytes:
    return f"document/{document_id}/{type_}".encode()
