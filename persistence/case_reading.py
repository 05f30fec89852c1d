"""The one select in front of an action on a case as a whole."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, Uuid, bindparam, select

from persistence.cases import Case
from persistence.journal import START, Position
from persistence.tables import cases, journal
from persistence.task_reading import NO_COMMAND


@dataclass(frozen=True)
class CaseInJournal:
    """Hold a case with the end of its chain; `answered_seq` is the entry that the command has written already."""

    case: Case
    end: Position
    answered_seq: int | None


_last = journal.alias("last_entry")
_answer = journal.alias("answer")
_CASE_END = len(cases.c)
# Built once: putting such a select together costs as much as running it.
_CASE = (
    select(*cases.c, _last.c.entry_hash, _answer.c.seq)
    .select_from(cases)
    .outerjoin(_last, (_last.c.case_id == cases.c.id) & (_last.c.seq == cases.c.version))
    .outerjoin(_answer, _answer.c.command_id == bindparam("command_id", type_=Uuid()))
    .where(cases.c.id == bindparam("case_id", type_=Uuid()))
)


def read(connection: Connection, case_id: UUID, command_id: UUID = NO_COMMAND) -> CaseInJournal | None:
    """Find a case, the end of its chain and the answer to this command."""
    row = connection.execute(_CASE, {"case_id": case_id, "command_id": command_id}).one_or_none()
    if row is None:
        return None
    case = Case(*row[:_CASE_END])
    last_hash, answered_seq = row[_CASE_END:]
    return CaseInJournal(case, Position(case.version, last_hash) if last_hash else START, answered_seq)
