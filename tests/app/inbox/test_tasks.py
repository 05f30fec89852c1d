"""The inbox shows each person the open tasks of her lanes, the most urgent first, and nobody else's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import case_at
from sqlalchemy import update

from app.actions.change_calendar import change_calendar, current_calendar
from app.actions.claim_task import claim_task
from app.actions.create_account import create_account
from app.demo.cast import (
    ADMINISTRATOR,
    AUDITOR,
    CITIZEN,
    LEAD,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SECOND_OPERATOR,
    SUPERVISOR,
    UNIT_OFFICER,
    Person,
)
from app.inbox.list_address import Address
from app.security.actor import SYSTEM
from persistence.tables import cases as cases_table
from processes.working_hours import Day


def titles(client: FlaskClient, address: str = "/tugas?tampilan=lajur") -> list[str]:
    """Return the titles on a page of the inbox, in order."""
    return re.findall(r'<a href="/tugas/[^"]+">([^<]+)</a>', client.get(address).text)


def claim(players: Players, person: Person, case_id: Any) -> None:
    """Let a person claim the open task of a case."""
    with players.app.test_request_context():
        claim_task(players.office, players.actor(person), players.open_task(case_id).id)


def test_each_person_sees_the_tasks_of_her_lanes(players: Players) -> None:
    """Rows 2 and 6 are the operators', row 4 its unit's and no other's, row 5 the lead's, row 7 nobody's."""
    for row in "24567":
        case_at(players, row, judul=[f"Laporan pada baris {row}"])
    seen = {person.login: titles(players.client(person)) for person in (OPERATOR, SECOND_OPERATOR, UNIT_OFFICER, LEAD)}
    assert seen == {
        OPERATOR.login: ["Laporan pada baris 2", "Laporan pada baris 6"],
        SECOND_OPERATOR.login: ["Laporan pada baris 2", "Laporan pada baris 6"],
        UNIT_OFFICER.login: ["Laporan pada baris 4"],
        LEAD.login: ["Laporan pada baris 5"],
    }
    assert titles(players.client(OTHER_UNIT_OFFICER)) == []


def test_a_line_says_what_when_and_whose(players: Players) -> None:
    """Number, title, row, lane, due instant, remaining working time, owner and confidentiality stand in the line."""
    case_id = case_at(players, "2", kerahasiaan=["rahasia"])
    claim(players, SECOND_OPERATOR, case_id)
    page = players.client(OPERATOR).get("/tugas?tampilan=lajur").text
    for text in ("KBK/2026/11/0001", "Lampu jalan depan pasar mati", "Rahasia", "2. Menerima input pengaduan"):
        assert text in page
    for text in ("Operator/Agen", "sisa 10 menit", "24 Nov 2026 10.10 WIB", "Rina Kusuma"):
        assert text in page
    assert "Siti Rahayu" not in page


@pytest.mark.parametrize(
    ("minutes", "said", "mark"),
    [(0, "sisa 10 menit", "mark-good"), (8, "sisa 2 menit", "mark-warn"), (10, "sisa kurang dari 1 menit", "mark-warn"),
     (11, "terlambat 1 menit", "mark-bad"), (60 * 24 + 10, "terlambat 1 hari kerja", "mark-bad")],
)  # fmt: skip
def test_the_remaining_working_time_is_said_and_coloured(players: Players, minutes: int, said: str, mark: str) -> None:
    """On time, soon below a quarter of the standard time, late after the due instant; nights do not count."""
    case_at(players, "2")
    players.clock.pass_(minutes=minutes)
    page = players.client(OPERATOR).get("/tugas?tampilan=lajur").text
    assert re.search(rf'class="mark {mark}".*?<span>{said}', page)


def test_the_first_due_comes_first(players: Players) -> None:
    """A task of two days that was opened first stands below one of ten minutes."""
    case_at(players, "4", judul=["Dua hari kerja"])
    players.clock.pass_(minutes=5)
    case_at(players, "2", judul=["Sepuluh menit"])
    assert titles(players.client(SUPERVISOR), "/tugas") == ["Sepuluh menit", "Dua hari kerja"]


def test_the_tabs_count(players: Players) -> None:
    """Each view is a list with its number; mine is first where it holds something."""
    mine = case_at(players, "2", judul=["Milik saya sendiri"])
    players.clock.pass_(minutes=30)
    case_at(players, "2", judul=["Belum terlambat"])
    client = players.client(OPERATOR)
    assert titles(client, "/tugas") == ["Milik saya sendiri", "Belum terlambat"]
    claim(players, OPERATOR, mine)
    page = client.get("/tugas").text
    counts = re.findall(r'(\w[^<>]*)\n *<span class="inbox-count [^"]*">(\d+)<', page)
    assert counts == [
        ("Tugas saya", "1"), ("Lajur saya", "2"), ("Terlambat", "1"), ("Hari ini", "1"),
        ("Menunggu pelapor", "0"), ("Semua", "2"), ("Ditunda", "0"),
    ]  # fmt: skip
    assert titles(client, "/tugas") == titles(client, "/tugas?tampilan=saya") == ["Milik saya sendiri"]
    assert titles(client, "/tugas?tampilan=terlambat") == ["Milik saya sendiri"]
    assert titles(client, "/tugas?tampilan=lajur") == ["Milik saya sendiri", "Belum terlambat"]


