"""Internal notes beside a task: write one, withdraw one's own."""

from __future__ import annotations

from uuid import UUID

from flask import flash, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.withdraw_note import withdraw_note
from app.actions.write_note import FIELD, write_note
from app.i18n import gettext
from app.inbox.blueprint import bp, command_id
from app.inbox.task import NOTE, Page, show_task
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires
from forms.errors import FieldErrors


@bp.post("/<uuid:task_id>/catatan")
@requires("staff", "supervisor")
def note(task_id: UUID) -> Page:
    """Write a note; one that is refused comes back to be mended."""
    try:
        text = page_form.answers(NOTE)[FIELD]
        write_note(current_office(), current_actor(), task_id, text, command_id(task_id, "catatan"))
    except FieldErrors as refused:
        kept = FieldErrors(refused.errors, {FIELD: request.form.get(FIELD, "")})
        return show_task(task_id, note=kept), 422
    flash(gettext("Catatan disimpan."), "success")
    return _back(task_id)


@bp.post("/<uuid:task_id>/catatan/<uuid:note_id>/tarik")
@requires("staff", "supervisor")
def withdraw(task_id: UUID, note_id: UUID) -> AnyResponse:
    """Withdraw a note of one's own."""
    withdraw_note(current_office(), current_actor(), task_id, note_id)
    flash(gettext("Catatan ditarik. Isinya tetap ada dalam jurnal."), "success")
    return _back(task_id)


def _back(task_id: UUID) -> AnyResponse:
    return see_other(url_for("inbox.task", task_id=task_id, _anchor="catatan"))
