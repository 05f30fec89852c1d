"""Whose a task is: claim it, or give it back."""

from __future__ import annotations

from uuid import UUID

from flask import flash, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.actions.claim_task import claim_task
from app.actions.release_task import release_task
from app.i18n import gettext
from app.inbox.blueprint import bp
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires


@bp.post("/<uuid:task_id>/ambil")
@requires("staff")
def claim(task_id: UUID) -> AnyResponse:
    """Claim a task and go on to it."""
    claim_task(current_office(), current_actor(), task_id)
    return see_other(url_for("inbox.task", task_id=task_id))


@bp.post("/<uuid:task_id>/lepas")
@requires("staff")
def release(task_id: UUID) -> AnyResponse:
    """Give a task back to its lane."""
    release_task(current_office(), current_actor(), task_id)
    flash(gettext("Tugas dikembalikan ke lajur. Draf isiannya tersimpan."), "success")
    return see_other(url_for("inbox.tasks"))
