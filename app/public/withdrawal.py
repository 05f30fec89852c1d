"""A reporter withdraws her case before it is answered."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.withdraw_case import withdraw_case
from app.i18n import gettext
from app.office import current_office
from app.public import posted
from app.public.blueprint import SCHEMAS, bp
from app.public.reporters_ways import followed, require, ways_of
from app.redirects import see_other
from app.security.login import current_actor
from forms.errors import FieldErrors

FORM = page_form.load(SCHEMAS, "cabut")


@bp.get("/kasus/<uuid:case_id>/cabut")
def ask_to_withdraw(case_id: UUID) -> str:
    """Ask why, before a case is ended."""
    return _page(case_id)


@bp.post("/kasus/<uuid:case_id>/cabut")
def withdraw(case_id: UUID) -> Response | tuple[str, int]:
    """End the case."""
    try:
        reason = page_form.answers(FORM)["alasan_mencabut"]
    except FieldErrors as refused:
        return _page(case_id, refused), 422
    withdraw_case(current_office(), current_actor(), case_id, reason, posted.command_id(case_id, "cabut"))
    flash(gettext("Laporan Anda sudah dicabut dan tidak diproses lagi."), "success")
    return see_other(url_for("public.case", case_id=case_id))


def _page(case_id: UUID, refused: FieldErrors | None = None) -> str:
    office, actor = current_office(), current_actor()
    case = followed(office, actor, case_id)
    require(case, is_open=ways_of(actor, case).may_withdraw)
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    fields = page_form.shown(FORM, values, errors=errors)
    return render_template("public/withdraw.html", case=case, fields=fields, command=uuid4())
