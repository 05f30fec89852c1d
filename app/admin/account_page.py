"""What the page of one account shows: its values, its seats, its sessions, and what can be done to it."""

from __future__ import annotations

from flask import render_template

from app import page_form
from app.actions.change_account import SEATED_ROLES, account_stamp
from app.actions.set_seats import seat_key, seats_stamp
from app.admin.blueprint import SCHEMAS, Errors, Values
from app.admin.roles import ROLES
from app.admin.seat_choices import seat_form_choices
from app.errors import Missing
from app.office import current_office
from app.security.actor import seats_of
from persistence import accounts, sessions
from persistence.accounts import Account

CHANGE, SEATS = page_form.load(SCHEMAS, "akun"), page_form.load(SCHEMAS, "kursi")


def found_account(account_id: int) -> Account:
    """Find the account of an address. Raises Missing."""
    with current_office().database.reading() as connection:
        account = accounts.read(connection, account_id)
    if account is None:
        raise Missing
    return account


def account_page(
    account_id: int,
    *,
    values: Values | None = None,
    errors: Errors = (),
    seats: Values | None = None,
    seat_errors: Errors = (),
    is_outdated: bool = False,
) -> str:
    """Show an account as it is stored, or one of its forms as it was filled in. Raises Missing."""
    office, account = current_office(), found_account(account_id)
    with office.database.reading() as connection:
        held = seats_of(connection, account_id)
        live = sessions.live_of(connection, account_id, office.now())
    choices = seat_form_choices(office, held)
    stored = {"nama": account.name, "peran": account.role, "bahasa": account.language}
    keys = {"kursi": [seat_key(seat) for seat in held], "memimpin": [seat_key(seat) for seat in held if seat.is_lead]}
    return render_template(
        "admin/account.html",
        account=account,
        role=ROLES[account.role],
        fields=page_form.shown(CHANGE, stored if values is None else values, errors=errors),
        stamp=account_stamp(account),
        seat_fields=page_form.shown(SEATS, keys if seats is None else seats, choices, seat_errors),
        seats_stamp=seats_stamp(held),
        held=[choice.label for choice in choices["seats"] if choice.value in keys["kursi"]],
        has_seats=account.role in SEATED_ROLES,
        sessions=live,
        is_outdated=is_outdated,
        are_seats_outdated=is_outdated and seats is not None,
    )
