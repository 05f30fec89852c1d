"""What happened to a case is told in sentences that name staff and nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from office_fixtures import Players
from sop_steps import case_at

from app import history
from app.actions.change_calendar import change_calendar, current_calendar
from app.actions.fire_timer import fire_due_timers
from app.case_file import open_case
from app.demo.cast import ADMINISTRATOR, CITIZEN
from persistence import cases
from processes.working_hours import Day

NOT_SOLVED = {"hasil": ["belum_selesai"], "alasan_belum_selesai": ["Lampunya mati lagi semalam."]}


def told(players: Players, case_id: UUID) -> list[str]:
    """Return the sentences of a case, in order."""
    with players.app.test_request_context(), players.office.database.reading() as connection:
        row = cases.read(connection, case_id)
        assert row
        case = open_case(players.office, row)
        happenings = history.read(connection, case)
        return [sentence.text for sentence in history.tell(connection, happenings, case.diagram.sop)]


def test_the_reporter_is_never_late(players: Players) -> None:
    """The end of her five minutes is no sentence; that the case closed by itself after ten days is."""
    case_id = case_at(players, "7", CITIZEN)
    before = told(players, case_id)
    players.clock.pass_(minutes=6)
    assert fire_due_timers(players.office) == 1
    assert told(players, case_id) == before
    players.clock.pass_(days=20)
    assert fire_due_timers(players.office) == 1
    assert told(players, case_id) == [
        *before,
        "“Menerima jawaban” ditutup dengan sendirinya karena batas waktunya lewat.",
    ]


def test_a_calendar_that_moves_nothing_says_nothing(players: Players) -> None:
    """Deadlines that were counted again are told where one of them moved."""
    moved, still = case_at(players, "4"), case_at(players, "2")
    before = told(players, still)
    office = players.office
    with office.database.reading() as connection:
        calendar = current_calendar(connection)
    days = {**calendar.days, date(2026, 11, 25): Day("holiday", "Libur setempat")}
    change_calendar(office, players.actor(ADMINISTRATOR), replace(calendar, version=calendar.version + 1, days=days))
    assert told(players, moved)[-1] == "Tenggat dihitung ulang menurut kalender kerja versi 2."
    assert told(players, still) == before


def test_a_follow_up_tells_what_it_carried_over(players: Players) -> None:
    """The case that continues another says from which one its first rows come, and stands at row 3."""
    first = case_at(players, "7", CITIZEN)
    players.complete(players.actor(CITIZEN, first), first, **NOT_SOLVED)
    assert told(players, first)[-1] == "Pelapor menyelesaikan “Menerima jawaban”."
    with players.office.database.reading() as connection:
        (second,) = cases.follow_ups(connection, first)
    assert told(players, second.id)[1:] == [
        "“Mengajukan pengaduan” disalin dari kasus KBK/2026/11/0001 yang dilanjutkan.",
        "“Menerima input pengaduan” disalin dari kasus KBK/2026/11/0001 yang dilanjutkan.",
    ]
