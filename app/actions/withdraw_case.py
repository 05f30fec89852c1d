"""Withdraw a case: its reporter ends it where it stands, before it is answered."""

from __future__ import annotations

from uuid import UUID

from app.actions import case_step, notices, steps
from app.actions.add_evidence import require_unanswered
from app.actions.attempts import until_first
from app.case_file import open_case
from app.office import Office
from app.security.actor import Actor
from persistence import cases, tasks
from processes import engine
from processes.progress import Moment

STATUS = "cancelled"


def withdraw_case(office: Office, actor: Actor, case_id: UUID, reason: str, command_id: UUID) -> None:
    """End the reporter's case with every open task and timer; whoever works on it reads why.

    Raises Missing or CaseEnded.
    """
    until_first(lambda: _attempt(office, actor, case_id, reason, command_id))


def _attempt(office: Office, actor: Actor, case_id: UUID, reason: str, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        found = case_step.reporters_case(connection, actor, case_id, command_id)
        if found.answered_seq is not None:
            return True
        require_unanswered(found.case)
        owners = {task.owner_id for task in tasks.of_case(connection, case_id) if task.state == "open"} - {None}
    case = open_case(office, found.case)
    progress = engine.cancel(case.diagram, found.case.state, Moment(now, found.case.version + 1, case.calendar))
    entry = case_step.reporters_entry("case_withdrawn", actor, found.case, now, command_id, reason=reason)
    step = steps.step(entry, case, progress)
    changes = {**steps.case_changes(case, progress, {}), "status": STATUS, "closed_at": progress.at}
    with office.database.transaction() as connection:
        if not cases.update_case(connection, case_id, found.case.version, **changes):
            return None
        steps.write(connection, case, [step], found.end, entry.actor_id)
        for owner_id in owners:
            notices.to_account(
                office, connection, owner_id or 0, "withdrawn", {"number": found.case.number}, now, case_id
            )
    return True
