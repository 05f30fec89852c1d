"""Who may do what with a case and its tasks; whatever is not allowed here is refused."""

from __future__ import annotations

from collections.abc import Iterable

from app.errors import LoginRequired, Missing, NotAllowed, TaskGone, TaskTaken
from app.security.actor import Actor
from persistence.cases import Case
from persistence.task_reading import TaskInCase
from persistence.tasks import Task

ADMINISTRATOR = "administrator"
SUPERVISOR = "supervisor"


def follows(actor: Actor, case: Case) -> bool:
    """Tell whether this person is the case's reporter, by account or by the code of the receipt."""
    return case.id in actor.case_grants or (actor.is_logged_in and case.reporter_id == actor.account_id)


def owns(actor: Actor, case: Case) -> bool:
    """Tell whether a case stands in this person's own account; whoever only holds its code does not own it."""
    return actor.account_id is not None and case.reporter_id == actor.account_id


def sees_task(actor: Actor, task: Task, case: Case) -> bool:
    """Tell whether a task is in this person's lanes, or is the reporter's own."""
    return follows(actor, case) if task.is_reporters else works_on(actor, task)


def require_task(actor: Actor, found: TaskInCase | None) -> TaskInCase:
    """Return the task if this person may see it. Raises Missing: a foreign task is no more there than none."""
    if found is None or not sees_task(actor, found.task, found.case):
        raise Missing
    return found


def require_inbox(actor: Actor, inbox_key: str) -> None:
    """Check that this person works in an inbox, whatever waits in it. Raises LoginRequired or Missing."""
    require_role(actor, "staff")
    if inbox_key not in actor.inbox_keys:
        raise Missing


def sees_case(actor: Actor, tasks: Iterable[Task]) -> bool:
    """Tell whether some task of a case waits, or has waited, in an inbox of this member of staff."""
    return any(works_on(actor, task) for task in tasks)


def works_on(actor: Actor, task: Task) -> bool:
    """Tell whether a task waits, or waited, in an inbox of this member of staff."""
    return not task.is_reporters and task.inbox_key in actor.inbox_keys


def oversees(actor: Actor, task: Task) -> bool:
    """Tell whether this person may look at how a task of staff goes, without its documents."""
    return not task.is_reporters and SUPERVISOR in actor.roles


def directs(actor: Actor, task: Task) -> bool:
    """Tell whether this person may hand a task over that is somebody else's: she oversees it, or leads its lane."""
    return oversees(actor, task) or (works_on(actor, task) and task.lane in actor.led_lanes)


def require_visible(actor: Actor, found: TaskInCase | None) -> TaskInCase:
    """Return a task of staff to whoever works on it or oversees it. Raises Missing."""
    if found is None or not (works_on(actor, found.task) or oversees(actor, found.task)):
        raise Missing
    return found


def require_work(actor: Actor, found: TaskInCase | None) -> TaskInCase:
    """Return a task that waits in an inbox of this member of staff. Raises Missing."""
    if found is None or not works_on(actor, found.task):
        raise Missing
    return found


def require_still_open(found: TaskInCase) -> None:
    """Check that a task is open, whoever has it. Raises TaskGone."""
    if found.task.state != "open":
        raise TaskGone(found.closed_by_name or "", found.task.closed_at)


def require_open(actor: Actor, found: TaskInCase) -> None:
    """Check that a task is open, and not somebody else's for whom this person does not stand in.

    Raises TaskGone or TaskTaken.
    """
    task = found.task
    require_still_open(found)
    if task.owner_id not in {None, actor.account_id} and not actor.takes_over(task):
        raise TaskTaken(found.owner_name or "", task.claimed_at)


def require_owner(actor: Actor, found: TaskInCase) -> None:
    """Check that an open task is this person's own. Raises TaskGone, TaskTaken or NotAllowed."""
    require_open(actor, found)
    if found.task.owner_id != actor.account_id:
        raise NotAllowed


def require_hand_over(actor: Actor, found: TaskInCase | None) -> TaskInCase:
    """Return an open task of staff to whoever may hand it over: its owner, who leads its lane, or a supervisor.

    Who stands in for the owner may do so too, and whoever repeats a command that was carried out is let through.
    Raises Missing, TaskGone, TaskTaken or NotAllowed.
    """
    found = require_visible(actor, found)
    if found.answered_seq is not None:
        return found
    if directs(actor, found.task):
        require_still_open(found)
        return found
    require_open(actor, found)
    if found.task.owner_id != actor.account_id and not actor.takes_over(found.task):
        raise NotAllowed
    return found


def sees_identity(actor: Actor, task: Task) -> bool:
    """Tell whether the owner of a task has given a reason, in this session, to see who the reporter is."""
    return task.id in actor.revealed_tasks and task.owner_id is not None and task.owner_id == actor.account_id


def require_follower(actor: Actor, case: Case | None) -> Case:
    """Return the case if this person is its reporter. Raises Missing."""
    if case is None or not follows(actor, case):
        raise Missing
    return case


def require_appointing(actor: Actor) -> None:
    """Check that this person may name substitutes, in her own right: a substitute names nobody. Raises NotAllowed."""
    if actor.role not in {SUPERVISOR, ADMINISTRATOR}:
        raise NotAllowed


def require_role(actor: Actor, *roles: str) -> None:
    """Check that somebody has logged in, in one of these roles.

    Raises LoginRequired, or Missing, so that a page for others does not show that it exists.
    """
    if not actor.is_logged_in:
        raise LoginRequired
    if actor.roles.isdisjoint(roles):
        raise Missing
