"""Write an internal note on a case: read by colleagues who may open the case, never by the reporter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from app.actions import notices, steps
from app.actions.attempts import until_first
from app.actions.identity_in_text import contact_in, identity_rows, names_reporter
from app.actions.note_readers import NamesNobody, NamesSeveral, Reader, named_in, readers
from app.case_file import CaseFile, open_case
from app.errors import NotAllowed
from app.i18n import gettext
from app.office import Office
from app.page_form import refusal
from app.security.actor import Actor
from app.security.authorize import require_visible, works_on
from forms.errors import FieldErrors
from persistence import case_contents, cases, journal, mentions, task_reading, tasks
from persistence.task_reading import TaskInCase

FIELD = "catatan"


@dataclass(frozen=True)
class _Note:
    """A note that was judged; `named` are the readers whom it names."""

    found: TaskInCase
    case: CaseFile
    named: frozenset[int]


def write_note(office: Office, actor: Actor, task_id: UUID, text: str, command_id: UUID) -> None:
    """Write a note beside a task that this person works on or oversees, and tell whom it names.

    Raises Missing, NotAllowed once the case has ended, or FieldErrors for a name that nobody or several have, and
    for what would tell the readers who the reporter is.
    """
    until_first(lambda: _attempt(office, actor, task_id, text, command_id))


def _attempt(office: Office, actor: Actor, task_id: UUID, text: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = require_visible(actor, task_reading.read_for_completion(connection, task_id, command_id))
        if found.answered_seq is not None:
            return True
        note = _judged(office, connection, actor, found, text)
    entry = steps.person_entry(
        "note_written", actor, found.task, now, note=str(command_id), text=text, named=sorted(note.named)
    )
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        journal.append(connection, found.case.id, found.end, note.case.key, replace(entry, command_id=command_id))
        others = note.named - {actor.account_id}
        mentions.add(connection, command_id, found.case.id, others, actor.account_id or 0, now)
        for account_id in sorted(others):
            facts = {"number": found.case.number, "path": f"/tugas/laporan/{found.case.id}"}
            notices.to_account(office, connection, account_id, "mention", facts, now, case_id=found.case.id)
    return True


def _judged(office: Office, connection: Connection, actor: Actor, found: TaskInCase, text: str) -> _Note:
    if found.case.status != "running" or actor.account_id is None:
        raise NotAllowed
    case = open_case(office, found.case)
    named = _named(text, readers(connection, found.case.id))
    if kind := contact_in(text):
        raise _refused(gettext("Catatan ini memuat %(kind)s. Identitas seseorang tidak ditulis di sini.", kind=kind))
    if _knows_reporter(connection, actor, found, case):
        documents = case_contents.read(connection, found.case.id).documents
        if names_reporter(case, documents, text):
            raise _refused(gettext("Catatan ini menyebut pelapor. Tulislah “pelapor”, tanpa nama atau alamatnya."))
    return _Note(found, case, named)


def _knows_reporter(connection: Connection, actor: Actor, found: TaskInCase, case: CaseFile) -> bool:
    """Tell whether the SOP hands the reporter's identity to this person at some task of the case."""
    handed = identity_rows(case)
    return any(task.element_id in handed and works_on(actor, task) for task in tasks.of_case(connection, found.case.id))


def _named(text: str, readers: Sequence[Reader]) -> frozenset[int]:
    try:
        return named_in(text, readers)
    except NamesNobody as unknown:
        word = str(unknown)
        raise _refused(
            gettext("Tidak ada “%(name)s” di antara yang boleh membaca laporan ini.", name=word)
        ) from unknown
    except NamesSeveral as several:
        word = str(several)
        raise _refused(
            gettext("“%(name)s” dapat berarti beberapa orang. Tulis nama lengkapnya.", name=word)
        ) from several


def _refused(sentence: str) -> FieldErrors:
    return FieldErrors((refusal(FIELD, sentence),), {})
