"""Working time: the golden cases, the calendar's special days, its zones and its refusals."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from processes.errors import InvalidCalendar, NoWorkingTime
from processes.holidays_indonesia import holiday_drafts
from processes.office_hours import ORDINARY_WEEK, RAMADAN_ESTIMATES, ramadan
from processes.sop import Budget
from processes.time_explained import REASONS, explain
from processes.working_time import (
    Day,
    Season,
    Span,
    WorkingCalendar,
    default_calendar,
    due_at,
    from_json,
    is_late,
    next_opening,
    to_json,
    warning_at,
    working_minutes,
    zone_name,
)

WIB = ZoneInfo("Asia/Jakarta")
DAYS = {draft.date: Day(draft.kind, draft.name) for year in (2026, 2027) for draft in holiday_drafts(year)}
OFFICE = replace(
    default_calendar(),
    days=DAYS,
    seasons=tuple(RAMADAN_ESTIMATES.values()),
    confirmed_years=frozenset({2026}),
)
LATER_RAMADAN = ramadan(date(2026, 3, 20), date(2026, 4, 1))
DAILY = replace(OFFICE, day_rule="daily_minutes")


def wib(text: str) -> datetime:
    """Read a local time such as 2026-11-24 15:30."""
    return datetime.fromisoformat(text).replace(tzinfo=WIB)


def due(duration: str, since: str, calendar: WorkingCalendar = OFFICE) -> str:
    """Give the due time on the office's clock."""
    found = due_at(Budget.parse(duration), wib(since), calendar)
    assert found.tzinfo is UTC
    return f"{found.astimezone(WIB):%Y-%m-%d %H:%M}"


GOLDEN = [
    ("2026-11-24 15:30", "PT120M", OFFICE, "2026-11-25 09:00"),
    ("2026-11-27 15:30", "PT120M", OFFICE, "2026-11-30 08:30"),
    ("2026-11-28 09:00", "PT10M", OFFICE, "2026-11-30 07:40"),
    ("2026-12-31 15:55", "PT10M", OFFICE, "2027-01-04 07:35"),
    ("2026-12-23 10:00", "P2D", OFFICE, "2026-12-29 16:00"),
    ("2026-12-23 10:00", "P2D", DAILY, "2026-12-29 10:00"),
    ("2026-11-24 15:59", "P2D", OFFICE, "2026-11-26 16:00"),
]


@pytest.mark.parametrize(("since", "duration", "calendar", "expected"), GOLDEN)
def test_golden_cases(since: str, duration: str, calendar: WorkingCalendar, expected: str) -> None:
    """The cases that were worked out by hand come out to the minute."""
    assert due(duration, since, calendar) == expected


@pytest.mark.parametrize(
    ("since", "duration", "expected"),
    [
        ("2026-11-24 11:50", "PT15M", "2026-11-24 13:05"),
        ("2026-11-24 12:20", "PT15M", "2026-11-24 13:15"),
        ("2026-11-27 11:25", "PT10M", "2026-11-27 13:05"),
        ("2026-11-27 10:00", "PT2H", "2026-11-27 13:30"),
        ("2026-11-24 11:30", "PT30M", "2026-11-24 12:00"),
        ("2026-11-24 15:30", "PT30M", "2026-11-24 16:00"),
        ("2026-11-24 16:00", "PT30M", "2026-11-25 08:00"),
        ("2026-11-24 03:00", "PT15M", "2026-11-24 07:45"),
        ("2026-11-24 23:59", "PT15M", "2026-11-25 07:45"),
    ],
)
def test_breaks_nights_and_closing_time(since: str, duration: str, expected: str) -> None:
    """Lunch and the Friday prayer stop the clock, and work that fits until closing is due at closing."""
    assert due(duration, since) == expected


