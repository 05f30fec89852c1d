"""What lies on an operator's desk: complaints that she is recording, and those that she has recorded."""

from __future__ import annotations

from flask import render_template

from app.desk.blueprint import bp
from app.desk.drafts import places
from app.desk.earlier import earlier_cases
from app.desk.receipt import can_hand_out
from app.office import current_office
from app.security.login import current_actor
from persistence import cases

MOST_RECORDED = 20


@bp.get("/")
def overview() -> str:
    """Show the desk."""
    office, actor = current_office(), current_actor()
    with office.database.reading() as connection:
        found = cases.recorded_by(connection, actor.account_id or 0, MOST_RECORDED)
        recorded = earlier_cases(office, connection, actor, found)
    return render_template(
        "desk/overview.html",
        places=[place for place in places(office, actor) if place.saved_at],
        recorded=recorded,
        receipts={case.id for case in found if can_hand_out(actor, case, office.now())},
    )
