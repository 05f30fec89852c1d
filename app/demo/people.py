"""Let the cast move in: its units and accounts, made by the application's own actions."""

from __future__ import annotations

from app.actions.create_account import create_account
from app.actions.save_unit import create_unit
from app.demo.cast import CAST, PASSWORD, UNITS
from app.office import Office
from app.security.actor import SYSTEM, Membership


def add_people(office: Office, password: str = PASSWORD) -> dict[str, int]:
    """Create the units and accounts of the cast; return the account ids by login."""
    unit_ids = {unit.code: create_unit(office, SYSTEM, unit.code, unit.name) for unit in UNITS}
    return {
        person.login: create_account(
            office,
            SYSTEM,
            login=person.login,
            name=person.name,
            role=person.role,
            password=password,
            seats=[Membership(lane, unit_ids[unit] if unit else None, person.leads) for lane, unit in person.seats],
        )
        for person in CAST
    }
