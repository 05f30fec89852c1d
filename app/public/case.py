"""A citizen's case: how far it has come, its answer, and what she says to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4, uuid5

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.attach_file import Posted, attach_files
from app.actions.open_follow_up import answer_case
from app.attached_files import SHOWN
from app.i18n import gettext
from app.office import current_office
from app.public import case_page
from app.public.blueprint import bp
from app.redirects import see_other
from app.security.login import current_actor, grant_case
from forms.errors import FieldError, FieldErrors


@bp.get("/kasus/<uuid:case_id>")
def case(case_id: UUID) -> str:
    """Show a case to its reporter."""
    return _page(case_id)


@bp.post("/kasus/<uuid:case_id>")
def answer(case_id: UUID) -> Response | tuple[str, int]:
    """Take what the reporter says to the answer; where it is not solved, lead on to the case that goes on."""
    task_id = case_page.own_task(current_office(), current_actor(), case_id, request.form.get("tugas"))
    command_id = uuid5(task_id, request.form.get("perintah", ""))
    files = [Posted(field, file.filename or "", file.read()) for field, file in request.files.items(multi=True) if file]
    try:
        raw = attach_files(current_office(), current_actor(), task_id, page_form.posted(), files)
        done = answer_case(current_office(), current_actor(), task_id, raw, command_id)
    except FieldErrors as refused:
        return _page(case_id, refused.values, refused.errors), 422
    follow_up = case_page.follow_up_of(current_office(), done.case_id)
    if follow_up is not None:
        grant_case(follow_up.id)
        flash(gettext("Laporan Anda dilanjutkan dengan nomor baru. Simpanlah tanda terimanya."), "success")
        return see_other(url_for("public.receipt", case_id=follow_up.id))
    flash(gettext("Terima kasih, penilaian Anda sudah tersimpan."), "success")
    return see_other(url_for("public.case", case_id=done.case_id))


def _page(case_id: UUID, values: Mapping[str, Any] | None = None, errors: Sequence[FieldError] = ()) -> str:
    page = case_page.read(current_office(), current_actor(), case_id, values, errors)
    for linked in page.linked:
        grant_case(linked.id)
    return render_template("public/case.html", page=page, command=uuid4(), shown=SHOWN)
