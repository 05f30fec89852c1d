"""The page on which whoever works on a task asks the reporter something."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import front_desk, page_form
from app.actions.ask_reporter import ask_reporter
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.inbox.chosen import Chosen, chosen
from app.office import current_office
from app.redirects import see_other
from app.security.authorize import require_open, require_work
from app.security.login import current_actor, requires
from forms.errors import FieldErrors
from persistence import task_reading

FORM = page_form.load(SCHEMAS, "pertanyaan")
Page = str | AnyResponse | tuple[str, int]


@bp.get("/<uuid:task_id>/tanya")
@requires("staff")
def question(task_id: UUID) -> Page:
    """Show the form of a question."""
    return _page(task_id)


@bp.post("/<uuid:task_id>/tanya")
@requires("staff")
def ask(task_id: UUID) -> Page:
    """Ask; what is wrong is shown with everything kept."""
    try:
        text = page_form.answers(FORM)["pertanyaan"]
        ask_reporter(current_office(), current_actor(), task_id, text, command_id(task_id, "tanya"))
    except FieldErrors as refused:
        return _page(task_id, refused), 422
    flash(gettext("Pertanyaan disimpan. Jawabannya akan muncul pada tugas ini."), "success")
    return see_other(url_for("inbox.task", task_id=task_id, _anchor="pesan"))


def _page(task_id: UUID, refused: FieldErrors | None = None) -> str:
    subject, is_at_desk = _subject(task_id)
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    fields = page_form.shown(FORM, values, errors=errors)
    return render_template("inbox/ask.html", subject=subject, fields=fields, is_at_desk=is_at_desk, command=uuid4())


def _subject(task_id: UUID) -> tuple[Chosen, bool]:
    """Read the task, and whether whoever asks stands at the front desk. Raises Missing, TaskGone or TaskTaken."""
    office, actor = current_office(), current_actor()
    with office.database.reading() as connection:
        found = require_work(actor, task_reading.read_for_completion(connection, task_id))
        require_open(actor, found)
        sop = office.catalogue.diagram(found.case.sop_version_id).sop
        return chosen(office, found), front_desk.inbox_of(sop, found.case.unit_id) in actor.inbox_keys
