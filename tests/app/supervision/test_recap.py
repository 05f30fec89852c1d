"""The recap of a month: its figures agree with each other, with the inbox, and with both files."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from uuid import UUID

import pytest
from office_fixtures import Players
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlalchemy import select

from app.demo.cast import CITIZEN, OPERATOR, SUPERVISOR
from app.supervision.recap_figures import read_recap, shifted
from persistence import office_counts, units
from persistence.recap import Tally
from persistence.tables import journal as journal_table

ROAD = {"kategori": ["infrastructure"], "sub_kategori": ["jalan_rusak"]}
ANSWER = ["Jawaban kami kepada Anda sebagai pelapor."]
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC).date()


@pytest.fixture
def month(players: Players) -> Players:
    """Play a month: one answered at once, one waits at a unit and is late, one has just come in."""
    _answered(players, players.submit(CITIZEN).case_id)
    waiting = players.submit(
        kategori=["environment"], sub_kategori=["banjir_pohon_tumbang"], sub_kategori_lain=[]
    ).case_id
    players.complete(OPERATOR, waiting, kategori=["environment"], sub_kategori=["banjir_pohon_tumbang"])
    players.complete(OPERATOR, waiting, jenis=["pengaduan"], alasan=["Perlu"], unit=[_unit(players)])
    players.clock.pass_(days=3)
    players.submit()
    return players


def _answered(players: Players, case_id: UUID) -> None:
    players.complete(OPERATOR, case_id, **ROAD)
    players.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Hanya bertanya"])
    players.complete(OPERATOR, case_id, jawaban=ANSWER)


def _unit(players: Players) -> str:
    with players.office.database.reading() as connection:
        return str(next(unit.id for unit in units.every(connection) if unit.code == "pembangunan"))


def test_every_table_adds_up_to_the_same_figures(month: Players) -> None:
    """What came in, was answered, is open and is late is counted once, whichever table shows it."""
    with month.app.test_request_context():
        recap = read_recap(month.office, NOVEMBER)
    assert recap.total == Tally(received=3, answered=1, open=2, late=1, late_steps=1)
    assert [sum((line.tally for line in table.lines), Tally()) for table in recap.tables] == [recap.total] * 3
    assert {line.name: line.tally.received for line in recap.tables[0].lines} == {
        "Infrastruktur dan pekerjaan umum": 2,
        "Lingkungan dan bencana": 1,
    }


def test_what_is_late_is_what_the_office_counts_as_late(month: Players) -> None:
    """While the month runs, its late cases are the late tasks of the present moment."""
    with month.app.test_request_context(), month.office.database.reading() as connection:
        recap = read_recap(month.office, NOVEMBER)
        assert recap.is_running
        assert recap.total.late == office_counts.count(connection, month.clock()).late_tasks


def test_a_month_that_is_over_no_longer_changes(month: Players) -> None:
    """What is answered in December stays open in the recap of November, and late there."""
    with month.app.test_request_context():
        before = read_recap(month.office, NOVEMBER).total
        month.clock.pass_(days=10)
        late = [
            line.tally
            for line in read_recap(month.office, NOVEMBER).tables[1].lines
            if line.name == "Seksi Pembangunan"
        ]
        november = read_recap(month.office, NOVEMBER)
    assert not november.is_running
    assert (november.total.received, november.total.answered) == (before.received, before.answered)
    assert late
    with month.app.test_request_context():
        december = read_recap(month.office, shifted(NOVEMBER, 1)).total
    assert (december.received, december.open) == (0, november.total.open)


def test_both_files_say_what_the_page_says(month: Players) -> None:
    """The PDF has the block in which it is signed, the workbook has numbers; taking either is journalled."""
    client = month.client(SUPERVISOR)
    page = client.get("/pengawasan/rekap?bulan=2026-11").get_data(as_text=True)
    pdf = client.get("/pengawasan/rekap/2026-11.pdf")
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.data)).pages)
    book = load_workbook(io.BytesIO(client.get("/pengawasan/rekap/2026-11.xlsx").data))
    rows = {row[0]: row[1:] for row in book["Kategori"].iter_rows(min_row=5, values_only=True)}

    assert "Rekapitulasi pengaduan November 2026" in page
    assert "REKAPITULASI PENGADUAN NOVEMBER 2026" in text
    assert "Camat Kebakkramat" in text
    assert "NIP" in text
    assert rows["Jumlah"] == (3, 1, 0, 2, 1, 1)
    with month.office.database.reading() as connection:
        written = connection.execute(
            select(journal_table.c.kind).where(journal_table.c.kind == "recap_exported")
        ).scalars()
        assert list(written) == ["recap_exported"] * 2


@pytest.mark.parametrize("month", ["2026-13", "0001-01", "2027-01", "x"])
def test_a_month_that_cannot_be_has_no_file(players: Players, month: str) -> None:
    """A wrong month in an address is a page that is not there, and the page itself shows the present month."""
    client = players.client(SUPERVISOR)
    assert client.get(f"/pengawasan/rekap/{month}.pdf").status_code == 404
    assert "November 2026" in client.get(f"/pengawasan/rekap?bulan={month}").get_data(as_text=True)
