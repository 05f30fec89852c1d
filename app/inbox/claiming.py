"""Whose a task is: claim it, or the most urgent one, or give it back."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from flask import flash, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.actions.claim_next import claim_next
from app.actions.claim_task import claim_task
from app.actions.release_task import release_task
from app.i18n import gettext
from app.inbox.blueprint import bp
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires

NEXT = UUID("6f0e1d0b-5f0a-4b8a-9a52-2f3b1f1d9c55")  # Names the presses of the one button that names no task.


@bp.post("/<uuid:task_id>/ambil")
@requires("staff")
def claim(task_id: UUID) -> AnyResponse:
    """Claim a task and go on to it."""
    claim_task(current_office(), current_actor(), task_id)
    return see_other(url_for("inbox.task", task_id=task_id))


@bp.post("/berikutnya")
@requires("staff")
def claim_most_urgent() -> AnyResponse:
    """Claim the most urgent free task and go on to it; where none is free, say so."""
    actor = current_actor()
    press = uuid5(NEXT, f"{actor.account_id}/{request.form.get('perintah') or uuid4()}")
    task_id = claim_next(current_office(), actor, press)
    if task_id is None:
        flash(gettext("Tidak ada lagi tugas yang dapat diambil di lajur Anda."), "info")
        return see_other(url_for("inbox.tasks"))
    return see_other(url_for("inbox.task", task_id=task_id))


@bp.post("/<uuid:task_id>/lepas")
@requires("staff")
def release(task_id: UUID) -> AnyResponse:
    """Give a task back to its lane."""
    release_task(current_office(), current_actor(), task_id)
    flash(gettext("Tugas dikembalikan ke lajur. Draf isiannya tersimpan."), "success")
    return see_other(url_for("inbox.tasks"))
