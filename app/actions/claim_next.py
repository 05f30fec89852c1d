"""Claim the most urgent task that is still free; however many ask at once, each gets another one."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.actions.claim_task import claim_task
from app.case_file import open_case
from app.errors import Erased, Missing, NotAllowed, TaskGone, TaskTaken
from app.office import Office
from app.security.actor import Actor
from persistence import cases, claimable, journal, tasks
from persistence.database import DatabaseBusy
from persistence.journal import JournalEntry

# Somebody who is always second takes another look; each look finds fewer free tasks, for others have claimed them.
LOOKS, CANDIDATES = 20, 20


def claim_next(office: Office, actor: Actor, command_id: UUID) -> UUID | None:
    """Claim the most urgent free task of this person's lanes and return it, or nothing where none is free.

    The same command again gives the same task, as long as it is hers. Others who ask at this moment want the same
    task; whoever is second tries the following one. Raises NotAllowed or DatabaseBusy.
    """
    if actor.account_id is None:
        raise NotAllowed
    for _ in range(LOOKS):
        with office.database.reading() as connection:
            entry = journal.find_command(connection, command_id)
            before = _still_hers(office, connection, actor, entry) if entry else None
            candidates = claimable.most_urgent(connection, actor.inbox_keys, office.now(), CANDIDATES)
        if before or not candidates:
            return before
        # A page that was left open and pressed again later, when its first task is done, asks for another one.
        command = None if entry else command_id
        claimed = next((task_id for task_id in candidates if _is_claimed(office, actor, task_id, command)), None)
        if claimed:
            return claimed
    raise DatabaseBusy


def _is_claimed(office: Office, actor: Actor, task_id: UUID, command_id: UUID | None) -> bool:
    try:
        claim_task(office, actor, task_id, command_id)
    except (TaskTaken, TaskGone, Missing, Erased):
        return False
    except IntegrityError:
        # The same command, sent twice, has just claimed another task; the next look finds which.
        return False
    return True


def _still_hers(office: Office, connection: Connection, actor: Actor, entry: JournalEntry) -> UUID | None:
    """Find the task that a command has claimed, if it is still this person's to do."""
    case = cases.read(connection, entry.case_id) if entry.case_id else None
    if case is None:
        return None
    task_id = UUID(journal.open_payload(entry, open_case(office, case).key)["task"])
    task = tasks.read(connection, task_id)
    is_hers = task is not None and task.state == "open" and task.owner_id == actor.account_id
    return task_id if is_hers else None
