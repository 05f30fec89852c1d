"""Complaints come in from a CSV file and go out in the same columns, each ticket once, each line for itself."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import timedelta

import pytest
from office_fixtures import Players
from sqlalchemy import select
from werkzeug.test import TestResponse

from app.actions import import_sp4n
from app.actions.import_sp4n import check_sp4n
from app.case_file import open_case
from app.demo.cast import CITIZEN, OPERATOR
from persistence import documents
from persistence.cases import Case
from persistence.documents import open_document
from persistence.tables import cases as cases_table

HEAD = "nomor_tiket;tanggal_masuk;jenis_laporan;kategori_id;judul;isi_laporan;nama;no_hp;kerahasiaan"
GOOD = (
    "#8123456;03/11/2026;Pengaduan;929;Lampu jalan mati;Lampu jalan di depan pasar mati sejak lama.;Siti;081900001111;"
)
LINES = [
    GOOD,
    "8123457;2026-11-04;permintaan informasi;;Syarat KTP;Apa saja syarat membuat KTP yang hilang?;;;",
    "8123458;kemarin;Pengaduan;928;Jalan rusak;Jalan di depan sekolah berlubang besar.;Budi;;",
    "8123459;2026-11-04;Pengaduan;77777;Jalan rusak;Jalan di depan sekolah berlubang besar.;Budi;;",
    "8123456;2026-11-04;Pengaduan;928;Jalan rusak;Jalan di depan sekolah berlubang besar.;Budi;;",
    ";2026-11-04;Pengaduan;928;Jalan rusak;Jalan di depan sekolah berlubang besar.;Budi;;",
    "kurang;kolom",
]


def upload(players: Players, *lines: str) -> TestResponse:
    """Try a file with these lines."""
    content = "\n".join([HEAD, *lines]).encode("cp1252")
    data = {"berkas": (io.BytesIO(content), "laporan.csv")}
    return players.client(OPERATOR).post("/meja/sp4n", data=data, content_type="multipart/form-data")


def bring_in(players: Players) -> TestResponse:
    """Import what was tried."""
    return players.client(OPERATOR).post("/meja/sp4n/impor")


def take_out(players: Players, **more: str) -> list[dict[str, str]]:
    """Export everything and return its lines."""
    client = players.client(OPERATOR)
    answer = client.post("/meja/sp4n/ekspor", data={"dari": "2026-01-01", "sampai": "2026-11-24", **more})
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig"), newline=""), delimiter=";"))


def every_case(players: Players) -> list[Case]:
    """Read every case."""
    with players.office.database.reading() as connection:
        return [Case(*row) for row in connection.execute(select(cases_table).order_by(cases_table.c.serial))]


def complaint_of(players: Players, case: Case) -> Mapping[str, object]:
    """Read what the reporter of a case has written."""
    file = open_case(players.office, case)
    with players.office.database.reading() as connection:
        papers = documents.latest(connection, case.id, file.diagram.sop.row(file.diagram.sop.first_row).outputs)
    return open_document(file.key, next(iter(papers.values())))


def test_a_trial_says_what_would_become_of_each_line(players: Players) -> None:
    """The good line is ready, the others are refused with line, column and reason, and nothing is recorded."""
    page = upload(players, *LINES).text
    assert every_case(players) == []
    assert "Catat 1 laporan" in page
    with players.app.test_request_context():
        content = "\n".join([HEAD, *LINES]).encode()
        report = check_sp4n(players.office, players.actor(OPERATOR), content)
    assert [(line.line, line.outcome, [column for column, _ in line.problems]) for line in report.lines] == [
        (2, "ready", []),
        (3, "refused", ["kategori"]),
        (4, "refused", ["tanggal_masuk"]),
        (5, "refused", ["kategori"]),
        (6, "refused", ["nomor_tiket"]),
        (7, "refused", ["nomor_tiket"]),
        (8, "refused", [""]),
    ]


def test_an_import_records_each_line_once(players: Players) -> None:
    """The good line is a case of its channel and ticket; importing again records nothing and says which case it is."""
    upload(players, *LINES)
    assert "Dicatat" in bring_in(players).text
    (case,) = every_case(players)
    assert (case.channel, case.external_number) == ("sp4n_lapor", "8123456")
    written = complaint_of(players, case)
    assert (written["sub_kategori"], written["tanggal_diterima"]) == ("lampu_jalan", "2026-11-03")
    assert (written["cara_dihubungi"], written["nama"]) == ("hp", "Siti")
    assert written["alamat"] == "Tidak disebutkan pada SP4N-LAPOR!"
    page = upload(players, *LINES).text
    assert case.number in page
    assert "Tidak ada yang perlu dicatat" in page
    bring_in(players)
    assert len(every_case(players)) == 1
    assert players.open_task(case.id).row_number == "2"


def test_a_line_without_a_name_is_anonymous(players: Players) -> None:
    """A ticket without a name keeps none, and asks for no contact."""
    upload(players, "9;2026-11-04;;928;Jalan rusak;Jalan di depan sekolah berlubang besar.;;;")
    bring_in(players)
    (case,) = every_case(players)
    assert case.visibility == "anonim"


def test_a_long_file_is_brought_in_bit_by_bit(players: Players, monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not fit into one request waits for the next press, which goes on where the last one stopped."""
    monkeypatch.setattr(import_sp4n, "LONGEST", timedelta(0))
    upload(players, GOOD, GOOD.replace("8123456", "8123457"))
    page = bring_in(players).text
    assert "Lanjutkan" in page
    assert every_case(players) == []
    monkeypatch.setattr(import_sp4n, "LONGEST", timedelta(seconds=15))
    assert "Lanjutkan" not in bring_in(players).text
    assert [case.external_number for case in every_case(players)] == ["8123456", "8123457"]
    assert bring_in(players).status_code == 422