@pytest.mark.parametrize(
    ("since", "duration", "expected"),
    [
        ("2026-02-18 15:50", "PT20M", "2026-02-19 08:10"),
        ("2026-02-19 14:50", "PT20M", "2026-02-20 08:10"),
        ("2026-02-20 11:20", "PT20M", "2026-02-20 12:40"),
        ("2026-02-23 10:00", "P2D", "2026-02-25 15:00"),
        ("2026-03-17 14:50", "PT20M", "2026-03-25 07:40"),
    ],
)
def test_ramadan_hours(since: str, duration: str, expected: str) -> None:
    """Ramadan's shorter hours hold from its first to its last day, and cuti bersama follows it."""
    assert due(duration, since) == expected


def test_weekly_minutes_are_those_of_the_law() -> None:
    """A week has 37.5 hours, and 32.5 in Ramadan."""
    ordinary = working_minutes(wib("2026-11-23 00:00"), wib("2026-11-30 00:00"), OFFICE)
    fasting = working_minutes(wib("2026-02-23 00:00"), wib("2026-03-02 00:00"), OFFICE)
    assert (ordinary, fasting, OFFICE.daily_minutes) == (2250, 1950, 450)


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2026-11-24 07:00", "2026-11-26 16:00"),
        ("2026-11-24 20:00", "2026-11-26 16:00"),
        ("2026-11-27 10:00", "2026-12-01 16:00"),
        ("2026-11-28 10:00", "2026-12-01 16:00"),
        ("2026-11-25 10:00", "2026-11-27 16:30"),
    ],
)
def test_day_zero_counts_whole_working_days(since: str, expected: str) -> None:
    """The day on which a task opens does not count, at whatever hour; the n-th counts until closing."""
    assert due("P2D", since) == expected


def test_clock_starts_where_the_row_starts() -> None:
    """A row that opens a week after its case has the same time as one that opens at once."""
    minutes = [
        working_minutes(wib(since), due_at(Budget("minutes", 120), wib(since), OFFICE), OFFICE)
        for since in ("2026-11-24 15:30", "2026-12-01 09:00")
    ]
    assert minutes == [120, 120]


def test_start_outside_hours_is_never_free_of_duration() -> None:
    """A task done at night or on a Saturday took zero minutes, not the night's and not fewer than none."""
    assert working_minutes(wib("2026-11-28 09:00"), wib("2026-11-28 11:00"), OFFICE) == 0
    assert working_minutes(wib("2026-11-27 22:00"), wib("2026-11-30 07:40"), OFFICE) == 10


def test_warning_falls_inside_working_time() -> None:
    """The early warning crosses night and week-end as the due instant does, and comes before it."""
    warned = warning_at(Budget("minutes", 120), wib("2026-11-27 15:30"), OFFICE)
    assert warned == wib("2026-11-30 08:00")
    assert warning_at(Budget("minutes", 10), wib("2026-11-28 09:00"), OFFICE) == wib("2026-11-30 07:37:30")
    assert warning_at(Budget("days", 2), wib("2026-12-23 10:00"), OFFICE) == wib("2026-12-29 10:00")


def test_nobody_is_notified_before_opening() -> None:
    """What falls at night, at lunch or on a holiday waits for the next opening; the rest does not."""
    assert next_opening(wib("2026-12-23 22:00"), OFFICE) == wib("2026-12-28 07:30")
    assert next_opening(wib("2026-11-24 12:15"), OFFICE) == wib("2026-11-24 13:00")
    assert next_opening(wib("2026-11-24 10:15"), OFFICE) == wib("2026-11-24 10:15")


def test_late_only_after_the_due_instant() -> None:
    """Work done exactly when it is due is in time, whichever zone either instant is written in."""
    instant = due_at(Budget("minutes", 120), wib("2026-11-24 15:30"), OFFICE)
    assert instant == datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
    assert not is_late(instant, wib("2026-11-25 09:00"))
    assert is_late(instant, wib("2026-11-25 09:00") + timedelta(microseconds=1))


