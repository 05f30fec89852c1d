"""Administrators change the working calendar, and see before they do what it moves."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from admin_desk import Desk

from persistence import calendars

HOURS = {
    "senin": "07.30-12.00, 13.00-16.00",
    "selasa": "07:30 - 12:00, 13:00 – 16:00",
    "rabu": "07.30-12.00, 13.00-16.00",
    "kamis": "07.30-12.00, 13.00-16.00",
    "jumat": "07.30-11.30, 13.00-16.30",
    "aturan_hari": "day_zero",
}
CLOSURE = {"tanggal": "2026-11-24", "jenis": "closure", "nama": "Banjir di kantor"}
RAMADAN = {
    "nama": "Ramadan 2027",
    "mulai": "2027-02-08",
    "sampai": "2027-03-09",
    "perkiraan": "true",
    "senin": "08.00-15.00",
}


def test_a_closure_is_previewed_and_then_moves_the_open_task(desk: Desk) -> None:
    """The preview says how many open tasks move and changes nothing; agreeing moves them and says so."""
    case_id = desk.players.submit().case_id
    seen = desk.seen("/kalender/hari/baru")
    preview = desk.send("/kalender/hari/baru", CLOSURE, seen=seen)
    assert "1 tugas terbuka akan mendapat tenggat lain." in preview.text
    assert "Banjir di kantor" in preview.text
    assert desk.calendar.version == 1
    answer = desk.send("/kalender/hari/baru", {**CLOSURE, "setuju": "ya"}, seen=seen)
    assert answer.status_code == 303
    assert "Tenggat 1 tugas terbuka digeser." in desk.read("/kalender/tahun/2026")
    assert desk.players.open_task(case_id).due_at == datetime(2026, 11, 25, 0, 40, tzinfo=UTC)
    assert "Banjir di kantor" in desk.read("/kalender")


def test_a_special_day_is_taken_out_again(desk: Desk) -> None:
    """Removing asks first and then makes the day an ordinary one."""
    desk.change_calendar("/kalender/hari/baru", CLOSURE)
    address = "/kalender/hari/2026-11-24/hapus"
    assert desk.send(address, {"setuju": "ya"}, seen=desk.seen(address)).status_code == 303
    assert desk.calendar.days == {}
    assert desk.send(address, {"setuju": "ya"}, seen="2").status_code == 404


def test_an_extra_workday_has_its_hours(desk: Desk) -> None:
    """A Saturday with hours of its own is worked on."""
    sent = {"tanggal": "2026-11-28", "jenis": "workday", "nama": "Pengganti cuti", "jam": "08.00-12.00"}
    assert desk.change_calendar("/kalender/hari/baru", sent).status_code == 303
    assert len(desk.calendar.openings(date(2026, 11, 28))) == 1


@pytest.mark.parametrize(
    ("address", "sent", "field"),
    [
        ("/kalender/hari/baru", {**CLOSURE, "tanggal": "2026-02-30"}, "tanggal"),
        ("/kalender/hari/baru", {**CLOSURE, "jenis": "pesta"}, "jenis"),
        ("/kalender/hari/baru", {**CLOSURE, "jenis": "workday", "jam": "16.00-08.00"}, "jam"),
        ("/kalender/jam", {**HOURS, "rabu": "siang"}, "rabu"),
        ("/kalender/jam", {**HOURS, "rabu": "08.00-12.00, 11.00-16.00"}, "rabu"),
        ("/kalender/jam", {"aturan_hari": "day_zero"}, "senin"),
        ("/kalender/jam", {**HOURS, "aturan_hari": "kapan saja"}, "aturan_hari"),
        ("/kalender/musim/baru", {**RAMADAN, "sampai": "2027-02-01"}, "sampai"),
    ],
)
def test_what_contradicts_itself_is_told_there(desk: Desk, address: str, sent: dict[str, str], field: str) -> None:
    """Unknown and impossible values answer 422, even when the preview is skipped, and the calendar stays."""
    answer = desk.send(address, {**sent, "setuju": "ya"}, seen=desk.seen(address))
    assert answer.status_code == 422
    assert f'id="isian-{field}-kesalahan"' in answer.text
    assert desk.calendar.version == 1


def test_the_ordinary_week_is_changed(desk: Desk) -> None:
    """Hours may be written with dots or colons; what stays the same makes no version."""
    unchanged = desk.send("/kalender/jam", HOURS, seen=desk.seen("/kalender/jam"))
    assert unchanged.status_code == 303
    assert desk.calendar.version == 1
    assert desk.change_calendar("/kalender/jam", {**HOURS, "sabtu": "08.00-11.00"}).status_code == 303
    assert desk.calendar.version == 2
    assert "Sabtu: libur menjadi 08.00-11.00" in desk.read("/kalender")


def test_a_season_is_added_changed_and_removed(desk: Desk) -> None:
    """Ramadan begins with the proposed dates; another season may not lie over it."""
    form = desk.read("/kalender/musim/baru?tahun=2027")
    assert 'value="2027-02-08"' in form
    assert desk.change_calendar("/kalender/musim/baru", RAMADAN).status_code == 303
    overlapping = desk.send("/kalender/musim/baru", RAMADAN, seen="2")
    assert overlapping.status_code == 422
    address = "/kalender/musim/2027-02-08"
    settled = {**RAMADAN, "mulai": "2027-02-09", "perkiraan": ""}
    assert desk.change_calendar(address, settled).status_code == 303
    (season,) = desk.calendar.seasons
    assert (season.first, season.is_estimate) == (date(2027, 2, 9), False)
    removal = "/kalender/musim/2027-02-09/hapus"
    assert desk.send(removal, {"setuju": "ya"}, seen=desk.seen(removal)).status_code == 303
    assert desk.calendar.seasons == ()


def test_the_holidays_of_a_year_are_imported_and_confirmed(desk: Desk) -> None:
    """Proposals count once they are chosen; the rest is thrown away when the year is complete, and the warning ends."""
    assert "Hari libur tahun 2026 belum disahkan" in desk.read("/")
    assert desk.send("/kalender/tahun/2026/impor", {}).status_code == 303
    page = desk.read("/kalender/tahun/2026")
    assert "25 usulan diimpor." in page
    assert "Hari Raya Natal" in page
    sent = {"hari": ["2026-12-24", "2026-12-25"], "lengkap": "true"}
    confirmed = desk.change_calendar("/kalender/tahun/2026/sahkan", sent, "/kalender/tahun/2026")
    assert confirmed.status_code == 303
    assert sorted(desk.calendar.days) == [date(2026, 12, 24), date(2026, 12, 25)]
    assert "Hari libur tahun 2026 belum disahkan" not in desk.read("/")
    with desk.players.office.database.reading() as connection:
        assert len(calendars.days(connection, date(2026, 1, 1), date(2026, 12, 31))) == 2


def test_a_day_that_nobody_proposed_cannot_be_confirmed(desk: Desk) -> None:
    """Unknown days answer 422."""
    desk.send("/kalender/tahun/2026/impor", {})
    answer = desk.send("/kalender/tahun/2026/sahkan", {"hari": ["2026-12-26"]}, seen="1")
    assert answer.status_code == 422
    assert 'id="isian-hari-kesalahan"' in answer.text


def test_the_second_of_two_administrators_is_told(desk: Desk) -> None:
    """A form of an older version is not saved, nor is a preview of one; what was entered is kept."""
    seen = desk.seen("/kalender/hari/baru")
    Desk.of(desk.players).change_calendar("/kalender/jam", {**HOURS, "sabtu": "08.00-11.00"})
    for agreed in ({}, {"setuju": "ya"}):
        answer = desk.send("/kalender/hari/baru", {**CLOSURE, **agreed}, seen=seen)
        assert answer.status_code == 409
        assert "sekarang berlaku versi 2" in answer.text
        assert "Banjir di kantor" in answer.text
    assert desk.calendar.days == {}


def test_the_versions_say_who_and_when(desk: Desk) -> None:
    """Each version is listed with its maker, its time and what it changed."""
    desk.change_calendar("/kalender/hari/baru", CLOSURE)
    page = desk.read("/kalender")
    assert "Tri Wahyuni" in page
    assert "24 Nov 2026 10.00 WIB" in page
    assert "Ditambahkan: Selasa, 24 November 2026: Banjir di kantor (Kantor tutup)" in page
