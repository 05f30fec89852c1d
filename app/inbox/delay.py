"""The page on which somebody says why a task is late."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.explain_delay import NotLate, explain_delay
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.inbox.chosen import Chosen, chosen
from app.office import current_office
from app.redirects import see_other
from app.security.authorize import SUPERVISOR, require_hand_over
from app.security.login import current_actor, requires
from forms.errors import FieldErrors
from persistence import task_reading

FORM = page_form.load(SCHEMAS, "alasan_terlambat")
Page = str | AnyResponse | tuple[str, int]


@bp.get("/<uuid:task_id>/terlambat")
@requires("staff", "supervisor")
def ask_delay(task_id: UUID) -> Page:
    """Ask why a task is late."""
    return _page(_subject(task_id))


@bp.post("/<uuid:task_id>/terlambat")
@requires("staff", "supervisor")
def explain(task_id: UUID) -> Page:
    """Keep the reason."""
    subject = _subject(task_id)
    try:
        reason = page_form.answers(FORM)["alasan_terlambat"]
        explain_delay(current_office(), current_actor(), task_id, reason, command_id(task_id, "terlambat"))
    except FieldErrors as refused:
        return _page(subject, refused), 422
    except NotLate:
        error = page_form.refusal("alasan_terlambat", gettext("Waktu baku tugas ini belum habis."))
        return _page(subject, FieldErrors((error,), {"alasan_terlambat": reason})), 422
    flash(gettext("Alasan tersimpan dan terbaca oleh pengawas."), "success")
    if SUPERVISOR in current_actor().roles:
        return see_other(url_for("supervision.task_list", keadaan="terlambat"))
    return see_other(url_for("inbox.task", task_id=task_id))


def _subject(task_id: UUID) -> Chosen:
    """Read the task. Raises Missing, TaskGone, TaskTaken or NotAllowed."""
    office = current_office()
    with office.database.reading() as connection:
        found = task_reading.read_for_completion(connection, task_id, command_id(task_id, "terlambat"))
        found = require_hand_over(current_actor(), found)
        return chosen(office, found)


def _page(subject: Chosen, refused: FieldErrors | None = None) -> str:
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    fields = page_form.shown(FORM, values, errors=errors)
    return render_template("inbox/delay.html", subject=subject, fields=fields, command=uuid4())
