"""From what an administrator filled in to the calendar that she wants; what contradicts itself is told at its field."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from typing import Any

from app import page_form
from app.admin.blueprint import Values
from app.admin.calendar_words import WEEKDAYS, hours
from app.i18n import gettext
from forms.errors import FieldError, FieldErrors
from processes.errors import InvalidCalendar
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Day, Season, Span, Spans, Week, check_week


def next_version(calendar: WorkingCalendar, **changed: Any) -> WorkingCalendar:
    """Return the calendar that follows this one. Raises InvalidCalendar."""
    return replace(calendar, version=calendar.version + 1, **changed)


def with_hours(calendar: WorkingCalendar, given: Values) -> WorkingCalendar:
    """Change the ordinary week and the rule for days. Raises FieldErrors."""
    return next_version(calendar, weekly=_week(given), day_rule=given["aturan_hari"])


def with_season(calendar: WorkingCalendar, given: Values, replaced: Season | None = None) -> WorkingCalendar:
    """Add a season with hours of its own, or put it in another's place. Raises FieldErrors."""
    first, last = date.fromisoformat(given["mulai"]), date.fromisoformat(given["sampai"])
    if first > last:
        raise _refused("sampai", gettext("Hari terakhir harus sesudah hari pertama."), given)
    season = Season(first, last, _week(given), given["nama"], given.get("perkiraan", False))
    others = [one for one in calendar.seasons if one != replaced]
    try:
        return next_version(calendar, seasons=tuple(sorted([*others, season], key=lambda one: one.first)))
    except InvalidCalendar as error:
        raise _refused("mulai", gettext("Masa ini bertumpuk dengan masa lain."), given) from error


def without_season(calendar: WorkingCalendar, season: Season) -> WorkingCalendar:
    """Remove a season."""
    return next_version(calendar, seasons=tuple(one for one in calendar.seasons if one != season))


def with_day(calendar: WorkingCalendar, given: Values) -> WorkingCalendar:
    """Add a special day. Raises FieldErrors."""
    when = date.fromisoformat(given["tanggal"])
    known = calendar.days.get(when)
    if known:
        sentence = gettext("Tanggal ini sudah tercatat sebagai %(name)s. Hapus dahulu yang lama.", name=known.name)
        raise _refused("tanggal", sentence, given)
    spans = _spans("jam", given)
    return next_version(calendar, days={**calendar.days, when: Day(given["jenis"], given["nama"], spans)})


def without_day(calendar: WorkingCalendar, when: date) -> WorkingCalendar:
    """Make a special day an ordinary one."""
    return next_version(calendar, days={day: entry for day, entry in calendar.days.items() if day != when})


def week_values(weekly: Week) -> dict[str, str]:
    """Return the hours of a week as the fields show them."""
    return {name: hours(weekly[number]) for number, name in enumerate(WEEKDAYS) if weekly.get(number)}


def _week(given: Values) -> dict[int, Spans]:
    spans = {number: _spans(name, given) for number, name in enumerate(WEEKDAYS)}
    return {number: worked for number, worked in spans.items() if worked}


def _spans(name: str, given: Values) -> Spans:
    """Read hours such as `07.30-12.00, 13.00-16.00`, whose form the schema has checked. Raises FieldErrors."""
    text = str(given.get(name, "")).replace(".", ":").replace("–", "-").replace(" ", "")
    try:
        spans = tuple(Span(*map(time.fromisoformat, part.split("-"))) for part in text.split(",") if part)
        check_week({0: spans})
    except InvalidCalendar as error:
        raise _refused(name, gettext("Jam ini terbalik atau bertumpuk. Tulis dari pagi ke sore."), given) from error
    return spans


def _refused(field: str, sentence: str, given: Values) -> FieldErrors:
    error: FieldError = page_form.refusal(field, sentence)
    return FieldErrors((error,), given)
