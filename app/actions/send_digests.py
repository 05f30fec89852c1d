"""Tell each person of her warnings: one digest at opening, later at most one in an hour of working time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from app.actions import notices
from app.actions.warning_people import Roster, roster
from app.due import LATE
from app.office import Office
from app.work_days import bounds_at
from persistence import early_warnings, supervision
from persistence.early_warnings import Digest, Item
from persistence.supervision import Tally
from processes.working_calendar import WorkingCalendar
from processes.working_time import working_minutes

PAUSE_MINUTES = 60


@dataclass(frozen=True)
class Scene:
    """What everybody has to do and to be told, at one moment."""

    now: datetime
    today: date
    people: Roster
    items: Mapping[int, Sequence[Item]]
    before: Mapping[int, Digest]
    calendar: WorkingCalendar

    def is_opening(self, account_id: int) -> bool:
        """Tell whether this person has not been looked at today."""
        before = self.before.get(account_id)
        return before is None or before.day < self.today

    def is_time(self, account_id: int) -> bool:
        """Tell whether this person may be written to: at opening, and after an hour of work with something new."""
        if self.is_opening(account_id):
            return True
        sent_at = self.before[account_id].sent_at
        has_rested = sent_at is None or working_minutes(sent_at, self.now, self.calendar) >= PAUSE_MINUTES
        return has_rested and account_id in self.items


def send_digests(office: Office) -> int:
    """Write to everybody who has something to be told and has not just been told. Returns how many digests went."""
    with office.database.reading() as connection:
        scene = _scene(office, connection)
        waiting = [who for who in sorted(scene.people.everybody | set(scene.items)) if scene.is_time(who)]
        # The office's numbers are for the openings alone; they are the dearest part.
        numbers = _numbers(connection, scene) if any(map(scene.is_opening, waiting)) else {}
    return sum(_send(office, scene, who, numbers.get(who, Tally())) for who in waiting)


def _scene(office: Office, connection: Connection) -> Scene:
    items: dict[int, list[Item]] = defaultdict(list)
    for item in early_warnings.untold(connection):
        items[item.account_id].append(item)
    return Scene(
        now=office.now(),
        today=office.today(),
        people=roster(connection, office.today()),
        items=items,
        before=early_warnings.every_digest(connection),
        calendar=office.catalogue.edited().calendar,
    )


def _numbers(connection: Connection, scene: Scene) -> dict[int, Tally]:
    """Count what each person has to do, and the whole office's work for who supervises."""
    numbers: dict[int, Tally] = defaultdict(Tally)
    for group, tally in supervision.tallies(connection, bounds_at(scene.now, scene.calendar)).items():
        for account_id in scene.people.workers_of(group) | scene.people.overseers:
            numbers[account_id] += tally
    return numbers


def _send(office: Office, scene: Scene, account_id: int, numbers: Tally) -> bool:
    """Write one person's digest, if there is something in it."""
    before, items = scene.before.get(account_id), scene.items.get(account_id, ())
    facts = _facts(scene, account_id, items, numbers if scene.is_opening(account_id) else Tally())
    sent_at = scene.now if facts["count"] else before.sent_at if before else None
    with office.database.transaction() as connection:
        if not early_warnings.take(connection, before, Digest(account_id, scene.today, sent_at)):
            return False
        early_warnings.tell(connection, account_id, {item.task_id for item in items}, scene.now)
        if facts["count"]:
            notices.to_account(office, connection, account_id, "warning_digest", facts, scene.now)
    return bool(facts["count"])


def _facts(scene: Scene, account_id: int, items: Sequence[Item], numbers: Tally) -> dict[str, str | int]:
    """Count what the digest tells; a task that is late is not told to be nearly so."""
    concerned = [item for item in items if item.is_open and account_id in scene.people.concerned(item, item.level)]
    late = {item.task_id for item in concerned if item.level >= LATE}
    soon = {item.task_id for item in concerned if item.level < LATE} - late
    is_overseer = account_id in scene.people.overseers
    return {
        "count": numbers.late + numbers.today or len(late) + len(soon),
        "late": numbers.late,
        "today": numbers.today,
        "newly_late": len(late),
        "soon": len(soon),
        "path": "/pengawasan" if is_overseer else "/tugas",
    }
