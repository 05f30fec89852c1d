"""Answer templates: who edits them, in versions, and how they go into a form."""

from __future__ import annotations

import html
from uuid import UUID

from office_fixtures import Players
from sop_steps import INFORMATION, RECEIVED, case_at

from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR
from persistence import journal

TEXT = "Laporan {nomor} tentang {kategori} sudah ditangani pada {tanggal}. Salam, {kantor}."
TEMPLATE = {"nama_templat": "Sudah ditangani", "langkah": "jawaban", "isi_templat": TEXT, "dipakai": "true"}


def save(players: Players, address: str = "/tugas/templat/baru", **changed: str) -> tuple[int, str]:
    """Save a template as the operator who leads; returns the status and the page that answers."""
    answer = players.client(OPERATOR).post(address, data={**TEMPLATE, **changed}, follow_redirects=True)
    return answer.status_code, html.unescape(answer.text)


def task_page(players: Players, case_id: UUID, query: str = "") -> str:
    address = f"/tugas/{players.open_task(case_id).id}"
    client = players.client(OPERATOR)
    client.post(f"{address}/ambil")
    return html.unescape(client.get(f"{address}{query}").text)


def at_row_6(players: Players) -> UUID:
    """Take a case down the short branch, where nobody has written an answer yet."""
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVED)
    players.complete(OPERATOR, case_id, **INFORMATION)
    return case_id


def test_only_who_leads_the_lane_edits(players: Players) -> None:
    """A colleague of the same lane, and the lead of another, find no such page."""
    assert players.client(OPERATOR).get("/tugas/templat").status_code == 200
    for person in (SECOND_OPERATOR, LEAD):
        assert players.client(person).get("/tugas/templat").status_code == 404
        assert players.client(person).post("/tugas/templat/baru", data=TEMPLATE).status_code == 404


def test_a_template_fills_in_what_the_case_knows(players: Players) -> None:
    """Placeholders are filled; what the case does not know stays for the person to fill in."""
    save(players, isi_templat=f"{TEXT} Unit: {{unit}}.")
    page = task_page(players, at_row_6(players))
    assert "Laporan KBK/2026/11/0001 tentang Lampu jalan sudah ditangani pada Selasa, 24 November 2026." in page
    assert "Salam, Kecamatan Kebakkramat. Unit: {unit}." in page


def test_a_template_begins_an_empty_field_without_a_script(players: Players) -> None:
    """The address of a template prefills the field; a field that holds something already keeps it."""
    save(players)
    case_id = at_row_6(players)
    assert 'href="/tugas/' in task_page(players, case_id)
    field = (
        task_page(players, case_id, "?awal=templat-1").partition('<textarea class="form-control')[2].partition("</")[0]
    )
    assert "Laporan KBK/2026/11/0001" in field
    full = case_at(players, "6")
    field = task_page(players, full, "?awal=templat-1").partition('name="jawaban"')[2].partition("</textarea>")[0]
    assert "Lampu sudah kami ganti" in field
    assert "Laporan KBK" not in field
    assert task_page(players, case_id, "?awal=templat-99")


def test_templates_fit_the_row_and_the_category(players: Players) -> None:
    """Another row's template, one of another category and one out of use are not offered."""
    save(players)
    save(players, nama_templat="Untuk klasifikasi", langkah="klasifikasi", isi_templat="Hanya meminta informasi.")
    save(players, nama_templat="Untuk kesehatan", kategori_templat=category_id(players, "health"))
    save(players, nama_templat="Untuk infrastruktur", kategori_templat=category_id(players, "infrastructure"))
    save(players, nama_templat="Sudah usang", dipakai="")
    page = task_page(players, at_row_6(players))
    assert "Sudah ditangani" in page
    assert "Untuk infrastruktur" in page
    for title in ("Untuk klasifikasi", "Untuk kesehatan", "Sudah usang"):
        assert title not in page
    assert "Untuk klasifikasi" in task_page(players, case_at(players, "3"))
    assert "task-starting" not in task_page(players, case_at(players, "2"))


def test_every_save_is_a_version(players: Players) -> None:
    """The newest is offered, older ones stay readable with who and when, and the office's journal says so."""
    save(players)
    players.clock.pass_(minutes=5)
    status, page = save(players, "/tugas/templat/1", isi_templat="Sudah kami perbaiki semuanya.", dilihat="1")
    assert (status, "disimpan sebagai versi 2" in page) == (200, True)
    page = html.unescape(players.client(OPERATOR).get("/tugas/templat/1").text)
    assert page.index("Versi 2 · Dewi Lestari") < page.index("Versi 1 · Dewi Lestari")
    assert TEXT in page
    with players.office.database.reading() as connection:
        entry = journal.entries_of(connection, None)[-1]
        payload = journal.open_payload(entry, players.office.keys.office)
    assert (entry.kind, payload["version"], payload["form"]) == ("answer_template_saved", 2, "jawaban")


def test_a_version_written_meanwhile_is_not_written_over(players: Players) -> None:
    """Who began from an older version is told, and her text is kept to be saved again."""
    save(players)
    save(players, "/tugas/templat/1", isi_templat="Sudah kami perbaiki semuanya.", dilihat="1")
    status, page = save(players, "/tugas/templat/1", isi_templat="Teks saya yang lain lagi.", dilihat="1")
    assert status == 409
    assert "Sementara itu templat ini diubah orang lain" in page
    assert "Teks saya yang lain lagi." in page
    assert save(players, "/tugas/templat/1", isi_templat="Teks saya yang lain lagi.", dilihat="2")[0] == 200


def test_a_double_press_writes_one_template(players: Players) -> None:
    """The same press sent twice is one template."""
    save(players, perintah="satu")
    _, page = save(players, perintah="satu")
    assert page.count("/tugas/templat/1") == 1
    assert "/tugas/templat/2" not in page


def test_a_wrong_template_is_told_at_its_field(players: Players) -> None:
    """What nothing fills, what does not fit, and what is missing is refused with everything kept."""
    wrong: list[tuple[dict[str, str], str]] = [
        ({"isi_templat": "Yth. {nama}, sudah kami perbaiki."}, "Tidak ada yang mengisi {nama}."),
        ({"langkah": "klasifikasi", "isi_templat": "x" * 1001}, "Paling banyak 1000 huruf untuk langkah ini."),
        ({"langkah": "tanggapan"}, 'id="isian-langkah-kesalahan"'),
        ({"nama_templat": ""}, 'id="isian-nama_templat-kesalahan"'),
    ]
    for changed, said in wrong:
        status, page = save(players, **changed)
        assert status == 422
        assert said in page


def category_id(players: Players, code: str) -> str:
    return str(players.office.catalogue.edited().category_id(code, None))
