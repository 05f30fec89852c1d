"""A task as it is named where something is about to be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.case_file import title_of
from app.office import Office
from persistence.task_reading import TaskInCase
from processes.sop import Row


@dataclass(frozen=True)
class Chosen:
    """One task in a few words; `owner` is empty while nobody has claimed it."""

    id: UUID
    number: str
    title: str
    row: Row
    owner_id: int | None
    owner: str
    due_at: datetime | None
    snoozed_until: datetime | None


def chosen(office: Office, found: TaskInCase) -> Chosen:
    """Name a task that this person may see."""
    case = found.case
    return Chosen(
        id=found.task.id,
        number=case.number,
        title=title_of(office, case.id, case.sealed_key, case.sealed_title),
        row=office.catalogue.diagram(case.sop_version_id).sop.row(found.task.element_id),
        owner_id=found.task.owner_id,
        owner=found.owner_name or "",
        due_at=found.task.due_at,
        snoozed_until=found.task.snoozed_until,
    )
