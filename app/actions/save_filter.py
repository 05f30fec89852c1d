"""Keep a filter of the inbox, share it with a unit, or drop it; only its owner changes it."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError

from app.errors import Missing, NotAllowed
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import SUPERVISOR
from persistence import inbox_choices, units

MOST = 50


class FilterNameTaken(Exception):
    """This account has a filter of this name already."""


class TooManyFilters(Exception):
    """More filters than anybody finds one among are refused."""


def shareable_units(office: Office, actor: Actor) -> dict[int, str]:
    """Return the units with which somebody may share: her own, or any for a supervisor, by id."""
    with office.database.reading() as connection:
        every = {unit.id: unit.name for unit in units.every(connection, only_active=True)}
    own = {seat.unit_id for seat in actor.memberships}
    return {unit: name for unit, name in every.items() if actor.role == SUPERVISOR or unit in own}


def save_filter(office: Office, actor: Actor, name: str, query: str, unit_id: int | None) -> int:
    """Keep a filter and return its id. Raises NotAllowed, FilterNameTaken or TooManyFilters."""
    account_id, now = _account(office, actor, unit_id), office.now()
    try:
        with office.database.transaction() as connection:
            if inbox_choices.number_of_filters(connection, account_id) >= MOST:
                raise TooManyFilters
            return inbox_choices.keep_filter(connection, account_id, name, query, unit_id, now)
    except IntegrityError as error:
        raise FilterNameTaken from error


def change_filter(office: Office, actor: Actor, filter_id: int, name: str, unit_id: int | None) -> None:
    """Rename a filter, or say who sees it. Raises Missing, NotAllowed or FilterNameTaken."""
    account_id = _account(office, actor, unit_id)
    try:
        with office.database.transaction() as connection:
            if not inbox_choices.change_filter(connection, filter_id, account_id, name=name, unit_id=unit_id):
                raise Missing
    except IntegrityError as error:
        raise FilterNameTaken from error


def drop_filter(office: Office, actor: Actor, filter_id: int) -> None:
    """Delete a filter, also from the lists of those who saw it. Raises Missing."""
    account_id = _account(office, actor, None)
    with office.database.transaction() as connection:
        if not inbox_choices.drop_filter(connection, filter_id, account_id):
            raise Missing


def _account(office: Office, actor: Actor, unit_id: int | None) -> int:
    if actor.account_id is None or (unit_id is not None and unit_id not in shareable_units(office, actor)):
        raise NotAllowed
    return actor.account_id
