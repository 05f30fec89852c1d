"""The office before it opens: fifty people and thousands of open cases, made by the application's own actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from app import clock
from app.actions.complete_task import complete_task
from app.actions.create_account import create_account
from app.bench.office import opened
from app.bench.play import Part, acting, open_task, parts, submit
from app.demo.cast import PASSWORD
from app.office import Office
from app.security.actor import SYSTEM, Membership
from persistence import units

# Of every hundred open cases, so many have the rows before this one behind them.
SPREAD = ((40, 0), (20, 1), (25, 2), (8, 3), (7, 4))
# Of every ten people at desks, two are operators, one is PPID Utama, and seven answer for a unit.
LANES = ("operator", "operator", "ppid_utama", *["ppid_pembantu"] * 7)


@dataclass(frozen=True)
class Person:
    """Somebody who works here, by the name she logs in with."""

    login: str


def hire(office: Office, number: int) -> tuple[Person, ...]:
    """Give so many people an account and a seat."""
    with office.database.reading() as connection:
        unit_ids = [unit.id for unit in units.every(connection)]
    people = []
    for place in range(number):
        lane = LANES[place % len(LANES)]
        seat = Membership(lane, unit_ids[place % len(unit_ids)] if lane == "ppid_pembantu" else None)
        login = f"petugas{place}@contoh.id"
        create_account(
            office, SYSTEM, login=login, name=f"Petugas {place}", role="staff", password=PASSWORD, seats=[seat]
        )
        people.append(Person(login))
    return tuple(people)


def fill(url: str, number: int) -> None:
    """Submit so many cases and bring them to where the cases of a busy office stand."""
    chance = Random(number)  # noqa: S311 (a load is no secret)
    with opened(url, clock.now) as office:
        ways = [ways_of(office, unit_id) for unit_id in _unit_ids(office)]
        for serial in range(number):
            case_id = submit(office)
            done = chance.choices([done for _, done in SPREAD], [share for share, _ in SPREAD])[0]
            for part in ways[serial % len(ways)][:done]:
                task_id = open_task(office, case_id)
                complete_task(office, acting(part, case_id), task_id, part.raw, task_id)


def ways_of(office: Office, unit_id: int) -> tuple[Part, ...]:
    """Return the rows after the first, answered by this unit and by whoever of it there is in the cast."""
    seats = (Membership("ppid_pembantu", unit_id),)
    return tuple(_by_unit(part, unit_id, seats) for part in parts(office))


def answers(ways: Sequence[Part]) -> Mapping[str, Mapping[str, Sequence[str]]]:
    """Return what is filled in, row by row."""
    return {part.row: part.raw for part in ways}


def _by_unit(part: Part, unit_id: int, seats: tuple[Membership, ...]) -> Part:
    raw = {**part.raw, "unit": [str(unit_id)]} if "unit" in part.raw else part.raw
    by = replace(part.by, memberships=seats) if part.row == "4" else part.by
    return replace(part, raw=raw, by=by)


def _unit_ids(office: Office) -> list[int]:
    with office.database.reading() as connection:
        return [unit.id for unit in units.every(connection)]