def test_an_export_covers_who_must_stay_unknown(players: Players) -> None:
    """Anonymous and confidential reporters and every NIK stay out; cells that look like formulas are harmless."""
    hidden = dict.fromkeys(("nama", "alamat", "cara_dihubungi", "email"), ())
    players.submit(CITIZEN, nik=["3313115708900001"], judul=['=HYPERLINK("http://contoh.id")'])
    players.clock.pass_(minutes=1)
    players.submit(CITIZEN, kerahasiaan=["rahasia"])
    players.clock.pass_(minutes=1)
    players.submit(kerahasiaan=["anonim"], **hidden)
    open_, confidential, anonymous = take_out(players)
    assert (open_["nama"], open_["judul"]) == ("Siti Rahayu", '\'=HYPERLINK("http://contoh.id")')
    assert (confidential["nama"], confidential["email"], confidential["alamat"]) == ("Dirahasiakan", "", "Dirahasiakan")
    assert (anonymous["nama"], anonymous["alamat"]) == ("", "")
    assert "3313115708900001" not in str([open_, confidential, anonymous])
    assert take_out(players, hanya_sp4n="true") == []


def test_an_export_is_imported_as_what_it_was(players: Players) -> None:
    """A file that was taken out and brought in again says the same; here it is known, in another office it is new."""
    lines = [
        GOOD,
        "8123457;2026-11-04;permintaan informasi;963;Syarat KTP;Apa saja syarat membuat KTP yang hilang?;Ani;;rahasia",
    ]
    upload(players, *lines)
    bring_in(players)
    players.submit(CITIZEN)
    client = players.client(OPERATOR)
    file = client.post("/meja/sp4n/ekspor", data={"dari": "2026-01-01", "sampai": "2026-11-24"}).get_data()
    with players.app.test_request_context():
        report = check_sp4n(players.office, players.actor(OPERATOR), file)
    assert [line.outcome for line in report.lines] == ["known"] * 3
    elsewhere = file.replace(b"8123456", b"A1").replace(b"8123457", b"A2").replace(b"KBK/", b"XYZ/")
    answer = client.post(
        "/meja/sp4n", data={"berkas": (io.BytesIO(elsewhere), "a.csv")}, content_type="multipart/form-data"
    )
    assert "Catat 3 laporan" in answer.text
    bring_in(players)
    written = {case.external_number or case.number: complaint_of(players, case) for case in every_case(players)}
    same = {"jenis_laporan", "kategori", "sub_kategori", "judul", "uraian", "rincian_informasi", "penyelesaian"}
    same |= {"kerahasiaan", "lokasi_desa", "cara_memperoleh", "tujuan_informasi"}
    for old, new in (("8123456", "A1"), ("8123457", "A2"), ("KBK/2026/11/0003", "XYZ/2026/11/0003")):
        assert {name: written[old].get(name) for name in same} == {name: written[new].get(name) for name in same}
    first = written["A1"]
    assert (first["nama"], first["no_hp"], first["tanggal_diterima"]) == ("Siti", "081900001111", "2026-11-03")
    assert written["A2"]["nama"] == "Dirahasiakan"
    assert written["XYZ/2026/11/0003"]["email"] == "siti@contoh.id"


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"a;b\n1;2\n"])
def test_a_file_that_cannot_be_read_is_refused(players: Players, content: bytes) -> None:
    """The page says why, and nothing waits to be imported."""
    client = players.client(OPERATOR)
    data = {"berkas": (io.BytesIO(content), "laporan.csv")}
    answer = client.post("/meja/sp4n", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Berkas tidak dapat dibaca" in answer.text
    assert client.post("/meja/sp4n/impor").status_code == 422
