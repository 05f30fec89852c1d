"""Where somebody finds the notes that name her: a list above the inbox, and the way to each."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for
from werkzeug.wrappers import Response as AnyResponse

from app.errors import Missing
from app.inbox.blueprint import bp
from app.office import current_office
from app.redirects import see_other
from app.security.authorize import oversees, works_on
from app.security.login import current_actor, requires
from persistence import mentions, tasks
from persistence.mentions import Mention


@bp.get("/laporan/<uuid:case_id>")
@requires("staff", "supervisor")
def case(case_id: UUID) -> AnyResponse:
    """Go on to the newest task of a case that this person sees, an open one before all others."""
    actor = current_actor()
    with current_office().database.reading() as connection:
        every = tasks.of_case(connection, case_id)
    seen = [task for task in every if works_on(actor, task) or oversees(actor, task)]
    newest = max(seen, key=lambda task: (task.state == "open", task.opened_at), default=None)
    if newest is None:
        raise Missing
    return see_other(url_for("inbox.task", task_id=newest.id, _anchor="catatan"))


@bp.context_processor
def _mentions() -> dict[str, Any]:
    """Let the pages of the inbox ask for the notes that name their reader; others cost nothing."""
    return {"unseen_mentions": _unseen}


def _unseen() -> list[Mention]:
    account_id = current_actor().account_id
    if account_id is None:
        return []
    with current_office().database.reading() as connection:
        return mentions.unseen(connection, account_id)
