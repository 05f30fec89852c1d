"""Who stands in for whom: named for a period of days, in force by the calendar alone, ended early or by itself."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, select, update

from persistence.inserting import insert_row
from persistence.tables import accounts, memberships, substitutions


@dataclass(frozen=True)
class Substitution:
    """Hold a row of `substitutions` with both names; `lanes` None means everything that the absent person may do."""

    id: int
    absent_id: int
    substitute_id: int
    title: str
    first_day: date
    last_day: date
    lanes: list[str] | None
    basis_sealed: bytes | None
    created_at: datetime
    created_by: int
    ended_at: datetime | None
    settled_at: datetime | None
    absent_name: str
    substitute_name: str

    def is_in_force(self, day: date) -> bool:
        """Tell whether the substitute acts for the absent person on this day."""
        return self.ended_at is None and self.first_day <= day <= self.last_day

    def covers(self, lane: str) -> bool:
        """Tell whether the substitute acts in a lane in which the absent person sits."""
        return self.lanes is None or lane in self.lanes


@dataclass(frozen=True)
class Held:
    """Hold one seat of somebody who is stood in for; without a lane, that she has none."""

    substitution_id: int
    absent_id: int
    name: str
    role: str
    title: str
    last_day: date
    lanes: list[str] | None
    lane: str | None
    unit_id: int | None
    is_lead: bool | None


_absent = accounts.alias("absent")
_substitute = accounts.alias("substitute")
_HELD: tuple[ColumnElement[Any], ...] = (
    substitutions.c.id,
    _absent.c.id,
    _absent.c.name,
    _absent.c.role,
    substitutions.c.title,
    substitutions.c.last_day,
    substitutions.c.lanes,
    memberships.c.lane,
    memberships.c.unit_id,
    memberships.c.is_lead,
)


def add(connection: Connection, **values: Any) -> int:
    """Write a substitution and give its id."""
    return insert_row(connection, substitutions, **values)


def read(connection: Connection, substitution_id: int) -> Substitution | None:
    """Find a substitution by its id."""
    found = _with_names().where(substitutions.c.id == substitution_id)
    row = connection.execute(found).one_or_none()
    return _substitution(row) if row else None


def held_for(connection: Connection, substitute_id: int, day: date) -> list[Held]:
    """List the seats of those for whom this account stands in on a day; not what they do for others."""
    seats = (
        select(*_HELD)
        .select_from(substitutions)
        .join(_absent, _absent.c.id == substitutions.c.absent_id)
        .outerjoin(memberships, memberships.c.account_id == _absent.c.id)
        .where(substitutions.c.substitute_id == substitute_id, *_on(day))
        .order_by(substitutions.c.id, memberships.c.id)
    )
    return [Held(*row) for row in connection.execute(seats)]


def in_force(connection: Connection, day: date) -> list[Substitution]:
    """List the substitutions of a day."""
    return _listed(connection, _with_names().where(*_on(day)))


def current(connection: Connection, day: date, account_id: int | None = None) -> list[Substitution]:
    """List what is in force or still to come, by first day: the whole office's, or what concerns one account."""
    rows = _with_names().where(substitutions.c.ended_at.is_(None), substitutions.c.last_day >= day)
    if account_id is not None:
        rows = rows.where((substitutions.c.absent_id == account_id) | (substitutions.c.substitute_id == account_id))
    return _listed(connection, rows)


def past(connection: Connection, day: date, limit: int = 50) -> list[Substitution]:
    """List what has ended, newest first."""
    over = (substitutions.c.last_day < day) | substitutions.c.ended_at.is_not(None)
    newest = _with_names().where(over).order_by(substitutions.c.last_day.desc(), substitutions.c.id.desc()).limit(limit)
    return [_substitution(row) for row in connection.execute(newest)]


def end(connection: Connection, substitution_id: int, at: datetime) -> bool:
    """End a substitution early. Returns False when it has ended already."""
    running = substitutions.c.id == substitution_id, substitutions.c.ended_at.is_(None)
    changed = connection.execute(update(substitutions).where(*running).values(ended_at=at))
    return changed.rowcount == 1


def unsettled(connection: Connection, day: date) -> list[Substitution]:
    """List the substitutions that were over before a day and whose tasks have not gone back yet."""
    over = (substitutions.c.last_day < day) | substitutions.c.ended_at.is_not(None)
    return _listed(connection, _with_names().where(substitutions.c.settled_at.is_(None), over))


def settle(connection: Connection, substitution_id: int, at: datetime) -> bool:
    """Note that the tasks of a substitution have gone back. Returns False when somebody has noted it already."""
    open_ = substitutions.c.id == substitution_id, substitutions.c.settled_at.is_(None)
    return connection.execute(update(substitutions).where(*open_).values(settled_at=at)).rowcount == 1


def overlapping(
    connection: Connection, absent_id: int, substitute_id: int, first_day: date, last_day: date
) -> list[Substitution]:
    """List what these two agreed on for days of this period."""
    pair = substitutions.c.absent_id == absent_id, substitutions.c.substitute_id == substitute_id
    days = substitutions.c.first_day <= last_day, substitutions.c.last_day >= first_day
    return _listed(connection, _with_names().where(*pair, *days, substitutions.c.ended_at.is_(None)))


def substitutes(connection: Connection, absent_ids: Collection[int], day: date) -> list[Substitution]:
    """List who stands in for these accounts on a day."""
    if not absent_ids:
        return []
    return _listed(connection, _with_names().where(substitutions.c.absent_id.in_(absent_ids), *_on(day)))


def _on(day: date) -> tuple[ColumnElement[bool], ...]:
    return (
        substitutions.c.first_day <= day,
        substitutions.c.last_day >= day,
        substitutions.c.ended_at.is_(None),
    )


def _with_names() -> Select[*tuple[Any, ...]]:
    return (
        select(*substitutions.c, _absent.c.name, _substitute.c.name)
        .select_from(substitutions)
        .join(_absent, _absent.c.id == substitutions.c.absent_id)
        .join(_substitute, _substitute.c.id == substitutions.c.substitute_id)
    )


def _listed(connection: Connection, rows: Select[*tuple[Any, ...]]) -> list[Substitution]:
    ordered = rows.order_by(substitutions.c.first_day, substitutions.c.id)
    return [_substitution(row) for row in connection.execute(ordered)]


def _substitution(row: Row[*tuple[Any, ...]]) -> Substitution:
    return Substitution(*row)
