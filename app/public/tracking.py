"""Follow a complaint without an account: by the number and the code of its receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.find_case import find_case
from app.actions.guessing import WrongCredentials
from app.i18n import gettext
from app.office import current_office
from app.public.blueprint import SCHEMAS, bp, client_address
from app.redirects import see_other
from app.security.login import current_actor, grant_case, ungrant_cases
from forms.errors import FieldError, FieldErrors
from persistence import cases

TRACK = page_form.load(SCHEMAS, "lacak")


@bp.get("/lacak")
def track() -> str:
    """Ask for number and code."""
    return _page({})


@bp.post("/lacak")
def open_tracked() -> Response | tuple[str, int]:
    """Open the case of a receipt for this session."""
    try:
        given = page_form.answers(TRACK)
        case = find_case(current_office(), given["nomor"], given["kode"], client_address())
    except FieldErrors as refused:
        return _page(refused.values, refused.errors), 422
    except WrongCredentials:
        wrong = gettext("Tidak ada laporan dengan nomor dan kode ini. Periksa keduanya pada tanda terima.")
        return _page(given, [page_form.refusal("nomor", wrong)]), 422
    grant_case(case.id)
    return see_other(url_for("public.case", case_id=case.id))


@bp.post("/lacak/tutup")
def close_cases() -> Response:
    """Let nobody who uses this browser next see the cases that were opened in it."""
    ungrant_cases()
    flash(gettext("Laporan ditutup di perangkat ini. Nomor dan kode aksesnya membukanya lagi."), "success")
    return see_other(url_for("public.track"))


def _page(values: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> str:
    with current_office().database.reading() as connection:
        opened = [cases.read(connection, case_id) for case_id in current_actor().case_grants]
    return render_template(
        "public/track.html",
        fields=page_form.shown(TRACK, values, errors=errors),
        opened=sorted((case for case in opened if case), key=lambda case: case.number),
    )
