"""The receipt of a complaint: its number, its access code, and when the next step is due."""

from __future__ import annotations

from uuid import UUID

import segno
from flask import render_template

from app.office import current_office
from app.public.blueprint import bp
from app.public.case_facts import facts_of
from app.public.standing import read_standing
from app.security import access_code
from app.security.authorize import require_follower
from app.security.login import current_actor
from app.tracking_link import tracking_link, tracking_page
from persistence import cases


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
        qr_code=segno.make(tracking_link(office, case.number, code), error="m").svg_data_uri(scale=4, border=2),
        facts=facts_of(office, case)[1:],
        standing=standing,
        track_address=tracking_page(office),
    )
