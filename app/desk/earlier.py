"""Earlier cases as the desk lists them: number, title, when, and how far they have come; never who reported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.actions.copy_reporter import handle_of
from app.case_file import title_of
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import works_on
from persistence import tasks
from persistence.cases import Case

ENDED = {"closed": "closed", "cancelled": "withdrawn"}


@dataclass(frozen=True)
class EarlierCase:
    """One line; `status` is a code of the badges, `task_id` a task of it on which this person works or has worked."""

    id: UUID
    number: str
    title: str
    submitted_at: datetime
    status: str
    visibility: str
    task_id: UUID | None
    place: str = ""
    is_same_place: bool = False


@dataclass(frozen=True)
class KnownCase:
    """An earlier case of somebody who was looked up; a confidential one is not told, or her number would tell of it."""

    handle: str
    case: EarlierCase | None


@dataclass(frozen=True)
class Known:
    """What the office knows of a contact; `kind` is empty where the text was none, `problem` says what is missing."""

    contact: str
    kind: str = ""
    cases: tuple[KnownCase, ...] = ()
    problem: str = ""


def earlier_cases(office: Office, connection: Connection, actor: Actor, found: Iterable[Case]) -> list[EarlierCase]:
    """Tell of cases what the desk may say."""
    return [_earlier(office, connection, actor, case) for case in found if case.sealed_key is not None]


def known_cases(office: Office, connection: Connection, actor: Actor, found: Iterable[Case]) -> list[KnownCase]:
    """Tell of the cases of a contact what the desk may say."""
    return [
        KnownCase(
            handle_of(office, actor, case.id),
            None if case.visibility == "rahasia" else _earlier(office, connection, actor, case),
        )
        for case in found
        if case.sealed_key is not None
    ]


def _earlier(office: Office, connection: Connection, actor: Actor, case: Case) -> EarlierCase:
    of_case = tasks.of_case(connection, case.id)
    sop = office.catalogue.diagram(case.sop_version_id).sop
    now_at = [sop.row(task.element_id).status for task in of_case if task.state == "open"]
    return EarlierCase(
        id=case.id,
        number=case.number,
        title=title_of(office, case.id, case.sealed_key, case.sealed_title),
        submitted_at=case.submitted_at,
        status=ENDED.get(case.status) or next(iter(now_at), "received"),
        visibility=case.visibility,
        task_id=next((task.id for task in of_case if works_on(actor, task)), None),
    )
