"""The supervisor's numbers and lists: one count of the open work, and lists that agree with it."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from random import Random
from typing import Any

from sqlalchemy import Connection

from persistence import supervision
from persistence.supervision import Bounds, Line, Place, Tally, Wanted
from persistence.tasks import inbox_key, reporters_key

LANES = (("operator", None), ("ppid_pembantu", 1), ("ppid_pembantu", 2), ("ppid_pembantu", 0))


def bounds(office: Any) -> Bounds:
    """Divide the time around the office's clock."""
    now = office.now
    return Bounds(now, now + timedelta(hours=10), now + timedelta(hours=34), now - timedelta(days=5))


def fill(office: Any, connection: Connection, number: int) -> None:
    """Write tasks of every kind, on both sides of each bound and exactly on it."""
    chances, edges = Random(7), bounds(office)  # noqa: S311 (the same tasks every time)
    for _ in range(number):
        case = office.add_case(connection, channel=chances.choice(("web", "telepon")))
        lane, unit = chances.choice(LANES)
        edge = chances.choice((edges.now, edges.tomorrow, edges.end))
        later = edge + timedelta(days=chances.randint(-3, 3))
        owner = chances.choice((None, office.operator, office.other))
        row = {
            "lane": lane,
            "row_number": chances.choice("234"),
            "due_at": chances.choice((None, edge, edge - timedelta(seconds=1), later)),
            "owner_id": owner,
            "inbox_key": inbox_key(lane, unit),
        }
        if chances.random() < 0.1:
            row["inbox_key"] = reporters_key(inbox_key(lane, unit))
        if chances.random() < 0.3:
            closed_at = office.now - timedelta(days=chances.randint(0, 9))
            row |= {"state": "completed", "closed_at": closed_at, "closed_by": owner or office.other}
        office.add_task(connection, case, **row)


def every(connection: Connection, wanted: Wanted, edges: Bounds) -> list[Line]:
    """List all pages of a list."""
    lines: list[Line] = []
    while page := supervision.listed(connection, wanted, edges, after=_after(wanted, lines), limit=7):
        lines += page
    return lines


def test_every_number_agrees_with_its_list(office: Any) -> None:
    """Whatever is asked for, the counts, the lists' own count and the lists, page by page, are the same."""
    edges = bounds(office)
    with office.database.transaction() as connection:
        fill(office, connection, 120)
    asked = product((None, "ppid_pembantu"), (None, "2"), (None, "-", "0", "1"), (None, 0, office.operator))
    with office.database.reading() as connection:
        tallies = supervision.tallies(connection, edges)
        for lane, row_number, unit, owner_id in asked:
            wanted = Wanted(lane=lane, row_number=row_number, unit=unit, owner_id=owner_id, channel="web")
            summed = sum((tally for group, tally in tallies.items() if _matches(group, wanted)), Tally())
            for state, number in vars(summed).items():
                one = replace(wanted, state=state)
                ids = [line.id for line in every(connection, one, edges)]
                assert supervision.count(connection, one, edges) == len(ids) == len(set(ids)) == number
    assert sum(tally.open for tally in tallies.values()) > 60


def test_what_each_has_done(office: Any) -> None:
    """What an account did lately is counted as its list shows it, and older work is not."""
    edges = bounds(office)
    with office.database.transaction() as connection:
        fill(office, connection, 80)
    with office.database.reading() as connection:
        done = supervision.done_by(connection, edges.since)
        for account_id, number in done.items():
            lines = every(connection, Wanted("done", owner_id=account_id), edges)
            assert len(lines) == number
            assert [line.closed_at for line in lines] == sorted((line.closed_at for line in lines), reverse=True)
    assert set(done) == {office.operator, office.other}


def _after(wanted: Wanted, lines: list[Line]) -> Place | None:
    if not lines:
        return None
    return Place(lines[-1].closed_at if wanted.state == "done" else lines[-1].due_at, lines[-1].id)


def _matches(group: supervision.Group, wanted: Wanted) -> bool:
    names = ("lane", "row_number", "unit", "channel")
    is_like = all(getattr(wanted, name) in {None, getattr(group, name)} for name in names)
    return is_like and (wanted.owner_id is None or (group.owner_id or 0) == wanted.owner_id)
