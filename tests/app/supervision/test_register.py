"""The register book of a year: every number once, the reporter masked, and no text that could become a formula."""

from __future__ import annotations

import io

from office_fixtures import Players
from openpyxl import load_workbook
from pypdf import PdfReader

from app.demo.cast import CITIZEN, OPERATOR, SUPERVISOR

ROAD = {"kategori": ["infrastructure"], "sub_kategori": ["jalan_rusak"]}


def _book(players: Players) -> list[tuple[object, ...]]:
    content = players.client(SUPERVISOR).get("/pengawasan/register/2026.xlsx").data
    return list(load_workbook(io.BytesIO(content))["2026"].iter_rows(min_row=4, values_only=True))


def test_the_book_has_every_number_once_and_in_order(players: Players) -> None:
    """Numbers are without gaps, and a case that is answered has its answer and who gave it."""
    answered = players.submit(CITIZEN).case_id
    players.submit()
    players.complete(OPERATOR, answered, **ROAD)
    players.complete(OPERATOR, answered, jenis=["informasi"], alasan=["Hanya bertanya"])
    players.complete(OPERATOR, answered, jawaban=["Lampu dinyalakan kembali pada hari Selasa."])
    lines = _book(players)
    assert [line[0] for line in lines] == ["KBK/2026/11/0001", "KBK/2026/11/0002"]
    assert "Lampu dinyalakan kembali pada hari Selasa." in lines[0]
    assert lines[0][-2:] == ("Terjawab", players.actor(OPERATOR).name)
    assert lines[1][-2] == "Diproses"


def test_nobody_is_named_in_the_book(players: Players) -> None:
    """A name is its initials; no page and no file holds that of a confidential or anonymous case, nor an address."""
    players.submit(CITIZEN)
    players.submit(kerahasiaan=["rahasia"])
    players.submit(kerahasiaan=["anonim"], nama=[], alamat=[], cara_dihubungi=[], email=[])
    client = players.client(SUPERVISOR)
    page = client.get("/pengawasan/register").get_data(as_text=True)
    pdf = PdfReader(io.BytesIO(client.get("/pengawasan/register/2026.pdf").data))
    text = "".join(each.extract_text() for each in pdf.pages)
    assert [line[3] for line in _book(players)] == ["S*** R***", "(rahasia)", "(anonim)"]
    for secret in ("Rahayu", "Jalan Pasar 1", "siti@contoh.id"):
        assert secret not in page
        assert secret not in text


def test_a_title_never_becomes_a_formula(players: Players) -> None:
    """What begins like a formula is a text in the workbook."""
    players.submit(judul=['=HYPERLINK("http://jahat.example","klik")'])
    content = players.client(SUPERVISOR).get("/pengawasan/register/2026.xlsx").data
    cell = load_workbook(io.BytesIO(content))["2026"]["G4"]
    assert (cell.data_type, cell.value) == ("s", '=HYPERLINK("http://jahat.example","klik")')


def test_a_year_without_a_book_is_not_there(players: Players) -> None:
    """An office that has just begun shows an empty book of this year, and none of another."""
    client = players.client(SUPERVISOR)
    assert "Belum ada laporan pada tahun ini" in client.get("/pengawasan/register").get_data(as_text=True)
    assert client.get("/pengawasan/register/1999.pdf").status_code == 404
