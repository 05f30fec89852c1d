"""Import the holidays of a year as proposals; none counts before an administrator confirms it."""

from __future__ import annotations

from app.actions import office_journal
from app.actions.change_calendar import current_calendar
from app.office import Office
from app.security.actor import Actor
from persistence import calendars
from persistence.calendars import CalendarDay
from processes.holidays_indonesia import holiday_drafts

IMPORTED, ESTIMATED = "import", "estimate"


def import_holidays(office: Office, actor: Actor, year: int) -> int:
    """Propose the holidays of a year that the calendar does not know yet. Returns how many are new."""
    now = office.now()
    drafts = holiday_drafts(year)
    with office.database.transaction() as connection:
        known = current_calendar(connection).days
        proposed = [
            CalendarDay(
                date=draft.date,
                kind=draft.kind,
                name=draft.name,
                is_confirmed=False,
                source=ESTIMATED if draft.is_estimate else IMPORTED,
            )
            for draft in drafts
            if draft.date not in known
        ]
        imported = calendars.import_days(connection, proposed)
        office_journal.record(connection, office, "holidays_imported", actor, now, year=year, imported=imported)
    return imported
