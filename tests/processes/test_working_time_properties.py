"""Working time: what must hold for any office, any instant and any budget."""

import os
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from processes.office_hours import RAMADAN_ESTIMATES, ZONE_NAMES, default_calendar
from processes.sop import Budget
from processes.time_explained import explain
from processes.working_time import (
    Day,
    Span,
    WorkingCalendar,
    due_at,
    from_json,
    next_opening,
    to_json,
    warning_at,
    working_minutes,
)

INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
MINUTES = st.builds(Budget, st.just("minutes"), st.integers(1, 1500))
BUDGETS = MINUTES | st.builds(Budget, st.just("days"), st.integers(1, 14))


def _hours(breaks: list[int]) -> tuple[Span, ...]:
    # Opening, breaks and closing at any minute; two hours in the evening keep the search short.
    cuts = [*sorted(breaks)[: len(breaks) // 2 * 2], 20 * 60, 22 * 60]
    clocks = [time(cut // 60, cut % 60) for cut in cuts]
    return tuple(Span(start, end) for start, end in zip(clocks[::2], clocks[1::2], strict=True))


HOURS = st.lists(st.integers(0, 20 * 60), max_size=4, unique=True).map(_hours)
NAMES = st.sampled_from(["Natal", "Hari “Kartini”"])
DAYS = st.dictionaries(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.builds(Day, st.sampled_from(["holiday", "collective_leave", "closure"]), NAMES)
    | st.builds(Day, st.just("workday"), NAMES, HOURS | st.just(())),
    max_size=10,
)
CALENDARS = st.builds(
    WorkingCalendar,
    version=st.integers(1, 99),
    zone=st.sampled_from(list(ZONE_NAMES)),
    weekly=st.dictionaries(st.integers(0, 6), HOURS, min_size=2),
    seasons=st.sampled_from([(), tuple(RAMADAN_ESTIMATES.values())]),
    days=DAYS,
    day_rule=st.sampled_from(["day_zero", "daily_minutes"]),
    confirmed_years=st.frozensets(st.integers(2026, 2028)),
)


def _by_the_minute(since: datetime, until: datetime, calendar: WorkingCalendar) -> int:
    """Count working minutes one by one, slowly and without a thought."""
    count = 0
    while since < until:
        local = since.astimezone(calendar.timezone)
        hours = calendar.hours_on(local.date())
        count += any(span.start <= local.time() < span.end for span in hours)
        since += timedelta(minutes=1)
    return count


@given(BUDGETS, INSTANTS, INSTANTS, CALENDARS)
def test_a_later_start_is_never_due_earlier(
    budget: Budget, one: datetime, other: datetime, calendar: WorkingCalendar
) -> None:
    """Who starts later may end later, never earlier."""
    earlier, later = sorted((one, other))
    assert due_at(budget, earlier, calendar) <= due_at(budget, later, calendar)


@given(st.integers(1, 999), st.integers(1, 999), INSTANTS, CALENDARS)
def test_minutes_add_up(one: int, other: int, since: datetime, calendar: WorkingCalendar) -> None:
    """Two budgets after each other end where their sum ends."""
    halfway = due_at(Budget("minutes", one), since, calendar)
    whole = due_at(Budget("minutes", one + other), since, calendar)
    assert due_at(Budget("minutes", other), halfway, calendar) == whole


@given(MINUTES, INSTANTS, CALENDARS)
def test_the_way_back_gives_the_budget(budget: Budget, since: datetime, calendar: WorkingCalendar) -> None:
    """Between start and due instant lie exactly the minutes of the budget, in both directions."""
    due = due_at(budget, since, calendar)
    assert working_minutes(since, due, calendar) == budget.amount
    assert working_minutes(due, since, calendar) == -budget.amount


@given(BUDGETS, INSTANTS, CALENDARS)
def test_explanation_is_whole(budget: Budget, since: datetime, calendar: WorkingCalendar) -> None:
    """The stretches follow each other from start to due instant, and what they count is the budget."""
    segments = explain(budget, since, calendar)
    due = due_at(budget, since, calendar)
    assert [segments[0].start, *(segment.end for segment in segments)] == [
        *(segment.start for segment in segments),
        due,
    ]
    assert segments[0].start == since
    assert sum(segment.minutes for segment in segments) == working_minutes(since, due, calendar)
    assert all(segment.minutes == 0 for segment in segments if segment.reason != "work")
    if budget.unit == "minutes":
        assert sum(segment.minutes for segment in segments) == budget.amount
    elif calendar.day_rule == "day_zero":
        assert segments[-1].day_number == budget.amount
    else:
        assert sum(segment.minutes for segment in segments) == budget.amount * calendar.daily_minutes


@given(BUDGETS, INSTANTS, CALENDARS)
def test_due_and_warning_lie_in_working_time(budget: Budget, since: datetime, calendar: WorkingCalendar) -> None:
    """The office works in the minute before anything is due, and the warning comes before."""
    due = due_at(budget, since, calendar)
    assert since <= warning_at(budget, since, calendar) <= due
    assert next_opening(due - timedelta(seconds=1), calendar) == due - timedelta(seconds=1)


@given(
    st.datetimes(datetime(2026, 2, 10), datetime(2026, 4, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(0, 3000),
    CALENDARS,
)
def test_counting_agrees_with_counting_by_the_minute(at: datetime, length: int, calendar: WorkingCalendar) -> None:
    """The quick count equals the slow one."""
    since = at.replace(second=0, microsecond=0)
    until = since + timedelta(minutes=length)
    assert working_minutes(since, until, calendar) == _by_the_minute(since, until, calendar)


@given(CALENDARS)
def test_json_gives_the_same_calendar_back(calendar: WorkingCalendar) -> None:
    """A calendar survives its text, and its text survives the calendar."""
    text = to_json(calendar)
    assert from_json(text) == calendar
    assert to_json(from_json(text)) == text


@given(BUDGETS, INSTANTS, CALENDARS)
def test_any_zone_of_the_start_gives_the_same_instant(
    budget: Budget, since: datetime, calendar: WorkingCalendar
) -> None:
    """An instant is an instant, however it is written."""
    written = since.astimezone(calendar.timezone)
    assert due_at(budget, written, calendar) == due_at(budget, since, calendar)


@pytest.mark.parametrize("machine_zone", ["UTC", "Asia/Jayapura", "America/New_York"])
def test_the_machine_zone_does_not_matter(machine_zone: str) -> None:
    """A server set to another zone finds the same due instant."""
    program = (
        "from datetime import datetime, UTC\n"
        "from processes.sop import Budget\n"
        "from processes.working_time import default_calendar, due_at\n"
        "print(due_at(Budget('minutes', 120), datetime(2026, 11, 24, 8, 30, tzinfo=UTC), default_calendar()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "TZ": machine_zone},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "2026-11-25 02:00:00+00:00"


def test_a_long_wait_is_counted_quickly() -> None:
    """Minutes over ten months come from days and not from minutes: the days are looked at once each."""
    calendar = replace(default_calendar(), version=7)
    since = datetime(2026, 1, 5, tzinfo=UTC)
    for days in range(300):
        working_minutes(since, since + timedelta(days=days), calendar)
    assert len(calendar._openings) <= 301
