"""When an office works: weekly hours, seasons, holidays, and the version of it all."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Literal, get_args
from zoneinfo import ZoneInfo

from processes.errors import InvalidCalendar

DayKind = Literal["holiday", "collective_leave", "closure", "workday"]
DayRule = Literal["day_zero", "daily_minutes"]

MONDAY, FRIDAY, SUNDAY = 0, 4, 6

INDONESIAN_ZONES: Mapping[str, str] = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


@dataclass(frozen=True, order=True)
class Span:
    """Hold one stretch of work in a day, in local time."""

    start: time
    end: time


Spans = tuple[Span, ...]
Week = Mapping[int, Spans]
"""Spans of each weekday, Monday = 0; a weekday without an entry is free."""


@dataclass(frozen=True)
class Season:
    """Replace the weekly hours from `first` to `last`, both included (Ramadan)."""

    first: date
    last: date
    weekly: Week
    name: str
    is_estimate: bool = False


@dataclass(frozen=True)
class Day:
    """Say what one date is; `hours` are the special hours of a workday."""

    kind: DayKind
    name: str
    hours: Spans = ()


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
        """Refuse a calendar that would count some minute twice or never."""
        _check_zone(self.zone)
        _check_week(self.weekly)
        _check_seasons(self.seasons)
        for day, entry in self.days.items():
            _check_day(day, entry)
        if self.day_rule not in get_args(DayRule):
            raise InvalidCalendar(f"Unknown day rule: {self.day_rule!r}")

    @cached_property
    def timezone(self) -> ZoneInfo:
        """Give the office's zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def daily_minutes(self) -> int:
        """Give the minutes of an average working day of the ordinary week."""
        worked = [spans for spans in self.weekly.values() if spans]
        return sum(map(_minutes, worked)) // len(worked) if worked else 0

    def season_on(self, day: date) -> Season | None:
        """Find the season that a date lies in."""
        return next((season for season in self.seasons if season.first <= day <= season.last), None)

    def spans_on(self, day: date) -> Spans:
        """Give the working hours of a date in local time; empty on a free day."""
        entry = self.days.get(day)
        if entry and entry.kind != "workday":
            return ()
        season = self.season_on(day)
        weekly = season.weekly if season else self.weekly
        spans = weekly.get(day.weekday(), ())
        if entry and entry.kind == "workday":
            # An extra working day on a free weekday follows the hours of the week's first working day.
            return entry.hours or spans or next((weekly[n] for n in sorted(weekly) if weekly[n]), ())
        return spans

    def opening_times(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """Give the working hours of a local date as instants in UTC."""
        # Every row of an inbox asks for the same few days, so each day is worked out once per calendar.
        if day not in self._opening_times:
            self._opening_times[day] = tuple(
                (self._instant(day, span.start), self._instant(day, span.end)) for span in self.spans_on(day)
            )
        return self._opening_times[day]

    def local_date(self, at: datetime) -> date:
        """Give the office's date at an instant; raises ValueError on a time without zone."""
        if at.tzinfo is None:
            raise ValueError("A time without zone means another instant on every machine.")
        return at.astimezone(self.timezone).date()

    def midnight(self, day: date) -> datetime:
        """Give the instant at which a local date begins, in UTC."""
        return self._instant(day, time.min)

    def _instant(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.timezone).astimezone(UTC)

    @cached_property
    def _opening_times(self) -> dict[date, tuple[tuple[datetime, datetime], ...]]:
        return {}


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidCalendar(f"Unknown time zone: {zone!r}") from error


def _check_week(weekly: Week) -> None:
    for weekday, spans in weekly.items():
        if weekday not in range(MONDAY, SUNDAY + 1):
            raise InvalidCalendar(f"Weekdays run from 0 (Monday) to 6 (Sunday), not {weekday!r}")
        _check_spans(spans, f"weekday {weekday}")


def _check_spans(spans: Spans, where: str) -> None:
    for span in spans:
        if any(clock.second or clock.microsecond or clock.tzinfo for clock in (span.start, span.end)):
            raise InvalidCalendar(f"Hours of {where} are whole minutes of local time: {span}")
        if span.start >= span.end:
            raise InvalidCalendar(f"Hours of {where} end before they start: {span}")
    if any(earlier.end > later.start for earlier, later in pairwise(spans)):
        raise InvalidCalendar(f"Hours of {where} overlap or stand out of order")


def _check_seasons(seasons: Iterable[Season]) -> None:
    ordered = sorted(seasons, key=lambda season: season.first)
    for season in ordered:
        if season.first > season.last:
            raise InvalidCalendar(f"Season {season.name!r} ends before it starts")
        _check_week(season.weekly)
    for earlier, later in pairwise(ordered):
        if earlier.last >= later.first:
            raise InvalidCalendar(f"Seasons {earlier.name!r} and {later.name!r} overlap")


def _check_day(day: date, entry: Day) -> None:
    if entry.kind not in get_args(DayKind):
        raise InvalidCalendar(f"Unknown kind of day on {day}: {entry.kind!r}")
    if entry.hours and entry.kind != "workday":
        raise InvalidCalendar(f"Only a workday has hours: {day}")
    _check_spans(entry.hours, str(day))


def _minutes(spans: Spans) -> int:
    day = date.min
    worked = (datetime.combine(day, span.end) - datetime.combine(day, span.start) for span in spans)
    return sum(worked, timedelta()) // timedelta(minutes=1)


def week(ordinary: Spans, friday: Spans) -> Week:
    """Make a five-day week from the hours of Monday to Thursday and of Friday."""
    return {**dict.fromkeys(range(MONDAY, FRIDAY), ordinary), FRIDAY: friday}


def _spans(*clocks: str) -> Spans:
    times = [time.fromisoformat(clock) for clock in clocks]
    return tuple(Span(start, end) for start, end in zip(times[::2], times[1::2], strict=True))


# Perpres 21/2023: five days, 37 h 30 min a week from 07:30, a break of 60 minutes and of 90 on Friday;
# in Ramadan 32 h 30 min from 08:00, breaks of 30 and 60. The law leaves to the office when the breaks are:
# these are the usual hours.
ORDINARY_WEEK = week(
    _spans("07:30", "12:00", "13:00", "16:00"),
    _spans("07:30", "11:30", "13:00", "16:30"),
)
RAMADAN_WEEK = week(
    _spans("08:00", "12:00", "12:30", "15:00"),
    _spans("08:00", "11:30", "12:30", "15:30"),
)


def default_calendar(zone: str = "Asia/Jakarta") -> WorkingCalendar:
    """Give the hours of Perpres 21/2023 without any holiday or season: those the administrator adds."""
    return WorkingCalendar(version=1, zone=zone, weekly=ORDINARY_WEEK)


def ramadan(first: date, last: date, *, is_estimate: bool = False) -> Season:
    """Make the Ramadan season of Perpres 21/2023 for the days that the government has announced."""
    return Season(first, last, RAMADAN_WEEK, f"Ramadan {first.year}", is_estimate)


def zone_name(zone: str) -> str:
    """Give the short name that people read beside a time (WIB, WITA, WIT)."""
    return INDONESIAN_ZONES.get(zone, zone)


def unconfirmed_years(calendar: WorkingCalendar, today: date, days: int = 60) -> tuple[int, ...]:
    """List the years within the next `days` days whose holidays nobody has confirmed."""
    years = range(today.year, (today + timedelta(days=days)).year + 1)
    return tuple(year for year in years if year not in calendar.confirmed_years)
