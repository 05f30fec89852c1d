"""What a reporter has added to her case since she sent it: further evidence, with its date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app.attached_files import as_choices
from app.case_file import CaseFile
from forms.choices import Choice
from persistence import attachments, documents
from persistence.attachments import Attachment
from persistence.documents import open_document

# The type under which each addition is kept as one more version, and the field under which its files lie.
EVIDENCE, FIELD = "bukti_tambahan", "bukti"


@dataclass(frozen=True)
class Addition:
    """Evidence that came later, with what the reporter wrote about it."""

    at: datetime
    text: str
    files: tuple[Choice, ...]


def read(connection: Connection, case: CaseFile) -> tuple[Addition, ...]:
    """Open all further evidence of a case, oldest first. Raises WrongKey."""
    rows = [each for each in documents.of_case(connection, case.case_id) if each.type == EVIDENCE]
    if not rows:
        return ()
    files = [file for file in attachments.of_case(connection, case.case_id) if file.field == FIELD]
    return tuple(_addition(case, open_document(case.key, row), row.created_at, files) for row in rows)


def _addition(case: CaseFile, content: Mapping[str, Any], at: datetime, files: list[Attachment]) -> Addition:
    named = [file for file in files if str(file.id) in content.get(FIELD, ())]
    return Addition(at, str(content.get("keterangan", "")), as_choices(case.key, named))
