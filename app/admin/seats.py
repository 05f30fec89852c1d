"""Set the seats of an account."""

from __future__ import annotations

from flask import flash, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.set_seats import NoSuchSeat, set_seats
from app.admin.account_page import SEATS, account_page
from app.admin.blueprint import bp, seen
from app.admin.seat_choices import seat_form_choices, seat_of
from app.errors import ChangedMeanwhile
from app.i18n import gettext
from app.office import current_office
from app.redirects import see_other
from app.security.actor import seats_of
from app.security.login import current_actor
from forms.errors import FieldErrors


@bp.post("/akun/<int:account_id>/kursi")
def save_seats(account_id: int) -> Response | tuple[str, int]:
    """Give and take seats."""
    office = current_office()
    with office.database.reading() as connection:
        choices = seat_form_choices(office, seats_of(connection, account_id))
    try:
        given = page_form.answers(SEATS, choices)
        wanted = [seat_of(key, given.get("memimpin", [])) for key in given.get("kursi", [])]
        set_seats(office, current_actor(), account_id, seen(), wanted)
    except FieldErrors as refused:
        return account_page(account_id, seats=refused.values, seat_errors=refused.errors), 422
    except NoSuchSeat:
        gone = page_form.refusal("kursi", gettext("Kursi ini tidak ada lagi. Pilih dari daftar yang baru."))
        return account_page(account_id, seats=given, seat_errors=[gone]), 422
    except ChangedMeanwhile:
        return account_page(account_id, seats=given, is_outdated=True), 409
    flash(gettext("Kursi disimpan dan langsung berlaku."), "success")
    return see_other(url_for("admin.account", account_id=account_id))
