"""Further evidence that a reporter adds while her case runs."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.add_evidence import add_evidence
from app.i18n import gettext
from app.office import current_office
from app.public import posted
from app.public.blueprint import SCHEMAS, bp
from app.public.reporters_ways import followed, require, ways_of
from app.redirects import see_other
from app.security.login import current_actor
from forms.errors import FieldErrors

FORM = page_form.load(SCHEMAS, "bukti")


@bp.get("/kasus/<uuid:case_id>/bukti")
def evidence(case_id: UUID) -> str:
    """Ask for files."""
    return _page(case_id)


@bp.post("/kasus/<uuid:case_id>/bukti")
def add_to_case(case_id: UUID) -> Response | tuple[str, int]:
    """Keep the files with the case."""
    command = posted.command_id(case_id, "bukti")
    try:
        add_evidence(
            current_office(), current_actor(), case_id, FORM, page_form.posted(), posted.files(), command_id=command
        )
    except FieldErrors as refused:
        return _page(case_id, refused), 422
    flash(gettext("Bukti tambahan sudah kami terima."), "success")
    return see_other(url_for("public.case", case_id=case_id))


def _page(case_id: UUID, refused: FieldErrors | None = None) -> str:
    office, actor = current_office(), current_actor()
    case = followed(office, actor, case_id)
    require(case, is_open=ways_of(actor, case).may_add_evidence)
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    fields = page_form.shown(FORM, values, {"attachments": ()}, errors)
    max_mb = office.settings.upload_max_mb
    return render_template("public/evidence.html", case=case, fields=fields, max_mb=max_mb, command=uuid4())
