"""The messages of a case beside a task: for the front desk all, for others their questions and the answers to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app import case_additions, conversation
from app.case_additions import Addition
from app.case_file import open_case
from app.conversation import Said
from app.inbox.blueprint import bp
from app.office import current_office
from app.security.actor import Actor
from app.security.authorize import works_on
from app.security.login import current_actor
from persistence import tasks
from persistence.task_reading import TaskInCase


@dataclass(frozen=True)
class Talk:
    """What the panel of messages shows; `has_unanswered` tells that a question of this task waits for the reporter."""

    said: tuple[Said, ...] = ()
    can_ask: bool = False
    has_unanswered: bool = False
    inbox_keys: frozenset[str] = frozenset()


@bp.app_context_processor
def _provide() -> dict[str, Callable[[TaskInCase], object]]:
    return {"talk_of": talk_of, "additions_of": additions_of}


def talk_of(found: TaskInCase) -> Talk:
    """Read the messages of a task's case, as far as this person may."""
    office, actor = current_office(), current_actor()
    if not works_on(actor, found.task) or found.case.sealed_key is None:
        return Talk()
    case = open_case(office, found.case)
    with office.database.reading() as connection:
        own = {task.id for task in tasks.of_case(connection, case.case_id) if works_on(actor, task)}
        said = conversation.of_staff(conversation.read(connection, case), own, actor.inbox_keys)
    return Talk(
        said=said,
        can_ask=_can_ask(actor, found),
        has_unanswered=any(one.row.task_id == found.task.id and one.is_unanswered for one in said),
        inbox_keys=actor.inbox_keys,
    )


def additions_of(found: TaskInCase) -> tuple[Addition, ...]:
    """Read the further evidence of a case for whoever works on an open task of it."""
    if found.task.state != "open" or found.case.sealed_key is None or not works_on(current_actor(), found.task):
        return ()
    office = current_office()
    with office.database.reading() as connection:
        return case_additions.read(connection, open_case(office, found.case))


def _can_ask(actor: Actor, found: TaskInCase) -> bool:
    is_free = found.task.owner_id is None or found.task.owner_id == actor.account_id or actor.takes_over(found.task)
    return found.task.state == "open" and found.case.status == "running" and is_free
