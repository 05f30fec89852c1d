"""The page of one task."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import Response, flash, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

import forms.entries
from app import page_form
from app.actions.attach_file import Posted, attach_files
from app.actions.claim_task import claim_task
from app.actions.open_follow_up import answer_case
from app.actions.reveal_identity import reveal_identity
from app.actions.save_task_draft import save_task_draft
from app.actions.see_mentions import see_mentions
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.inbox.next_step import what_happens_next
from app.inbox.task_page import task_page
from app.office import current_office
from app.redirects import see_other
from app.security.authorize import require_visible
from app.security.login import current_actor, requires, show_identity
from app.times import clock_time
from forms.errors import FieldErrors
from forms.fields import Field
from forms.schema import Form
from persistence import task_reading

REASON = page_form.load(SCHEMAS, "identitas")
NOTE = page_form.load(SCHEMAS, "catatan")
Page = str | AnyResponse | tuple[str, int]


@bp.get("/<uuid:task_id>")
@requires("staff", "supervisor")
def task(task_id: UUID) -> Page:
    """Show a task."""
    return show_task(task_id)


@bp.post("/<uuid:task_id>")
@requires("staff")
def complete(task_id: UUID) -> Page:
    """Complete a task; what is wrong is shown with everything kept."""
    office, actor = current_office(), current_actor()
    try:
        raw = attach_files(office, actor, task_id, page_form.posted(), _posted_files())
        completed = answer_case(office, actor, task_id, raw, command_id(task_id, "selesai"))
    except FieldErrors as refused:
        claim_task(office, actor, task_id)
        save_task_draft(office, actor, task_id, forms.entries.posted(refused.values))
        return show_task(task_id, refused), 422
    flash(what_happens_next(completed), "success")
    return see_other(url_for("inbox.tasks"))


@bp.post("/<uuid:task_id>/draf")
@requires("staff")
def save_draft(task_id: UUID) -> Response:
    """Keep what has been filled in so far; form.js shows the time."""
    saved_at = save_task_draft(current_office(), current_actor(), task_id, page_form.posted())
    return jsonify(saved_at=clock_time(saved_at))


@bp.post("/<uuid:task_id>/identitas")
@requires("staff")
def identity(task_id: UUID) -> Page:
    """Show who the reporter is, once a reason has been written down."""
    try:
        reason = page_form.answers(REASON)["alasan_membuka"]
    except FieldErrors as refused:
        return show_task(task_id, reason=refused), 422
    reveal_identity(current_office(), current_actor(), task_id, reason, command_id(task_id, "identitas"))
    show_identity(task_id)
    return see_other(url_for("inbox.task", task_id=task_id, _anchor="kelengkapan"))


@bp.get("/<uuid:task_id>/diagram.bpmn")
@requires("staff", "supervisor")
def diagram(task_id: UUID) -> Response:
    """Send the diagram of the version that the task's case follows."""
    office = current_office()
    with office.database.reading() as connection:
        found = require_visible(current_actor(), task_reading.read_for_completion(connection, task_id))
    response = Response(office.catalogue.diagram(found.case.sop_version_id).xml, mimetype="application/xml")
    response.set_etag(found.sop_sha256)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response


def show_task(
    task_id: UUID,
    refused: FieldErrors | None = None,
    *,
    reason: FieldErrors | None = None,
    note: FieldErrors | None = None,
) -> str:
    """Show a task's page, with the form on it that was refused; whoever is named in a note has now seen it."""
    office, actor = current_office(), current_actor()
    page = task_page(office, actor, task_id, refused, request.args.get("awal", ""))
    if page.discussion.has_news:
        see_mentions(office, actor, page.found.case.id)
    asked, noted = _small_form(REASON, reason), _small_form(NOTE, note)
    return render_template("inbox/task.html", page=page, reason=asked, note=noted, command=uuid4())


def _small_form(form: Form, refused: FieldErrors | None) -> tuple[Field, ...]:
    return page_form.shown(form, refused.values, errors=refused.errors) if refused else page_form.shown(form)


def _posted_files() -> list[Posted]:
    """Return the files of this request; a browser sends an empty one where none was chosen."""
    return [Posted(name, file.filename, file.read()) for name, file in request.files.items(multi=True) if file.filename]
