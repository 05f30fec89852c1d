"""The page on which a task is put off until a day."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.snooze_task import AfterDue, LateAlready, NotInFuture, PutOff, snooze_task, wake_task
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.inbox.chosen import Chosen, chosen
from app.office import current_office
from app.redirects import see_other
from app.security.authorize import require_owner, require_work
from app.security.login import current_actor, requires
from app.times import moment
from forms.errors import FieldErrors
from persistence import task_reading

FORM = page_form.load(SCHEMAS, "tunda")
Page = str | AnyResponse | tuple[str, int]


@bp.get("/<uuid:task_id>/tunda")
@requires("staff")
def ask_snooze(task_id: UUID) -> Page:
    """Ask until when a task waits."""
    return _page(_subject(task_id))


@bp.post("/<uuid:task_id>/tunda")
@requires("staff")
def do_snooze(task_id: UUID) -> Page:
    """Put a task off; a day after its due time is asked about once more."""
    try:
        given = page_form.answers(FORM)
        until = snooze_task(current_office(), current_actor(), task_id, _wanted(given), command_id(task_id, "tunda"))
    except FieldErrors as refused:
        return _page(_subject(task_id), refused), 422
    except (NotInFuture, LateAlready) as error:
        return _page(_subject(task_id), _refusal(error, given)), 422
    except AfterDue as late:
        return _page(_subject(task_id), FieldErrors((), given), late), 422
    flash(gettext("Tugas ditunda sampai %(until)s. Tenggatnya tetap.", until=moment(until)), "success")
    return see_other(url_for("inbox.tasks"))


@bp.post("/<uuid:task_id>/batal-tunda")
@requires("staff")
def wake(task_id: UUID) -> AnyResponse:
    """Take a task back before its day."""
    wake_task(current_office(), current_actor(), task_id)
    flash(gettext("Tugas tidak ditunda lagi."), "success")
    return see_other(url_for("inbox.task", task_id=task_id))


def _wanted(given: dict[str, str]) -> PutOff:
    day = date.fromisoformat(given["tanggal_kembali"])
    return PutOff(day, given.get("alasan_penundaan", ""), may_be_late="tetap" in request.form)


def _refusal(error: NotInFuture | LateAlready, given: dict[str, str]) -> FieldErrors:
    told = {
        NotInFuture: gettext("Pilih tanggal setelah hari ini."),
        LateAlready: gettext("Tugas ini sudah lewat tenggat. Tugas yang terlambat tidak dapat ditunda."),
    }
    return FieldErrors((page_form.refusal("tanggal_kembali", told[type(error)]),), given)


def _subject(task_id: UUID) -> Chosen:
    """Read the task. Raises Missing, TaskGone, TaskTaken or NotAllowed."""
    office = current_office()
    with office.database.reading() as connection:
        found = require_work(current_actor(), task_reading.read_for_completion(connection, task_id))
    require_owner(current_actor(), found)
    return chosen(office, found)


def _page(subject: Chosen, refused: FieldErrors | None = None, late: AfterDue | None = None) -> str:
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    fields = page_form.shown(FORM, values, errors=errors)
    return render_template("inbox/snooze.html", subject=subject, fields=fields, late=late, command=uuid4())
