"""Record a complaint for a citizen who came, called or wrote: row 1, done by an operator's hand."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app import front_desk
from app.actions import submit_complaint
from app.actions.complete_task import Raw
from app.actions.submit_complaint import Sender, Submitted
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_inbox, sees_case
from persistence import cases, tasks
from persistence.cases import Case


def record_complaint(
    office: Office, actor: Actor, token: str, raw: Raw, sending: str, related_to: str = ""
) -> Submitted:
    """Turn an operator's draft, filled in as `raw`, into a case; `related_to` is the number of an earlier one.

    Raises Missing for whoever has no seat at the desk or names a case that she may not see, and FieldErrors.
    """
    require_inbox(actor, front_desk.inbox_in_force(office))
    sender = Sender(actor, by_staff=True, related_to=_related(office, actor, related_to) if related_to else None)
    try:
        return submit_complaint.submit(office, sender, token, raw, sending)
    except IntegrityError:
        # Somebody recorded the same outside number at this moment; judged again, it is refused by name.
        return submit_complaint.submit(office, sender, token, raw, sending)


def _related(office: Office, actor: Actor, number: str) -> Case:
    with office.database.reading() as connection:
        case = cases.read_by_number(connection, number.strip().upper())
        if case is None or not sees_case(actor, tasks.of_case(connection, case.id)):
            raise Missing
    return case
