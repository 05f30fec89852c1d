"""Give a new office what it cannot work without: the SOP, and a working calendar."""

from __future__ import annotations

from app.actions.publish_sop import publish_sop
from app.office import Office
from app.security.actor import SYSTEM
from persistence import calendars, sop_versions
from processes import diagram
from processes.calendar_json import to_values
from processes.office_hours import default_calendar


def set_up_office(office: Office) -> None:
    """Publish the packaged SOP and put the default calendar in force, where there is none yet."""
    with office.database.reading() as connection:
        version, calendar = sop_versions.current(connection), calendars.current(connection)
    if calendar is None:
        default = to_values(default_calendar(office.settings.time_zone))
        with office.database.transaction() as connection:
            calendars.add_version(connection, default, office.now(), None, is_confirmed=True)
    if version is None:
        publish_sop(office, SYSTEM, diagram.seed())
    office.catalogue.forget()
