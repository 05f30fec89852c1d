"""Propose the holidays of a year from the `holidays` library; an administrator confirms them."""

from dataclasses import dataclass
from datetime import date

import holidays

from processes.working_hours import DayKind

# A date that is both is free as a public holiday, so that category comes last.
_KINDS: dict[str, DayKind] = {"government": "collective_leave", "public": "holiday"}
_ESTIMATE = "(perkiraan)"


@dataclass(frozen=True)
class HolidayDraft:
    """Hold one proposed free day; an estimate waits for the government's announcement."""

    date: date
    kind: DayKind
    name: str
    is_estimate: bool


def holiday_drafts(year: int) -> tuple[HolidayDraft, ...]:
    """List public holidays and cuti bersama of a year in order of date, named in Indonesian.

    The library follows the yearly joint decree of three ministers (SKB 3 Menteri). For a year without a
    decree it knows no cuti bersama, and marks holidays of the lunar calendars as estimates.
    """
    drafts = {
        day: HolidayDraft(day, kind, " ".join(name.replace(_ESTIMATE, "").split()), _ESTIMATE in name)
        for category, kind in _KINDS.items()
        for day, name in holidays.country_holidays("ID", years=year, categories=category, language="id").items()
    }
    return tuple(drafts[day] for day in sorted(drafts))
