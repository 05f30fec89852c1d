"""Say instants and durations the way the office does, in its own zone."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app

from app.i18n import format_date, gettext, ngettext
from processes.working_time import zone_name


def office_zone() -> ZoneInfo:
    """Return the office's time zone."""
    return ZoneInfo(current_app.extensions["tanggap"].settings.time_zone)


def local(at: datetime) -> datetime:
    """Return an instant on the office's clock."""
    return at.astimezone(office_zone())


def moment(at: datetime) -> str:
    """Say an instant in full: Selasa, 24 November 2026 pukul 10.30 WIB."""
    here = local(at)
    return gettext(
        "%(day)s pukul %(time)s %(zone)s",
        day=format_date(here.date(), "EEEE, d MMMM y"),
        time=here.strftime("%H.%M"),
        zone=zone_name(office_zone().key),
    )


def short_moment(at: datetime) -> str:
    """Say an instant for a table: 24 Nov 2026 10.30 WIB."""
    here = local(at)
    return f"{format_date(here.date(), 'd MMM y')} {here.strftime('%H.%M')} {zone_name(office_zone().key)}"


def clock_time(at: datetime) -> str:
    """Say the time of day of an instant: 10.30 WIB."""
    return f"{local(at).strftime('%H.%M')} {zone_name(office_zone().key)}"


def day(value: date) -> str:
    """Say a date: Selasa, 24 November 2026."""
    return format_date(value, "EEEE, d MMMM y")


def working_duration(minutes: int, daily_minutes: int = 450) -> str:
    """Say a number of working minutes: 2 hari kerja 15 menit."""
    days, rest = divmod(abs(minutes), daily_minutes)
    hours, rest = divmod(rest, 60)
    parts = [
        ngettext("%(num)d hari kerja", "%(num)d hari kerja", days) if days else "",
        ngettext("%(num)d jam", "%(num)d jam", hours) if hours else "",
        ngettext("%(num)d menit", "%(num)d menit", rest) if rest or not (days or hours) else "",
    ]
    return " ".join(part for part in parts if part)
