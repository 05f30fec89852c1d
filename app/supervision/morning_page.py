"""The supervisor's morning: what is late, due today and due next, by row, unit and person, and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from app.i18n import gettext
from app.office import Office
from app.security.actor import SUBSTITUTED_ROLES
from app.supervision.late_lines import LateLine, task_lines
from app.supervision.work import Numbers, following_name, summed, total
from app.work_days import bounds_at
from persistence import accounts, substitutions, supervision, units
from persistence.accounts import Account
from persistence.substitutions import Substitution
from persistence.supervision import Group, Tally, Wanted
from processes.sop import Budget, Row

WORST = 10
OFFICE, UNDECIDED = "-", "0"


@dataclass(frozen=True)
class Load:
    """How much one person has to do: her numbers, what she has done lately, and the standard minutes that wait."""

    numbers: Numbers
    done: int
    waiting_minutes: int
    replaced_by: str


@dataclass(frozen=True)
class Morning:
    """Everything that the page shows."""

    at: datetime
    next_day: str
    total: Numbers
    unclaimed: Numbers
    rows: tuple[Numbers, ...]
    units: tuple[Numbers, ...]
    people: tuple[Load, ...]
    worst: tuple[LateLine, ...]
    substitutions: tuple[Substitution, ...]
    daily_minutes: int


@dataclass(frozen=True)
class _Counted:
    """What the database told, at one moment."""

    tallies: Mapping[Group, Tally]
    done: Mapping[int, int]
    people: tuple[Account, ...]
    stand_ins: tuple[Substitution, ...]


def morning(office: Office) -> Morning:
    """Read the page; all its numbers are of the same moment."""
    now, edited = office.now(), office.catalogue.edited()
    bounds = bounds_at(now, edited.calendar)
    with office.database.reading() as connection:
        tallies = supervision.tallies(connection, bounds)
        counted = _Counted(
            tallies=tallies,
            done=supervision.done_by(connection, bounds.since),
            people=tuple(_people(connection, tallies)),
            stand_ins=tuple(substitutions.in_force(connection, office.today())),
        )
        worst = supervision.listed(connection, Wanted("late"), bounds, limit=WORST)
        lines = task_lines(office, connection, worst, now)
    everything = total(tallies.values())
    by_owner = summed(tallies, lambda group: group.owner_id)
    return Morning(
        at=now,
        next_day=following_name(edited.calendar.date_at(now), edited.calendar),
        total=Numbers(gettext("Semua tugas"), "", everything, {}),
        unclaimed=Numbers(gettext("Belum diambil siapa pun"), "", by_owner.get(None, Tally()), {"orang": 0}),
        rows=tuple(_rows(office, tallies)),
        units=tuple(_units(office, tallies)),
        people=tuple(_loads(office, counted)),
        worst=tuple(lines),
        substitutions=counted.stand_ins,
        daily_minutes=edited.calendar.daily_minutes,
    )


def _people(connection: Connection, tallies: Mapping[Group, Tally]) -> Iterable[Account]:
    """List whoever has a seat, and whoever has a task though she has none."""
    owners = {group.owner_id for group in tallies}
    seated = {seat.account_id for seat in units.every_membership(connection)}
    for account in accounts.with_roles(connection, sorted(SUBSTITUTED_ROLES)):
        if account.id in owners or (account.is_active and account.id in seated):
            yield account


def _rows(office: Office, tallies: Mapping[Group, Tally]) -> Iterable[Numbers]:
    """Count by row: all of the SOP in force, and those of older versions where tasks still wait."""
    sums = summed(tallies, lambda group: (group.row_number, group.lane))
    rows = {(row.number, row.lane.id): row for row in office.catalogue.diagram_in_force().sop.rows}
    for group in tallies:
        rows.setdefault((group.row_number, group.lane), _row(office, group))
    for (number, lane), row in sorted(rows.items(), key=lambda item: (len(item[0][0]), item[0])):
        if row.lane.kind != "reporter":
            name = f"{number}. {row.name}"
            yield Numbers(name, row.lane.name, sums.get((number, lane), Tally()), {"langkah": number, "lajur": lane})


def _units(office: Office, tallies: Mapping[Group, Tally]) -> Iterable[Numbers]:
    """Count by the unit that has to do the work; lanes of the whole office stand together."""
    sums = summed(tallies, lambda group: group.unit)
    edited = office.catalogue.edited()
    active = {unit.value: unit.label for unit in edited.choices["units"]}
    names = {
        OFFICE: gettext("Lajur seluruh kantor"),
        **active,
        **{unit: edited.unit_names.get(int(unit), unit) for unit in sums if unit not in {OFFICE, UNDECIDED}},
        **({UNDECIDED: gettext("Unit belum ditentukan")} if UNDECIDED in sums else {}),
    }
    for unit, name in names.items():
        yield Numbers(name, "", sums.get(unit, Tally()), {"unit": unit})


def _loads(office: Office, counted: _Counted) -> Iterable[Load]:
    sums = summed(counted.tallies, lambda group: group.owner_id)
    minutes = _waiting_minutes(office, counted.tallies)
    replaced = {one.absent_id: one.substitute_name for one in counted.stand_ins}
    for account in counted.people:
        tally = sums.get(account.id, Tally())
        sub = "" if account.is_active else gettext("akun tidak aktif")
        yield Load(
            numbers=Numbers(account.name, sub, tally, {"orang": account.id}),
            done=counted.done.get(account.id, 0),
            waiting_minutes=minutes.get(account.id, 0),
            replaced_by=replaced.get(account.id, ""),
        )


def _waiting_minutes(office: Office, tallies: Mapping[Group, Tally]) -> dict[int, int]:
    """Add up the standard times of the tasks that each person has claimed, in working minutes."""
    daily = office.catalogue.edited().calendar.daily_minutes
    minutes: dict[int, int] = {}
    for group, tally in tallies.items():
        if group.owner_id is not None:
            standard = _minutes(_row(office, group).budget, daily)
            minutes[group.owner_id] = minutes.get(group.owner_id, 0) + tally.open * standard
    return minutes


def _minutes(budget: Budget | None, daily: int) -> int:
    if budget is None:
        return 0
    return budget.amount * (1 if budget.unit == "minutes" else daily)


def _row(office: Office, group: Group) -> Row:
    return office.catalogue.diagram(group.sop_version_id).sop.row(group.element_id)
