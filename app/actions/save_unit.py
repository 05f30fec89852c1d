"""Create or change a unit of the office."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.actions import office_journal
from app.actions.seen import require_same, stamp
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import tasks, units
from persistence.sort_keys import name_key
from persistence.units import Unit


class UnitCodeTaken(Exception):
    """Another unit has this code."""


def create_unit(office: Office, actor: Actor, code: str, name: str) -> int:
    """Create a unit and return its id. Raises UnitCodeTaken."""
    now = office.now()
    try:
        with office.database.transaction() as connection:
            unit_id = units.create(connection, code, name)
            office_journal.record(connection, office, "unit_created", actor, now, unit=unit_id)
    except IntegrityError as error:
        raise UnitCodeTaken from error
    office.catalogue.forget()
    return unit_id


def change_unit(office: Office, actor: Actor, unit_id: int, seen: str, *, name: str, is_active: bool) -> None:
    """Rename a unit, or take it out of use; its seats and running cases stay with it.

    Raises Missing or ChangedMeanwhile.
    """
    now = office.now()
    with office.database.transaction() as connection:
        unit = units.read_locked(connection, unit_id)
        if unit is None:
            raise Missing
        require_same(seen, unit_stamp(unit))
        units.change(connection, unit_id, name=name, is_active=is_active)
        tasks.key_changed(connection, "unit_key", name_key(unit.name, unit_id), name_key(name, unit_id))
        office_journal.record(connection, office, "unit_changed", actor, now, unit=unit_id, is_active=is_active)
    office.catalogue.forget()


def unit_stamp(unit: Unit) -> str:
    """Mark what a form shows of a unit."""
    return stamp(unit.name, unit.is_active)
