"""The hours that the law gives every Indonesian government office, and the names of its time zones."""

from collections.abc import Mapping
from datetime import date, time

from processes.working_calendar import WorkingCalendar
from processes.working_hours import FRIDAY, MONDAY, Season, Span, Spans, Week

ZONE_NAMES: Mapping[str, str] = {
    "Asia/Jakarta": "WIB",
    "Asia/Pontianak": "WIB",
    "Asia/Makassar": "WITA",
    "Asia/Jayapura": "WIT",
}


def _hours(*clocks: str) -> Spans:
    times = [time.fromisoformat(clock) for clock in clocks]
    return tuple(Span(start, end) for start, end in zip(times[::2], times[1::2], strict=True))


def _five_days(ordinary: Spans, friday: Spans) -> Week:
    return {**dict.fromkeys(range(MONDAY, FRIDAY), ordinary), FRIDAY: friday}


# Perpres 21/2023: five days, 37 h 30 min a week from 07:30, a break of 60 minutes and of 90 on Friday;
# in Ramadan 32 h 30 min from 08:00, breaks of 30 and 60. The law leaves to the office when the breaks are:
# these are the usual hours.
ORDINARY_WEEK = _five_days(
    _hours("07:30", "12:00", "13:00", "16:00"),
    _hours("07:30", "11:30", "13:00", "16:30"),
)
RAMADAN_WEEK = _five_days(
    _hours("08:00", "12:00", "12:30", "15:00"),
    _hours("08:00", "11:30", "12:30", "15:30"),
)


def default_calendar(zone: str = "Asia/Jakarta") -> WorkingCalendar:
    """Give the hours of Perpres 21/2023 without any holiday or season: those the administrator adds."""
    return WorkingCalendar(version=1, zone=zone, weekly=ORDINARY_WEEK)


def ramadan(first: date, last: date, *, is_estimate: bool = False) -> Season:
    """Make the Ramadan season of Perpres 21/2023 for the days that the government has announced."""
    return Season(first, last, RAMADAN_WEEK, f"Ramadan {first.year}", is_estimate)


# The government settles the first day at the sidang isbat, the evening before it, so these are proposals
# that the administrator confirms. They end on the eve of Idul Fitri as the yearly joint decree gives it.
RAMADAN_ESTIMATES: Mapping[int, Season] = {
    2026: ramadan(date(2026, 2, 19), date(2026, 3, 20), is_estimate=True),
    2027: ramadan(date(2027, 2, 8), date(2027, 3, 9), is_estimate=True),
}


def zone_name(zone: str) -> str:
    """Give the short name that people read beside a time (WIB, WITA, WIT)."""
    return ZONE_NAMES.get(zone, zone)