def test_the_pages_follow_each_other(players: Players, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each task stands on one page, also when one that was shown is done before the next page is read."""
    monkeypatch.setattr("app.inbox.listing.PAGE", 2)
    opened = []
    for number in range(5):
        opened.append(case_at(players, "2", judul=[f"Laporan nomor {number}"]))
        players.clock.pass_(minutes=1)
    client = players.client(OPERATOR)
    page = client.get("/tugas?tampilan=lajur").text
    following = re.findall(r'rel="next" href="([^"]+)"', page)[0].replace("&amp;", "&")
    players.complete(OPERATOR, opened[0], kategori=["infrastructure"], sub_kategori=["lampu_jalan"])
    assert titles(client, following) == ["Laporan nomor 2", "Laporan nomor 3"]
    second = client.get(following).text
    last = re.findall(r'rel="next" href="([^"]+)"', second)[0].replace("&amp;", "&")
    assert titles(client, last)[0] == "Laporan nomor 4"
    assert 'rel="next"' not in client.get(last).text
    assert "Dari awal" in second


@pytest.mark.parametrize("text", ["", "x", "_", "2026-11-24_", f"2026-11-24T00:00:00_{'0' * 32}", "9" * 4000])
def test_a_place_that_is_none_is_the_beginning(text: str) -> None:
    """Whatever an address claims, the list begins somewhere."""
    assert Address(sesudah=text).after is None


def test_a_supervisor_sees_everything_and_changes_nothing(players: Players) -> None:
    """All open tasks stand in her list, without a button, and those of reporters that follow work of staff."""
    for row in "2457":
        case_at(players, row, judul=[f"Laporan pada baris {row}"])
    client = players.client(SUPERVISOR)
    assert sorted(titles(client, "/tugas")) == [f"Laporan pada baris {row}" for row in "2457"]
    assert titles(client, "/tugas?tampilan=menunggu") == ["Laporan pada baris 7"]
    page = client.get("/tugas").text
    assert "Ambil" not in page
    assert "Seksi Pembangunan" in page
    assert "Tugas saya" not in page
    players.clock.pass_(minutes=11)
    assert len(titles(client, "/tugas?tampilan=terlambat")) == 2


def test_an_account_without_a_seat_is_told_why(players: Players) -> None:
    """Who has no lane yet reads whom to ask."""
    with players.app.test_request_context():
        create_account(
            players.office, SYSTEM, login="baru@contoh.id", name="Baru", role="staff", password="rahasia dapur"
        )
    page = players.client(Person("baru@contoh.id", "Baru", "staff")).get("/tugas").text
    assert "Anda belum ditempatkan" in page


@pytest.mark.parametrize(("person", "status"), [(None, 401), (CITIZEN, 404), (ADMINISTRATOR, 404), (AUDITOR, 404)])
def test_the_inbox_is_for_staff(players: Players, person: Person | None, status: int) -> None:
    """A visitor must log in; for other roles there is no inbox."""
    assert players.client(person).get("/tugas").status_code == status


def test_empty_lists_say_what_to_do(players: Players) -> None:
    """Each empty list says so in its own words."""
    client = players.client(OPERATOR)
    said = {
        "saya": "Anda belum mengambil tugas",
        "lajur": "Tidak ada tugas terbuka",
        "terlambat": "Tidak ada yang terlambat",
    }
    for view, text in said.items():
        assert text in client.get(f"/tugas?tampilan={view}").text


def test_a_holiday_added_later_moves_what_is_due(players: Players) -> None:
    """Two working days from Tuesday are Thursday; with Wednesday off they are Friday."""
    case_at(players, "4")
    client = players.client(UNIT_OFFICER)
    assert "26 Nov 2026 16.00 WIB" in client.get("/tugas?tampilan=lajur").text
    office = players.office
    with office.database.reading() as connection:
        calendar = current_calendar(connection)
    days = {**calendar.days, date(2026, 11, 25): Day("holiday", "Libur setempat")}
    change_calendar(office, players.actor(ADMINISTRATOR), replace(calendar, version=calendar.version + 1, days=days))
    page = client.get("/tugas?tampilan=lajur").text
    assert "27 Nov 2026 16.30 WIB" in page
    assert "sisa 2 hari kerja" in page


def test_the_page_reads_tasks_three_times(players: Players, statements: Any) -> None:
    """Where tasks stand, their numbers and the lines: the inbox stays cheap however full it is."""
    for _ in range(3):
        case_at(players, "2")
    client = players.client(OPERATOR)
    client.get("/tugas?tampilan=lajur")
    with statements(players.office.database) as counted:
        assert client.get("/tugas?tampilan=lajur").status_code == 200
    assert len([sql for sql, *_ in counted.statements if "FROM tasks" in sql]) == 3
    assert counted.commits == 0


def test_an_erased_case_keeps_its_line(players: Players) -> None:
    """A case whose key is gone still stands in the list, without its title."""
    case_id = case_at(players, "2")
    with players.office.database.transaction() as connection:
        connection.execute(update(cases_table).where(cases_table.c.id == case_id).values(sealed_key=None))
    page = players.client(OPERATOR).get("/tugas?tampilan=lajur").text
    assert "KBK/2026/11/0001" in page
    assert "(tanpa judul)" in page
