"""Create an account for staff, with its seats in lanes and units."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from app.actions import office_journal
from app.actions.register_account import LoginTaken
from app.office import Office
from app.security import passwords
from app.security.actor import Actor, Membership
from persistence import accounts, units


def create_account(  # noqa: PLR0913 (a form's values)
    office: Office,
    actor: Actor,
    *,
    login: str,
    name: str,
    role: str,
    password: str,
    seats: Sequence[Membership] = (),
    language: str = "id",
) -> int:
    """Create an account and return its id. Raises LoginTaken."""
    now = office.now()
    hashed = passwords.hash_password(password)
    try:
        with office.database.transaction() as connection:
            account_id = accounts.create(connection, login, name, role, now, password_hash=hashed, language=language)
            for seat in seats:
                units.join(connection, account_id, seat.lane, seat.unit_id, is_lead=seat.is_lead)
            office_journal.record(connection, office, "account_created", actor, now, account=account_id, role=role)
    except IntegrityError as error:
        raise LoginTaken from error
    return account_id
