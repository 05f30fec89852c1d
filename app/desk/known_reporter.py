"""Whether the office knows this reporter already: her earlier cases, and her data for the new one."""

from __future__ import annotations

from flask import request

import forms.entries
from app.actions.copy_reporter import ReasonNeeded, copy_reporter
from app.actions.look_up_contact import look_up_contact
from app.desk import recording_page
from app.desk.blueprint import bp
from app.desk.earlier import Known, known_cases
from app.desk.posted import read_posted
from app.desk.recording import filled, kept_of
from app.errors import Missing
from app.i18n import gettext
from app.office import current_office
from app.security.login import current_actor
from forms.entries import clean_text


@bp.post("/catat/<int:place>/kenali")
def look_up(place: int) -> str:
    """Show the earlier cases of a telephone number or NIK beside the form."""
    return _with_cases(place)


@bp.post("/catat/<int:place>/pelapor")
def take_over(place: int) -> str | tuple[str, int]:
    """Fill the reporter's fields from an earlier case of hers; a confidential one asks why first."""
    office, actor, posted = current_office(), current_actor(), read_posted()
    chosen = request.form.get("laporan", "")
    reason = clean_text(request.form.get(f"alasan_{chosen}", ""), multiline=False)
    try:
        copied = copy_reporter(office, actor, chosen, posted.contact, reason)
    except ReasonNeeded:
        return _with_cases(place, gettext("Tulis alasan membuka identitas pelapor.")), 422
    except Missing:
        return _with_cases(place, gettext("Kenali pelapor sekali lagi: kontak ini tidak menuju ke laporan itu.")), 422
    return filled(place, posted, kept_of(place), forms.entries.posted(copied))


def _with_cases(place: int, problem: str = "") -> str:
    office, actor, posted, kept = current_office(), current_actor(), read_posted(), kept_of(place)
    looked = look_up_contact(office, actor, posted.contact)
    with office.database.reading() as connection:
        found = known_cases(office, connection, actor, looked.cases)
    known = Known(posted.contact, looked.kind, tuple(found), problem)
    return recording_page.page(office, place, kept, posted, known=known)
