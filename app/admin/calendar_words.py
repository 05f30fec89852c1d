"""The working calendar in words: its hours, its special days, and what one version changed of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from app.i18n import format_date, gettext, lazy_gettext
from app.times import day
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Day, Season, Spans, Week

# As the fields of the forms are named, from Monday on.
WEEKDAYS: Mapping[str, str] = {
    "senin": lazy_gettext("Senin"),
    "selasa": lazy_gettext("Selasa"),
    "rabu": lazy_gettext("Rabu"),
    "kamis": lazy_gettext("Kamis"),
    "jumat": lazy_gettext("Jumat"),
    "sabtu": lazy_gettext("Sabtu"),
    "minggu": lazy_gettext("Minggu"),
}
KINDS: Mapping[str, str] = {
    "holiday": lazy_gettext("Hari libur nasional"),
    "collective_leave": lazy_gettext("Cuti bersama"),
    "closure": lazy_gettext("Kantor tutup"),
    "workday": lazy_gettext("Hari kerja tambahan"),
}
DAY_RULES: Mapping[str, str] = {
    "day_zero": lazy_gettext("Sampai tutup kantor pada hari kerja ke-n; hari mulai tidak dihitung"),
    "daily_minutes": lazy_gettext("n kali jam kerja sehari"),
}


def hours(spans: Spans) -> str:
    """Write the hours of a day as the forms read them: 07.30-12.00, 13.00-16.00."""
    return ", ".join(f"{span.start:%H.%M}-{span.end:%H.%M}" for span in spans)


def week(weekly: Week) -> list[tuple[str, str]]:
    """Return each weekday with its hours."""
    free = gettext("libur")
    return [(name, hours(weekly.get(number, ())) or free) for number, name in enumerate(WEEKDAYS.values())]


def span(first: date, last: date) -> str:
    """Say a stretch of days: 8 Februari 2027 – 9 Maret 2027."""
    return f"{format_date(first, 'd MMMM y')} – {format_date(last, 'd MMMM y')}"


def special_day(entry: Day) -> str:
    """Say what a date is: Tahun Baru Masehi (hari libur nasional)."""
    told = f"{entry.name} ({KINDS[entry.kind]})"
    return f"{told}, {hours(entry.hours)}" if entry.hours else told


def differences(before: WorkingCalendar, after: WorkingCalendar) -> list[str]:
    """Say what a version of the calendar changed."""
    return [*_of_week(before, after), *_of_seasons(before, after), *_of_days(before, after), *_of_years(before, after)]


def _of_week(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[str]:
    for (name, old), (_, new) in zip(week(before.weekly), week(after.weekly), strict=True):
        if old != new:
            yield gettext("%(weekday)s: %(old)s menjadi %(new)s", weekday=name, old=old, new=new)
    if before.day_rule != after.day_rule:
        yield gettext("Tenggat dalam hari: %(rule)s", rule=DAY_RULES[after.day_rule])


def _of_seasons(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[str]:
    for season in before.seasons:
        if season not in after.seasons:
            yield gettext("Dihapus: %(what)s", what=_season(season))
    for season in after.seasons:
        if season not in before.seasons:
            yield gettext("Ditambahkan: %(what)s", what=_season(season))


def _of_days(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[str]:
    for when in sorted({*before.days, *after.days}):
        old, new = before.days.get(when), after.days.get(when)
        if old and old != new:
            yield gettext("Dihapus: %(what)s", what=f"{day(when)}: {special_day(old)}")
        if new and old != new:
            yield gettext("Ditambahkan: %(what)s", what=f"{day(when)}: {special_day(new)}")


def _of_years(before: WorkingCalendar, after: WorkingCalendar) -> Iterator[str]:
    for year in sorted(after.confirmed_years - before.confirmed_years):
        yield gettext("Libur tahun %(year)s dinyatakan lengkap", year=year)


def _season(season: Season) -> str:
    told = f"{season.name}, {span(season.first, season.last)}"
    return gettext("%(season)s (perkiraan)", season=told) if season.is_estimate else told
