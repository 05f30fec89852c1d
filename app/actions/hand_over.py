"""Hand a task over: to a colleague who works in its inbox, or back to the lane, for a reason that both can read."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import Connection

from app.actions import notices, steps
from app.actions.attempts import until_first
from app.case_file import open_case
from app.office import Office
from app.security.actor import Actor, actor_of
from app.security.authorize import require_hand_over
from persistence import accounts, cases, journal, task_reading, tasks
from persistence.task_reading import TaskInCase


class NoSuchReceiver(Exception):
    """This account does not work in the task's inbox, or cannot log in any more."""


class AlreadyThere(Exception):
    """The task is where it is to be handed over to."""


def hand_over(
    office: Office, actor: Actor, task_id: UUID, receiver_id: int | None, reason: str, command_id: UUID
) -> str:
    """Make an open task the receiver's own, or nobody's, with its draft. Returns her name, or nothing for the lane.

    Its owner may do so, and a supervisor with every task of staff. A task that was put off is back at once.
    Raises Missing, TaskGone, TaskTaken, NotAllowed, NoSuchReceiver or AlreadyThere.
    """
    return until_first(lambda: _attempt(office, actor, task_id, receiver_id, reason, command_id))


def _attempt(
    office: Office, actor: Actor, task_id: UUID, receiver_id: int | None, reason: str, command_id: UUID
) -> str | None:
    now = office.now()
    with office.database.reading() as connection:
        found = task_reading.read_for_completion(connection, task_id, command_id)
        found = require_hand_over(actor, found)
        name = _receiver(office, connection, found, receiver_id)
    if found.answered_seq is not None:
        return name
    if found.task.owner_id == receiver_id:
        raise AlreadyThere
    case = open_case(office, found.case)
    entry = steps.person_entry(
        "task_handed_over", actor, found.task, now, **{"from": found.task.owner_id, "to": receiver_id, "reason": reason}
    )
    with office.database.transaction() as connection:
        if not cases.update_case(connection, found.case.id, found.case.version):
            return None
        tasks.reassign(connection, task_id, receiver_id, now)
        journal.append(connection, case.case_id, found.end, case.key, replace(entry, command_id=command_id))
        for kind, account_id in (("handed_over", receiver_id), ("handed_away", found.task.owner_id)):
            if account_id is not None and account_id != actor.account_id:
                facts = {"number": found.case.number, "path": f"/tugas/{task_id}"}
                notices.to_account(office, connection, account_id, kind, facts, now, found.case.id)
    return name


def _receiver(office: Office, connection: Connection, found: TaskInCase, receiver_id: int | None) -> str:
    """Return the receiver's name. Raises NoSuchReceiver."""
    if receiver_id is None:
        return ""
    account = accounts.read(connection, receiver_id)
    if account is None or not account.is_active:
        raise NoSuchReceiver
    if found.task.inbox_key not in actor_of(connection, account, office.today()).inbox_keys:
        raise NoSuchReceiver
    return account.name
