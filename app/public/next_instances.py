"""Where a reporter can go when the answer does not satisfy her, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from app.case_file import CaseFile
from processes.sop import Budget
from processes.working_time import due_at

# UU 14/2008 article 36 (1): within 30 working days; UU 37/2008 article 24 (1) d: within two years.
OBJECTION = Budget("days", 30)
OMBUDSMAN_YEARS = 2


@dataclass(frozen=True)
class NextInstances:
    """The dates of both ways, and which of them fits: `is_request` tells that information was asked for."""

    is_request: bool
    objection_until: date
    ombudsman_until: date


def next_instances(case: CaseFile, answered_at: datetime, kind: object) -> NextInstances:
    """Count both times from the answer, the first in working days of the office's calendar."""
    until = case.calendar.date_at(due_at(OBJECTION, answered_at, case.calendar))
    return NextInstances(kind == "informasi", until, _years_later(case.calendar.date_at(answered_at)))


def _years_later(day: date) -> date:
    # 29 February has no namesake two years later.
    last = day.replace(day=28) if (day.month, day.day) == (2, 29) else day
    return last.replace(year=last.year + OMBUDSMAN_YEARS)
