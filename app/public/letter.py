"""The answer as a printed letter: for the front desk to print and sign, and for the reporter to keep."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlencode
from uuid import UUID

from flask import send_file, url_for
from sqlalchemy import Connection
from werkzeug.wrappers import Response

import forms.answers
from app import front_desk, page_form
from app.actions.correct_own_data import own_data
from app.case_file import open_case, title_of
from app.errors import Missing
from app.office import Office, current_office
from app.public.blueprint import bp
from app.public.case_page import reporters_form
from app.public.letter_paper import Letter, printed
from app.public.next_instances import next_instances
from app.security.actor import Actor
from app.security.authorize import follows, owns
from app.security.login import current_actor
from persistence import cases
from persistence.cases import Case


@bp.get("/kasus/<uuid:case_id>/surat")
def letter(case_id: UUID) -> Response:
    """Send the letter as a PDF."""
    office = current_office()
    with office.database.reading() as connection:
        written = _letter(office, connection, current_actor(), cases.read(connection, case_id))
    name = f"jawaban-{written.case_number.replace('/', '-')}.pdf"
    content = BytesIO(printed(office.settings, written))
    response = send_file(content, mimetype="application/pdf", download_name=name, max_age=0)
    response.headers["Cache-Control"] = "no-store"
    return response


def _letter(office: Office, connection: Connection, actor: Actor, case: Case | None) -> Letter:
    """Put the letter together for its reporter or her front desk. Raises Missing or Erased."""
    if case is None or case.answered_at is None:
        raise Missing
    file = open_case(office, case)
    serves = front_desk.inbox_of(file.diagram.sop, case.unit_id) in actor.inbox_keys
    form = reporters_form(office, connection, case)
    if form is None or not (follows(actor, case) or serves):
        raise Missing
    known = own_data(connection, file)
    values = forms.answers.initial_values(form.form, form.carried)
    shown = page_form.shown(form.form, values, form.choices)
    address = f"{office.settings.public_url}{url_for('public.track')}#{urlencode({'nomor': case.number})}"
    return Letter(
        number=f"{case.number}/JWB",
        case_number=case.number,
        title=title_of(office, case.id, case.sealed_key, case.sealed_title),
        on=file.calendar.date_at(case.answered_at),
        received_on=file.calendar.date_at(case.submitted_at),
        to=_addressee(actor, case, known, serves=serves),
        answer=tuple(field for field in shown if field.widget == "readonly"),
        instances=next_instances(file, case.answered_at, known.get("jenis_laporan")),
        address=address,
    )


def _addressee(actor: Actor, case: Case, known: dict[str, object], *, serves: bool) -> tuple[str, ...]:
    """Name the reporter to her own account, and to the front desk where the case is not confidential."""
    if not (owns(actor, case) or (serves and case.visibility == "biasa")):
        return ()
    return tuple(str(known[name]) for name in ("nama", "alamat") if known.get(name))
