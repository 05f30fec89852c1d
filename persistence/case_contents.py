"""What people wrote and attached in a case, in the one select that an action on a task has left for it."""

from dataclasses import dataclass
from operator import attrgetter
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, cast, func, null, select, union_all

from persistence.attachments import Attachment
from persistence.documents import Document
from persistence.tables import attachments, documents

_former = documents.alias("former")
_newest = select(func.max(_former.c.version)).where(
    _former.c.case_id == documents.c.case_id, _former.c.type == documents.c.type
)
_case_id = bindparam("case_id", type_=Uuid())
_file = attachments.c

# Both kinds in one shape, built once; only a file has a media type.
_CONTENTS = union_all(
    select(
        *documents.c,
        *(
            cast(null(), column.type).label(column.name)
            for column in (_file.media_type, _file.storage_name, _file.draft_id, _file.pages)
        ),
    ).where(documents.c.case_id == _case_id, documents.c.version == _newest.scalar_subquery()),
    select(
        _file.id,
        _file.case_id,
        _file.field,
        _file.size,
        _file.name_sealed,
        _file.sha256,
        _file.task_id,
        _file.created_at,
        _file.created_by,
        _file.media_type,
        _file.storage_name,
        _file.draft_id,
        _file.pages,
    ).where(_file.case_id == _case_id),
)


@dataclass(frozen=True)
class CaseContents:
    """Hold the newest version of each document, by type, and the files without their content, oldest first."""

    documents: dict[str, Document]
    files: list[Attachment]


def read(connection: Connection, case_id: UUID) -> CaseContents:
    """Read what a case holds."""
    newest, files = {}, []
    for id_, case, kind, number, sealed, sha256, task_id, at, by, media_type, *rest in connection.execute(
        _CONTENTS, {"case_id": case_id}
    ):
        if media_type is None:
            newest[kind] = Document(id_, case, kind, number, sealed, sha256, task_id, at, by)
        else:
            storage_name, draft_id, pages = rest
            file = (id_, case, task_id, draft_id, kind, sealed, media_type, number, sha256, storage_name, at, by, pages)
            files.append(Attachment(*file))
    return CaseContents(newest, sorted(files, key=attrgetter("created_at", "id")))