def test_holiday_added_later_moves_the_due_instant() -> None:
    """A new version of the calendar gives another due instant; the old one still gives the old one."""
    closure = {date(2026, 11, 25): Day("closure", "Pemilihan kepala desa")}
    newer = replace(OFFICE, version=2, days={**DAYS, **closure})
    assert due("PT120M", "2026-11-24 15:30", newer) == "2026-11-26 09:00"
    assert due("P2D", "2026-11-24 15:30", newer) == "2026-11-27 16:30"
    assert due("PT120M", "2026-11-24 15:30", OFFICE) == "2026-11-25 09:00"


def test_extra_working_day() -> None:
    """A worked Saturday has the hours of a Monday, or its own; a worked cuti bersama those of its weekday."""
    saturday = date(2026, 11, 28)
    whole = replace(OFFICE, days={saturday: Day("workday", "Pengganti")})
    short = replace(OFFICE, days={saturday: Day("workday", "Pengganti", (Span(time(8), time(9)),))})
    assert due("PT10M", "2026-11-28 06:00", whole) == "2026-11-28 07:40"
    assert due("P1D", "2026-11-27 10:00", short) == "2026-11-28 09:00"
    assert due("PT70M", "2026-11-28 06:00", short) == "2026-11-30 07:40"
    worked = replace(OFFICE, days={**DAYS, date(2026, 12, 24): Day("workday", "Layanan tetap buka")})
    assert due("P1D", "2026-12-23 10:00", worked) == "2026-12-24 16:00"


@pytest.mark.parametrize(
    ("zone", "name", "hour"),
    [("Asia/Jakarta", "WIB", 0), ("Asia/Makassar", "WITA", 23), ("Asia/Jayapura", "WIT", 22)],
)
def test_zones_of_indonesia(zone: str, name: str, hour: int) -> None:
    """An office opens at 07:30 of its own clock, and its zone has the name that people use."""
    opened = next_opening(datetime(2026, 11, 28, tzinfo=UTC), default_calendar(zone))
    assert (zone_name(zone), opened.hour, opened.minute) == (name, hour, 30)
    assert opened.astimezone(ZoneInfo(zone)).tzname() == name


def test_the_office_date_decides_about_day_zero() -> None:
    """A task that opens after midnight in Jayapura belongs to the new day there, not in Jakarta."""
    at = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
    east, west = (due_at(Budget("days", 1), at, default_calendar(z)) for z in ("Asia/Jayapura", "Asia/Jakarta"))
    assert east.astimezone(ZoneInfo("Asia/Jayapura")).date() == date(2026, 11, 26)
    assert west.astimezone(WIB).date() == date(2026, 11, 25)


def test_explanation_of_the_golden_two_days() -> None:
    """Every stretch from the start to the due instant is there, in order, with its reason and its name."""
    since = wib("2026-12-23 10:00")
    segments = explain(Budget("days", 2), since, OFFICE)
    shown = [(segment.reason, segment.name, segment.day_number, segment.minutes) for segment in segments]
    assert shown == [
        ("work", "", 0, 120),
        ("break", "", None, 0),
        ("work", "", 0, 180),
        ("outside_hours", "", None, 0),
        ("collective_leave", "Cuti Bersama Hari Raya Natal", None, 0),
        ("holiday", "Hari Raya Natal", None, 0),
        ("rest_day", "", None, 0),
        ("outside_hours", "", None, 0),
        ("work", "", 1, 270),
        ("break", "", None, 0),
        ("work", "", 1, 180),
        ("outside_hours", "", None, 0),
        ("work", "", 2, 270),
        ("break", "", None, 0),
        ("work", "", 2, 180),
    ]
    assert {segment.reason for segment in segments} <= set(REASONS)


def test_explanation_names_the_season() -> None:
    """A stretch of work in Ramadan says so."""
    first, *_ = explain(Budget("minutes", 10), wib("2026-02-23 10:00"), OFFICE)
    assert (first.reason, first.name, first.minutes) == ("work", "Ramadan 2026", 10)


