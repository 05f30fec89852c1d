"""The receipt of a complaint: its number, its access code, and when the next step is due."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

import segno
from flask import render_template, url_for

from app.office import Office, current_office
from app.public.blueprint import bp
from app.public.case_facts import facts_of
from app.public.standing import read_standing
from app.security import access_code
from app.security.authorize import require_follower
from app.security.login import current_actor
from persistence import cases
from persistence.cases import Case


@bp.get("/tanda-terima/<uuid:case_id>")
def receipt(case_id: UUID) -> str:
    """Show the receipt to the session that sent the complaint, and to its account."""
    office = current_office()
    with office.database.reading() as connection:
        case = require_follower(current_actor(), cases.read(connection, case_id))
        standing = read_standing(office, connection, case)
    code = access_code.code_of(office.keys.access, case.id)
    return render_template(
        "public/receipt.html",
        case=case,
        code=code,
        qr_code=segno.make(_tracking_address(office, case, code), error="m").svg_data_uri(scale=4, border=2),
        facts=facts_of(office, case)[1:],
        standing=standing,
        track_address=f"{office.settings.public_url}{url_for('public.track')}",
    )


def _tracking_address(office: Office, case: Case, code: str) -> str:
    """Put number and code behind the #, which no browser sends: neither reaches a log or another site."""
    fragment = urlencode({"nomor": case.number, "kode": code})
    return f"{office.settings.public_url}{url_for('public.track')}#{fragment}"
