"""Take a case that was reported without an account into one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID, uuid4

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.adopt_case import AnonymousCase, OfAnotherAccount, adopt_case
from app.actions.find_case import find_case
from app.actions.guessing import WrongCredentials
from app.i18n import gettext
from app.office import current_office
from app.public import posted
from app.public.blueprint import bp, client_address
from app.public.tracking import TRACK
from app.redirects import see_other
from app.security.login import current_actor, grant_case, requires
from forms.errors import FieldError, FieldErrors


@bp.get("/laporan-saya/tambah")
@requires("citizen")
def ask_to_adopt() -> str:
    """Ask for number and code."""
    return _page({})


@bp.post("/laporan-saya/tambah")
@requires("citizen")
def adopt_by_code() -> Response | tuple[str, int]:
    """Add the case of a receipt to this account."""
    try:
        given = page_form.answers(TRACK)
        case = find_case(current_office(), given["nomor"], given["kode"], client_address())
    except FieldErrors as refused:
        return _page(refused.values, refused.errors), 422
    except WrongCredentials:
        wrong = gettext("Tidak ada laporan dengan nomor dan kode ini. Periksa keduanya pada tanda terima.")
        return _page(given, [page_form.refusal("nomor", wrong)]), 422
    grant_case(case.id)
    return _adopt(case.id)


@bp.post("/kasus/<uuid:case_id>/akun")
@requires("citizen")
def adopt(case_id: UUID) -> Response:
    """Add a case that is open in this session to this account."""
    return _adopt(case_id)


def _adopt(case_id: UUID) -> Response:
    said, tone = gettext("Laporan ini sekarang ada di akun Anda."), "success"
    try:
        adopt_case(current_office(), current_actor(), case_id, posted.command_id(case_id, "akun"))
    except AnonymousCase:
        said = gettext("Laporan anonim tidak dicatat pada akun mana pun. Bukalah dengan nomor dan kode aksesnya.")
        tone = "warning"
    except OfAnotherAccount:
        said, tone = gettext("Laporan ini sudah tercatat pada akun lain."), "warning"
    flash(said, tone)
    return see_other(url_for("public.case", case_id=case_id))


def _page(values: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> str:
    fields = page_form.shown(TRACK, values, errors=errors)
    return render_template("public/adopt.html", fields=fields, command=uuid4())
