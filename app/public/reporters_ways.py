"""What a reporter may still do with her case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from app.errors import CaseEnded, Missing
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_follower
from persistence import cases
from persistence.cases import Case


@dataclass(frozen=True)
class Ways:
    """The doors that stand open to whoever follows a case."""

    may_write: bool
    may_add_evidence: bool
    may_withdraw: bool
    may_correct: bool
    may_adopt: bool
    has_letter: bool


def ways_of(actor: Actor, case: Case) -> Ways:
    """Say what this person may do with a case that she follows."""
    is_running = case.status == "running"
    is_unanswered = is_running and case.answered_at is None
    return Ways(
        may_write=is_running,
        may_add_evidence=is_unanswered,
        may_withdraw=is_unanswered,
        may_correct=is_running and case.visibility != "anonim",
        may_adopt=actor.role == "citizen" and case.reporter_id is None and case.visibility != "anonim",
        has_letter=case.answered_at is not None,
    )


def followed(office: Office, actor: Actor, case_id: UUID) -> Case:
    """Read a case for its reporter. Raises Missing."""
    with office.database.reading() as connection:
        return require_follower(actor, cases.read(connection, case_id))


def require(case: Case, *, is_open: bool) -> None:
    """Check that a way stands open. Raises CaseEnded for one that has closed, Missing for one that never was."""
    if not is_open and case.visibility == "anonim" and case.status == "running" and case.answered_at is None:
        raise Missing
    if not is_open:
        raise CaseEnded(case.closed_at)
