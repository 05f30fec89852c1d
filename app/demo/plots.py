"""Decide, before a case begins, what will become of it: when it is sent, how long each row takes, where it stops."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from app.demo.reporters import Reporter, choose, visibility
from app.demo.stories import Story, chances_of, tell
from processes.sop import Budget, Row, Sop
from processes.working_calendar import WorkingCalendar
from processes.working_time import next_opening, working_minutes

SPAN = timedelta(days=92)
DAY = timedelta(days=1)
# Of a hundred cases, this many stand at a row in its time or late, so that every row has some of both to show.
STAND_IN_TIME = {"2": 2, "3": 3, "4": 5, "5": 2, "6": 2, "7": 3}
STAND_LATE = {"2": 1, "3": 2, "4": 4, "5": 1, "6": 2}


@dataclass(frozen=True)
class Plot:
    """One case to come; `stops_at` is the number of the row on which nobody goes on.

    A case is continued once when its reporter says that it is not solved.
    """

    seed: int
    at: datetime
    story: Story
    reporter: Reporter
    visibility: str
    stops_at: str | None = None
    is_continued: bool = False

    def random(self, purpose: str) -> Random:
        """Return chances of the case's own, the same whenever they are asked for."""
        return chances_of(f"{self.seed}/{purpose}")

    @property
    def begun_at(self) -> datetime:
        """Return when the reporter opened the form, mostly within its standard time."""
        chances = self.random("begun")
        minutes = chances.uniform(3, 14) if chances.random() < 0.92 else chances.uniform(16, 45)
        return self.at - timedelta(minutes=minutes)

    def minutes(self, row: Row, daily_minutes: int) -> int:
        """Return how many working minutes a row takes, mostly within its standard time."""
        chances = self.random(f"minutes/{row.number}")
        share = chances.uniform(0.1, 0.85) if chances.random() < 0.86 else chances.uniform(1.2, 4)
        return max(1, round(share * minutes_of(row.budget, daily_minutes)))


def minutes_of(budget: Budget | None, daily_minutes: int) -> int:
    """Return a standard time in working minutes."""
    if budget is None:
        return daily_minutes
    return budget.amount * (daily_minutes if budget.unit == "days" else 1)


def plots(number: int, now: datetime, sop: Sop, calendar: WorkingCalendar, seed: int) -> Iterator[Plot]:
    """Plan this many cases for the three months before now."""
    stops = list(_stops(number))
    for serial in range(number):
        chances = chances_of(f"{seed}/{serial}")
        story = tell(chances, serial)
        plot = Plot(
            seed=seed * 100_000 + serial,
            at=min(awake(_some_time(chances, now), calendar), now - timedelta(minutes=2)),
            story=story,
            reporter=choose(chances),
            visibility=visibility(chances, story),
        )
        stop = next((each for each in stops if _passes(story, each[0])), None)
        if stop and serial % 3 == 0:
            stops.remove(stop)
            yield _standing(plot, now, sop, calendar, *stop)
        else:
            yield plot


def _stops(number: int) -> Iterator[tuple[str, bool]]:
    for share, is_late in ((STAND_IN_TIME, False), (STAND_LATE, True)):
        for row, percent in share.items():
            for _ in range(round(percent * number / 100)):
                yield row, is_late


def _passes(story: Story, row: str) -> bool:
    return story.kind != "informasi" or row not in {"4", "5"}


def _some_time(chances: Random, now: datetime) -> datetime:
    """Choose when a case is sent: at any hour of any day, more often lately."""
    age = SPAN * float(1 - chances.random() ** 0.8)
    hour = (now - age).replace(minute=chances.randrange(60), second=chances.randrange(60))
    return hour - timedelta(hours=chances.randrange(14))


def awake(at: datetime, calendar: WorkingCalendar) -> datetime:
    """Move an instant of the night into the morning."""
    hour = at.astimezone(calendar.timezone).hour
    return at + timedelta(hours=8) if hour < 6 or hour > 22 else at


def _standing(plot: Plot, now: datetime, sop: Sop, calendar: WorkingCalendar, stop: str, is_late: bool) -> Plot:
    """Let a case begin so that it reaches its last row in time to stand there as it should."""
    chances = plot.random("standing")
    row = next(row for row in sop.rows if row.number == stop)
    # Seen from the last working hour, so that a demo in the holidays has late cases too.
    lately = last_working(now, calendar)
    if is_late:
        reached = next_opening(lately - chances.uniform(0.4, 6) * DAY, calendar) - _standard(row, calendar)
    else:
        # The reporter may take her time: she is never late.
        standard = Budget("days", 5) if row.lane.kind == "reporter" else row.budget
        used = chances.uniform(0.05, 0.8) * minutes_of(standard, calendar.daily_minutes)
        reached = before(lately, round(used), calendar)
    passed = [each for each in sop.rows[1:] if each.number < stop and _passes(plot.story, each.number)]
    taken = sum(plot.minutes(each, calendar.daily_minutes) for each in passed)
    at = before(reached, taken, calendar) - timedelta(seconds=chances.randrange(5, 55))
    return Plot(plot.seed, at, plot.story, plot.reporter, plot.visibility, stop)


def _standard(row: Row, calendar: WorkingCalendar) -> timedelta:
    budget = row.budget
    return timedelta(minutes=minutes_of(budget, 24 * 60) if budget else 0)


def last_working(now: datetime, calendar: WorkingCalendar) -> datetime:
    """Return now during working hours, else the last closing time."""
    day = calendar.date_at(now)
    while True:
        for start, end in reversed(calendar.openings(day)):
            if start <= now:
                return min(now, end)
        day -= DAY


def before(at: datetime, minutes: int, calendar: WorkingCalendar) -> datetime:
    """Return an instant so many working minutes earlier."""
    early, late = at - timedelta(days=40), at
    while late - early > timedelta(seconds=20):
        middle = early + (late - early) / 2
        if working_minutes(middle, at, calendar) >= minutes:
            early = middle
        else:
            late = middle
    return early
