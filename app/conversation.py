"""What the office and a reporter have written to each other in a case, opened for reading."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection

from app.attached_files import as_choices
from app.case_file import CaseFile
from forms.choices import Choice
from persistence import accounts, attachments, messages
from persistence.attachments import Attachment
from persistence.messages import TO_OFFICE, TO_REPORTER, UNANSWERED, CaseMessage

# The field under which a file of a message lies among the attachments of its case.
FIELD = "lampiran_pesan"


@dataclass(frozen=True)
class Said:
    """One message; `note` is the other wording in which it was passed on, or the reason why it was not.

    `author` is empty for the reporter, who is never named.
    """

    id: UUID
    row: CaseMessage
    text: str
    note: str
    files: tuple[Choice, ...]
    author: str
    handler: str

    @property
    def is_reporters(self) -> bool:
        """Tell whether the reporter wrote it."""
        return self.row.direction == TO_OFFICE

    @property
    def is_question(self) -> bool:
        """Tell whether it was asked for the sake of a task."""
        return self.row.direction == TO_REPORTER and self.row.task_id is not None

    @property
    def is_unanswered(self) -> bool:
        """Tell whether it is a question that nobody has answered or refused yet."""
        return self.is_question and self.row.state in UNANSWERED

    @property
    def words(self) -> str:
        """Return what the reporter reads."""
        return self.note if self.note and self.row.state != "refused" else self.text

    @property
    def read_at(self) -> datetime:
        """Return since when the reporter has been able to read it."""
        return self.row.handled_at or self.row.created_at


def sealed(case: CaseFile, message_id: UUID, text: str, files: Sequence[str] = ()) -> bytes:
    """Seal what somebody wrote, with the ids of the files that come with it."""
    return case.seal_text(orjson.dumps({"teks": text, "berkas": list(files)}).decode(), _place(message_id))


def sealed_note(case: CaseFile, message_id: UUID, text: str) -> bytes:
    """Seal the other wording of a message, or the reason why it is not passed on."""
    return case.seal_text(text, _note_place(message_id))


def read(connection: Connection, case: CaseFile) -> tuple[Said, ...]:
    """Open every message of a case, oldest first. Raises WrongKey."""
    rows = messages.of_case(connection, case.case_id)
    if not rows:
        return ()
    people = {row.author_id for row in rows} | {row.handled_by for row in rows}
    names = accounts.names(connection, {each for each in people if each is not None})
    files = [file for file in attachments.of_case(connection, case.case_id) if file.field == FIELD]
    return tuple(opened(case, row, names, files) for row in rows)


def opened(case: CaseFile, row: CaseMessage, names: Mapping[int, str], files: Sequence[Attachment] = ()) -> Said:
    """Open one message. Raises WrongKey."""
    content: Mapping[str, Any] = orjson.loads(case.open_text(row.sealed, _place(row.id)))
    note = case.open_text(row.sealed_note, _note_place(row.id)) if row.sealed_note else ""
    named = as_choices(case.key, [file for file in files if str(file.id) in content["berkas"]])
    author, handler = names.get(row.author_id or 0, ""), names.get(row.handled_by or 0, "")
    return Said(row.id, row, content["teks"], note, named, author, handler)


def of_reporter(said: Sequence[Said]) -> tuple[Said, ...]:
    """Return what the reporter reads: her own messages, and those of the office that were passed on to her."""
    return tuple(each for each in said if each.is_reporters or each.row.state in {"forwarded", "answered"})


def of_staff(said: Sequence[Said], own_tasks: Container[UUID], inbox_keys: Container[str]) -> tuple[Said, ...]:
    """Return what somebody of the office reads: all at the front desk, else her questions with their answers.

    What the reporter wrote of her own accord reaches those beside the front desk once it is passed on.
    """
    asked = {each.id for each in said if each.row.task_id in own_tasks}
    return tuple(
        each
        for each in said
        if each.row.inbox_key in inbox_keys
        or each.id in asked
        or each.row.reply_to in asked
        or (each.is_reporters and each.row.state == "forwarded")
    )


def _place(message_id: UUID) -> str:
    return f"message/{message_id}"


def _note_place(message_id: UUID) -> str:
    return f"message-note/{message_id}"
