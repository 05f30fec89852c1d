"""Categories, SOP versions and the working calendar."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from persistence import calendars, categories, sop_versions
from persistence.calendars import CalendarDay
from persistence.database import Database


def test_a_code_is_unique_under_its_parent(database: Database) -> None:
    """Every category may have its own "lainnya", and a code appears once under one parent and once on top."""
    with database.transaction() as connection:
        roads = categories.create(connection, "jalan", "Jalan", "sop", 1)
        waste = categories.create(connection, "sampah", "Sampah", "office", 0, visibility="rahasia")
        other = categories.create(connection, "lainnya", "Lainnya", "sop", 2, parent_id=roads, external_id="934")
        categories.create(connection, "lainnya", "Lainnya", "sop", 3, parent_id=waste)
        assert [category.code for category in categories.every(connection)][:2] == ["sampah", "jalan"]
        found = categories.read_by_code(connection, "lainnya", roads)
        assert found
        assert (found.id, found.external_id) == (other, "934")
        assert found == categories.read(connection, other)
        assert categories.read_by_code(connection, "lainnya", None) is None
        categories.change(connection, waste, is_active=False)
        assert len(categories.every(connection, only_active=True)) == 3
    for code, parent in (("jalan", None), ("lainnya", roads)):
        with pytest.raises(IntegrityError), database.transaction() as connection:
            categories.create(connection, code, "Again", "sop", 9, parent_id=parent)


def test_a_draft_is_published_once(office: Any) -> None:
    """A draft changes until it is published; then the former version retires and the new one stays as it is."""
    with office.database.transaction() as connection:
        draft = sop_versions.add_draft(connection, "Baru", "cd" * 32, b"<draft/>", office.now)
        assert sop_versions.save_draft(connection, draft, "Baru 2", "ef" * 32, b"<new/>")
        current = sop_versions.current(connection)
        assert current
        assert (current.id, current.number) == (office.sop, 1)
        assert sop_versions.publish(connection, draft, office.now, office.operator)
        current = sop_versions.current(connection)
        assert current
        assert (current.id, current.number, current.title, current.sha256) == (draft, 2, "Baru 2", "ef" * 32)
        assert sop_versions.read_xml(connection, draft) == b"<new/>"
        assert not sop_versions.publish(connection, draft, office.now, office.operator)
        assert not sop_versions.publish(connection, 999, office.now, office.operator)
        assert not sop_versions.save_draft(connection, draft, "x", "x", b"x")
        assert not sop_versions.delete_draft(connection, draft)
        thrown = sop_versions.add_draft(connection, "Salah", "cd" * 32, b"<draft/>", office.now)
        assert sop_versions.delete_draft(connection, thrown)
        assert sop_versions.read(connection, thrown) is None
        assert [(each.number, each.status) for each in sop_versions.every(connection)] == [
            (2, "published"), (1, "retired"),
        ]  # fmt: skip


def test_the_newest_confirmed_calendar_is_in_force(office: Any) -> None:
    """An unconfirmed version of the calendar changes nothing until it is confirmed."""
    with office.database.transaction() as connection:
        assert calendars.current(connection) is None
        first = calendars.add_version(connection, {"zone": "Asia/Jakarta"}, office.now, None, is_confirmed=True)
        second = calendars.add_version(
            connection, {"zone": "Asia/Makassar"}, office.now, office.operator, is_confirmed=False
        )
        current = calendars.current(connection)
        assert current
        assert (current.version, current.calendar) == (first, {"zone": "Asia/Jakarta"})
        calendars.confirm_version(connection, second)
        assert calendars.current(connection) == calendars.read(connection, second)
        assert [each.version for each in calendars.versions(connection)] == [2, 1]
        assert calendars.read(connection, 9) is None


def test_imported_days_wait_for_confirmation(database: Database) -> None:
    """An import adds what is new and leaves what the office entered; days count once confirmed."""
    own = CalendarDay(date(2026, 8, 17), "holiday", "Kemerdekaan", True, "kantor")
    imported = [
        CalendarDay(date(2026, 8, 17), "holiday", "Independence Day", False, "holidays"),
        CalendarDay(date(2026, 12, 25), "holiday", "Natal", False, "holidays"),
    ]
    year = date(2026, 1, 1), date(2026, 12, 31)
    with database.transaction() as connection:
        calendars.set_day(connection, own)
        assert calendars.import_days(connection, imported) == 1
        assert calendars.import_days(connection, imported) == 0
        assert calendars.days(connection, *year) == [own, imported[1]]
        assert calendars.days(connection, *year, only_confirmed=True) == [own]
        calendars.confirm_days(connection, [date(2026, 12, 25)])
        assert len(calendars.days(connection, *year, only_confirmed=True)) == 2
        calendars.set_day(connection, CalendarDay(own.date, "workday", "Masuk", True, "kantor"))
        assert calendars.days(connection, own.date, own.date)[0].kind == "workday"
        assert calendars.delete_day(connection, own.date)
        assert not calendars.delete_day(connection, own.date)
