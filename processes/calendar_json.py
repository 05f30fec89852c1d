"""Write a working calendar as JSON, as a text or as the values of one, and read it again."""

import json
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from processes.errors import InvalidCalendar
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Day, Season, Span, Spans, Week


def to_json(calendar: WorkingCalendar) -> str:
    """Write a calendar so that equal calendars give equal text, byte for byte."""
    return json.dumps(to_values(calendar), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def from_json(text: str | bytes) -> WorkingCalendar:
    """Read a calendar that `to_json` wrote; raises InvalidCalendar on anything else."""
    try:
        values = json.loads(text)
    except ValueError as error:
        raise InvalidCalendar(f"Not a working calendar: {error}") from error
    return from_values(values)


def to_values(calendar: WorkingCalendar) -> dict[str, Any]:
    """Write a calendar as the values of a JSON object."""
    return {
        "version": calendar.version,
        "zone": calendar.zone,
        "weekly": _week_out(calendar.weekly),
        "seasons": [_season_out(season) for season in calendar.seasons],
        "days": {day.isoformat(): _day_out(entry) for day, entry in calendar.days.items()},
        "day_rule": calendar.day_rule,
        "confirmed_years": sorted(calendar.confirmed_years),
    }


def from_values(values: Mapping[str, Any]) -> WorkingCalendar:
    """Read a calendar that `to_values` wrote; raises InvalidCalendar on anything else."""
    try:
        return _calendar_in(values)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InvalidCalendar(f"Not a working calendar: {error}") from error


def _calendar_in(data: Mapping[str, Any]) -> WorkingCalendar:
    return WorkingCalendar(
        version=int(data["version"]),
        zone=data["zone"],
        weekly=_week_in(data["weekly"]),
        seasons=tuple(_season_in(season) for season in data["seasons"]),
        days={date.fromisoformat(day): _day_in(entry) for day, entry in data["days"].items()},
        day_rule=data["day_rule"],
        confirmed_years=frozenset(map(int, data["confirmed_years"])),
    )


def _hours_out(hours: Spans) -> list[str]:
    return [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in hours]


def _hours_in(texts: list[str]) -> Spans:
    return tuple(Span(*map(time.fromisoformat, text.split("-"))) for text in texts)


def _week_out(weekly: Week) -> dict[str, list[str]]:
    return {str(weekday): _hours_out(hours) for weekday, hours in weekly.items()}


def _week_in(data: Mapping[str, list[str]]) -> Week:
    return {int(weekday): _hours_in(texts) for weekday, texts in data.items()}


def _season_out(season: Season) -> dict[str, Any]:
    return {
        "first": season.first.isoformat(),
        "last": season.last.isoformat(),
        "weekly": _week_out(season.weekly),
        "name": season.name,
        "is_estimate": season.is_estimate,
    }


def _season_in(data: Mapping[str, Any]) -> Season:
    return Season(
        first=date.fromisoformat(data["first"]),
        last=date.fromisoformat(data["last"]),
        weekly=_week_in(data["weekly"]),
        name=data["name"],
        is_estimate=data["is_estimate"],
    )


def _day_out(day: Day) -> dict[str, Any]:
    return {"kind": day.kind, "name": day.name, "hours": _hours_out(day.hours)}


def _day_in(data: Mapping[str, Any]) -> Day:
    return Day(kind=data["kind"], name=data["name"], hours=_hours_in(data["hours"]))
