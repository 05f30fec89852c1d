"""When the office works, in words: Senin–Kamis 07.30–12.00 dan 13.00–16.00."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import groupby

from app.i18n import format_date, gettext
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Spans

SOME_MONDAY = date(2024, 1, 1)


def hours_in_words(calendar: WorkingCalendar, today: date) -> tuple[str, ...]:
    """Say the weekly hours that hold today, neighbouring days with equal hours together."""
    season = calendar.season_on(today)
    week = season.weekly if season else calendar.weekly
    return tuple(_lines([week.get(weekday, ()) for weekday in range(7)]))


def _lines(week: list[Spans]) -> Iterator[str]:
    for spans, group in groupby(range(7), key=lambda weekday: week[weekday]):
        weekdays = list(group)
        if spans:
            yield f"{_days(weekdays[0], weekdays[-1])} {_hours(spans)}"


def _days(first: int, last: int) -> str:
    names = [format_date(SOME_MONDAY + timedelta(days=weekday), "EEEE") for weekday in (first, last)]
    return names[0] if first == last else "–".join(names)


def _hours(spans: Spans) -> str:
    said = [f"{span.start.strftime('%H.%M')}–{span.end.strftime('%H.%M')}" for span in spans]
    return gettext(" dan ").join(said)
