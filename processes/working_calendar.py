"""When an office works: weekly hours, seasons, holidays, its zone, and the version of it all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from processes.errors import InvalidCalendar
from processes.working_hours import Day, Season, Spans, Week, check_week, minutes

DayRule = Literal["day_zero", "daily_minutes"]
Openings = tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True)
class WorkingCalendar:
    """Hold one version of an office's working time; raises InvalidCalendar where it contradicts itself."""

    version: int
    zone: str
    weekly: Week
    seasons: tuple[Season, ...] = ()
    days: Mapping[date, Day] = field(default_factory=dict)
    day_rule: DayRule = "day_zero"
    confirmed_years: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a calendar in which one day has two answers."""
        try:
            _ = self.timezone
        except (KeyError, ValueError, OSError) as error:
            raise InvalidCalendar(f"Unknown time zone: {self.zone!r}") from error
        if self.day_rule not in get_args(DayRule):
            raise InvalidCalendar(f"Unknown day rule: {self.day_rule!r}")
        check_week(self.weekly)
        for earlier, later in pairwise(sorted(self.seasons, key=lambda season: season.first)):
            if earlier.last >= later.first:
                raise InvalidCalendar(f"Seasons {earlier.name!r} and {later.name!r} overlap")

    @cached_property
    def timezone(self) -> ZoneInfo:
        """Give the office's zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def daily_minutes(self) -> int:
        """Give the minutes of an average working day of the ordinary week."""
        worked = [minutes(spans) for spans in self.weekly.values() if spans]
        return sum(worked) // len(worked) if worked else 0

    def season_on(self, day: date) -> Season | None:
        """Find the season that a date lies in."""
        return next((season for season in self.seasons if season.first <= day <= season.last), None)

    def hours_on(self, day: date) -> Spans:
        """Give the working hours of a date in local time; empty on a free day."""
        entry = self.days.get(day)
        if entry and entry.kind != "workday":
            return ()
        season = self.season_on(day)
        weekly = season.weekly if season else self.weekly
        hours = weekly.get(day.weekday(), ())
        if not entry:
            return hours
        # An extra working day on a free weekday follows the hours of the week's first working day.
        return entry.hours or hours or next((weekly[n] for n in sorted(weekly) if weekly[n]), ())

    def openings(self, day: date) -> Openings:
        """Give the working hours of a date as pairs of instants in UTC."""
        # Every row of an inbox asks for the same few days, so each day is worked out once per calendar.
        if day not in self._openings:
            self._openings[day] = tuple(
                (self._instant(day, span.start), self._instant(day, span.end)) for span in self.hours_on(day)
            )
        return self._openings[day]

    def date_at(self, at: datetime) -> date:
        """Give the office's date at an instant; raises ValueError on a time without zone."""
        if at.tzinfo is None:
            raise ValueError("A time without zone means another instant on every machine.")
        return at.astimezone(self.timezone).date()

    def midnight(self, day: date) -> datetime:
        """Give the instant in UTC at which a date begins in the office."""
        return self._instant(day, time.min)

    def unconfirmed_years(self, today: date, days: int = 60) -> tuple[int, ...]:
        """List the years within the next `days` days whose holidays nobody has confirmed."""
        years = range(today.year, (today + timedelta(days=days)).year + 1)
        return tuple(year for year in years if year not in self.confirmed_years)

    def _instant(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.timezone).astimezone(UTC)

    @cached_property
    def _openings(self) -> dict[date, Openings]:
        return {}
