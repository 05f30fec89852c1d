"""A reporter corrects what she has written of herself."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.correct_own_data import correct_own_data, own_data
from app.case_file import open_case
from app.i18n import gettext
from app.office import Office, current_office
from app.public import posted
from app.public.blueprint import SCHEMAS, bp
from app.public.reporters_ways import followed, require, ways_of
from app.redirects import see_other
from app.security.authorize import owns
from app.security.login import current_actor
from forms.errors import FieldErrors
from persistence.cases import Case

FORM = page_form.load(SCHEMAS, "data_saya")


@bp.get("/kasus/<uuid:case_id>/data")
def own_data_form(case_id: UUID) -> str:
    """Show the form; only whoever has logged in sees what is stored."""
    return _page(case_id)


@bp.post("/kasus/<uuid:case_id>/data")
def correct(case_id: UUID) -> Response | tuple[str, int]:
    """Keep the corrected data as a new version."""
    try:
        given = page_form.answers(FORM)
        command = posted.command_id(case_id, "data")
        changed = correct_own_data(current_office(), current_actor(), case_id, given, command)
    except FieldErrors as refused:
        return _page(case_id, refused), 422
    said = gettext("Data Anda sudah dibetulkan.") if changed else gettext("Tidak ada yang berubah.")
    flash(said, "success" if changed else "info")
    return see_other(url_for("public.case", case_id=case_id))


def _page(case_id: UUID, refused: FieldErrors | None = None) -> str:
    office, actor = current_office(), current_actor()
    case = followed(office, actor, case_id)
    require(case, is_open=ways_of(actor, case).may_correct)
    is_owner = owns(actor, case)
    values, errors = (refused.values, refused.errors) if refused else (_known(office, case) if is_owner else {}, ())
    fields = page_form.shown(FORM, values, errors=errors)
    return render_template("public/own_data.html", case=case, fields=fields, is_owner=is_owner, command=uuid4())


def _known(office: Office, case: Case) -> dict[str, object]:
    """Return what is stored, for the account that wrote it; a code alone shows nobody's name and address."""
    with office.database.reading() as connection:
        stored = own_data(connection, open_case(office, case))
    return {name: stored[name] for name in FORM.properties if name in stored}