@pytest.mark.parametrize("weekly", [{}, {0: ()}])
def test_calendar_without_work_is_an_error_and_no_endless_search(weekly: dict[int, tuple[Span, ...]]) -> None:
    """Nothing can be due in an office that never works."""
    closed = replace(OFFICE, weekly=weekly, seasons=(), days={})
    for search in (
        lambda: due_at(Budget("minutes", 1), wib("2026-11-24 10:00"), closed),
        lambda: due_at(Budget("days", 1), wib("2026-11-24 10:00"), closed),
        lambda: next_opening(wib("2026-11-24 10:00"), closed),
    ):
        with pytest.raises(NoWorkingTime):
            search()


def test_search_ends_at_the_end_of_time() -> None:
    """The last year that a date can have is an error like any other."""
    with pytest.raises(NoWorkingTime):
        due_at(Budget("days", 99), datetime(9999, 12, 1, tzinfo=UTC), OFFICE)


def test_time_without_zone_is_refused() -> None:
    """A naive time would be another instant on every machine."""
    with pytest.raises(ValueError, match="without zone"):
        due_at(Budget("minutes", 1), datetime(2026, 11, 24), OFFICE)  # noqa: DTZ001  # That is the point.


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Span(time(12), time(12)), "end before they start"),
        (lambda: Span(time(16), time(7, 30)), "end before they start"),
        (lambda: Span(time(7, 30, 15), time(12)), "whole minutes"),
        (lambda: replace(OFFICE, weekly={0: (Span(time(8), time(12)), Span(time(11), time(16)))}), "overlap"),
        (lambda: replace(OFFICE, weekly={0: (Span(time(13), time(16)), Span(time(8), time(12)))}), "order"),
        (lambda: replace(OFFICE, weekly={7: ()}), "Weekdays"),
        (lambda: Season(date(2026, 3, 2), date(2026, 3, 1), ORDINARY_WEEK, "Ramadan"), "ends before"),
        (
            lambda: replace(OFFICE, seasons=(*OFFICE.seasons, LATER_RAMADAN)),
            "overlap",
        ),
        (lambda: Day("party", "Ulang tahun"), "Unknown kind"),  # type: ignore[arg-type]
        (lambda: Day("holiday", "Natal", (Span(time(8), time(9)),)), "Only a workday"),
        (lambda: replace(OFFICE, zone="Asia/Solo"), "time zone"),
        (lambda: replace(OFFICE, zone=""), "time zone"),
        (lambda: replace(OFFICE, zone="../etc/passwd"), "time zone"),
        (lambda: replace(OFFICE, day_rule="sometimes"), "day rule"),
    ],
)
def test_calendar_that_contradicts_itself_is_refused(make: Callable[[], object], message: str) -> None:
    """Each contradiction has its own sentence."""
    with pytest.raises(InvalidCalendar, match=message):
        make()


def test_json_is_readable_and_complete() -> None:
    """The whole calendar comes back from its text, and the text is the same however the days were entered."""
    text = to_json(OFFICE)
    assert from_json(text) == OFFICE
    assert '"0":["07:30-12:00","13:00-16:00"]' in text
    assert to_json(replace(OFFICE, days=dict(reversed(DAYS.items())))) == text


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"version":1}', to_json(OFFICE).replace("07:30", "25:00")])
def test_other_json_is_refused(text: str) -> None:
    """Text that is no calendar is a clear error."""
    with pytest.raises(InvalidCalendar):
        from_json(text)


def test_unconfirmed_year_ahead_is_seen_in_time() -> None:
    """From two months before the turn of the year on, holidays that nobody confirmed are named."""
    assert OFFICE.unconfirmed_years(date(2026, 10, 31)) == ()
    assert OFFICE.unconfirmed_years(date(2026, 11, 24)) == (2027,)
    assert default_calendar().unconfirmed_years(date(2026, 11, 24)) == (2026, 2027)
