"""Warn before a standard time is used up, and when it is: in working hours, each warning once, gathered in digests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from app.actions.send_digests import send_digests
from app.actions.warning_people import roster
from app.due import LATE, WARNING
from app.office import Office
from persistence import early_warnings
from persistence.early_warnings import Clocked, Outlook, Planned
from processes.working_calendar import WorkingCalendar
from processes.working_time import is_working, part_passed_at

BATCH = 500
# New tasks come with entries of the journal, whose numbers two writers may make visible in another order.
LOOK_AGAIN = timedelta(minutes=15)


@dataclass
class Warner:
    """Plan, give and tell warnings; a round in which nothing is due costs one select.

    What it remembers saves looking only: a worker that starts anew, or beside another, does the same.
    """

    newest_entry: int = -1
    calendar_version: int = 0
    looked_at: datetime | None = None
    opened: date | None = None

    def __call__(self, office: Office) -> int:
        """Do what is due; return how many warnings were planned and given, and how many digests went out."""
        now, calendar = office.now(), office.catalogue.edited().calendar
        with office.database.reading() as connection:
            outlook = early_warnings.outlook(connection)
        done = self._plan(office, outlook, calendar, now)
        if not is_working(now, calendar):
            return done
        # What was just planned may have fallen already.
        fell = give_warnings(office) if done or (outlook.next_fall and outlook.next_fall < now) else 0
        today = calendar.date_at(now)
        if fell or outlook.is_somebody_untold or self.opened != today:
            done += send_digests(office)
            self.opened = today
        return done + fell

    def _plan(self, office: Office, outlook: Outlook, calendar: WorkingCalendar, now: datetime) -> int:
        is_same = (outlook.newest_entry, calendar.version) == (self.newest_entry, self.calendar_version)
        if is_same and self.looked_at and now - self.looked_at < LOOK_AGAIN:
            return 0
        planned = plan_warnings(office)
        if planned < BATCH:
            self.newest_entry, self.calendar_version, self.looked_at = outlook.newest_entry, calendar.version, now
        return planned


def plan_warnings(office: Office) -> int:
    """Note when the warnings of new tasks fall, and of those whose calendar has changed. Returns how many tasks."""
    calendar = office.catalogue.edited().calendar
    with office.database.reading() as connection:
        found = early_warnings.unplanned(connection, calendar.version, BATCH)
    if found:
        planned = [one for task in found for one in _planned(task, calendar)]
        with office.database.transaction() as connection:
            early_warnings.plan(connection, planned)
    return len(found)


def give_warnings(office: Office) -> int:
    """Give the warnings that have fallen to whom they concern. Returns how many."""
    now = office.now()
    with office.database.reading() as connection:
        fallen = early_warnings.due(connection, now, BATCH)
        people = roster(connection, office.today())
    if fallen:
        concerned = [
            (account_id, one.task_id, one.level)
            for one in fallen
            if one.is_open
            for account_id in sorted(people.concerned(one, one.level))
        ]
        with office.database.transaction() as connection:
            early_warnings.give(connection, fallen, concerned, now)
    return len(fallen)


def _planned(task: Clocked, calendar: WorkingCalendar) -> tuple[Planned, Planned]:
    soon = part_passed_at(task.opened_at, task.due_at, calendar, WARNING)
    return (
        Planned(task.task_id, WARNING, soon, calendar.version),
        Planned(task.task_id, LATE, task.due_at, calendar.version),
    )
