"""Keep a task's unfinished answers, so that a closed browser loses nothing."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import orjson

import forms.entries
import forms.schema
from app.actions.complete_task import Raw
from app.case_file import CaseFile, open_case
from app.errors import NotAllowed
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_owner, require_work
from persistence import task_reading, tasks

PLACE = "task-draft"


def save_task_draft(office: Office, actor: Actor, task_id: UUID, raw: Raw) -> datetime:
    """Save what the owner of a task has written so far; returns when.

    Raises Missing, TaskGone, TaskTaken or NotAllowed. A draft is no event: the journal does not mention it.
    """
    now = office.now()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id))
    require_owner(actor, found)
    case = open_case(office, found.case)
    form = forms.schema.load(case.diagram.sop.row(found.task.element_id).form)
    sealed = case.seal_text(orjson.dumps(forms.entries.clean(form, raw)).decode(), PLACE)
    with office.database.transaction() as connection:
        if actor.account_id is None or not tasks.save_draft(connection, task_id, actor.account_id, sealed, now):
            raise NotAllowed
    return now


def open_task_draft(case: CaseFile, sealed: bytes | None) -> dict[str, object] | None:
    """Open a saved draft. Raises WrongKey."""
    if sealed is None:
        return None
    values: dict[str, object] = orjson.loads(case.open_text(sealed, PLACE))
    return values
