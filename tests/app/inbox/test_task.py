"""A task's page shows its worker the Kelengkapan and the form, and nothing else of the case."""

from __future__ import annotations

import re
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import ANSWER, RECEIVED, case_at

from app.demo.cast import LEAD, OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER, Person
from processes import diagram

WORKERS = {"2": OPERATOR, "3": OPERATOR, "4": UNIT_OFFICER, "5": LEAD, "6": OPERATOR}
DOCUMENTS = {
    "2": ["Data Pemberi Aduan"],
    "3": ["Data Pengaduan"],
    "4": ["Laporan Pengaduan"],
    "5": ["Laporan Tanggapan Pengaduan"],
    "6": ["Laporan Tanggapan Pengaduan", "Laporan Pengaduan"],
}


def open_page(players: Players, person: Person, case_id: UUID, *, claimed: bool = True) -> tuple[FlaskClient, str]:
    """Return a person's browser and the address of the case's open task, claimed by her."""
    client, address = players.client(person), f"/tugas/{players.open_task(case_id).id}"
    if claimed:
        client.post(f"{address}/ambil")
    return client, address


@pytest.mark.parametrize("row", WORKERS)
def test_the_page_shows_the_kelengkapan_of_its_row_and_no_other_document(players: Players, row: str) -> None:
    """Each row reads what the SOP hands to it; who reported is read at row 2 only."""
    client, address = open_page(players, WORKERS[row], case_at(players, row))
    page = client.get(address).text
    panels = re.findall(r'<h2 class="card-title"><svg.*?</svg> ([^<]+)</h2>', page)
    assert [name for name in panels if name.startswith(("Data", "Laporan"))] == DOCUMENTS[row]
    assert ("Siti Rahayu" in page) == (row == "2")
    assert ("siti@contoh.id" in page) == (row == "2")
    assert "Sudah tiga minggu lampu jalan" in page


def test_the_form_is_its_owners(players: Players) -> None:
    """Before a claim there is a button and no form; the owner has the form; her colleague reads who has it."""
    client, address = open_page(players, OPERATOR, case_at(players, "2"), claimed=False)
    page = client.get(address).text
    assert "Ambil tugas" in page
    assert 'name="kategori"' not in page
    client.post(f"{address}/ambil")
    page = client.get(address).text
    assert 'name="kategori"' in page
    assert "Lepas tugas" in page
    page = players.client(SECOND_OPERATOR).get(address).text
    assert 'name="kategori"' not in page
    closed = re.findall(r'<button[^>]* disabled aria-describedby="([^"]+)">.*?</svg> ([^<]+)</button>', page)
    assert [label for _, label in closed] == ["Ambil tugas", "Lepas tugas", "Alihkan", "Tunda"]
    for reason, _ in closed:
        assert f'<span id="{reason}">Sudah diambil oleh Dewi Lestari, 24 Nov 2026 10.00 WIB.</span>' in page
    assert "Formulir ini diisi oleh Dewi Lestari" in page


def test_the_form_begins_with_what_the_documents_say(players: Players) -> None:
    """Values carried over stand in the fields; what a form only repeats stands in the document beside it."""
    client, address = open_page(
        players, OPERATOR, case_at(players, "2", sub_kategori=["drainase"], sub_kategori_lain=[])
    )
    page = client.get(address).text
    assert re.search(r'<option value="drainase"[^>]* selected>', page)
    assert page.count("Lampu jalan depan pasar mati") == 2


def test_a_draft_comes_back(players: Players) -> None:
    """What was saved while writing stands in the form again, also after the task was released and claimed again."""
    client, address = open_page(players, OPERATOR, case_at(players, "2"))
    saved = client.post(f"{address}/draf", data={"catatan_penerimaan": "Sudah ditelepon, menunggu foto."})
    assert saved.json == {"saved_at": "10.00 WIB"}
    assert "Sudah ditelepon, menunggu foto." in client.get(address).text
    client.post(f"{address}/lepas")
    client.post(f"{address}/ambil")
    assert "Sudah ditelepon, menunggu foto." in client.get(address).text
    colleague = players.client(SECOND_OPERATOR)
    assert "Sudah ditelepon, menunggu foto." not in colleague.get(address).text


def test_only_the_owner_saves_a_draft(players: Players) -> None:
    """A task that nobody has claimed keeps no draft."""
    client, address = open_page(players, OPERATOR, case_at(players, "2"), claimed=False)
    assert client.post(f"{address}/draf", data=RECEIVED).status_code == 403


def test_a_finished_task_shows_who_did_it_and_no_documents(players: Players) -> None:
    """The page of a finished task says when and by whom, whether in time, and holds nothing to read or to fill in."""
    case_id = case_at(players, "2")
    client, address = open_page(players, OPERATOR, case_id)
    players.clock.pass_(minutes=4)
    players.complete(OPERATOR, case_id, **RECEIVED)
    page = client.get(address).text
    assert "Tugas ini sudah diselesaikan oleh Dewi Lestari" in page
    assert "selesai tepat waktu" in page
    for text in ("Siti Rahayu", "Sudah tiga minggu", 'name="kategori"', "Ambil tugas"):
        assert text not in page


def test_a_supervisor_sees_how_a_task_goes_and_not_what_it_says(players: Players) -> None:
    """Number, row, due instant, owner and history are hers to see; documents and form are not."""
    case_id = case_at(players, "4")
    _, address = open_page(players, UNIT_OFFICER, case_id)
    page = players.client(SUPERVISOR).get(address).text
    for text in ("KBK/2026/11/0001", "4. Menanggapi pengaduan", "26 Nov 2026 16.00 WIB", "Agus Prasetyo", "Riwayat"):
        assert text in page
    for text in ("Sudah tiga minggu", "Laporan Pengaduan</h2>", "/ambil", 'name="tanggapan"', "Siti Rahayu"):
        assert text not in page
    assert "Bukan lajur Anda; tugas ini dikerjakan oleh PPID Pembantu." in page


def test_the_history_is_told_in_sentences(players: Players) -> None:
    """Who did what when; the reporter is never named."""
    case_id = case_at(players, "3")
    client, address = open_page(players, OPERATOR, case_id)
    page = client.get(address).text
    told = re.search(r'<ul class="task-story">(.*?)</ul>', page, re.DOTALL)
    assert told
    assert re.findall(r"<span>([^<]+)</span>", told[1]) == [
        "Dewi Lestari mengambil “Mengklasifikasi pengaduan”.",
        "Dewi Lestari menyelesaikan “Menerima input pengaduan”.",
        "Dewi Lestari mengambil “Menerima input pengaduan”.",
        "Pelapor menyelesaikan “Mengajukan pengaduan”.",
        "Pelapor mulai mengisi laporan.",
    ]


def test_the_diagram_is_that_of_the_case_with_its_path_marked(players: Players) -> None:
    """The drawing has the bytes of the version, the current task and everything that was passed."""
    client, address = open_page(players, OPERATOR, case_at(players, "6"))
    answer = client.get(f"{address}/diagram.bpmn")
    assert answer.data == diagram.seed()
    again = client.get(f"{address}/diagram.bpmn", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    page = client.get(address).text
    assert 'data-current="menginput_tanggapan"' in page
    done = re.search(r'data-done="([^"]+)"', page)
    assert done
    passed = set(done[1].split())
    assert {"mengajukan", "menanggapi", "memeriksa_tanggapan", "hanya_informasi", "alur_tidak", "mulai"} <= passed
    assert not {"menginput_tanggapan", "terjawab", "alur_ya"} & passed


def test_the_answer_of_the_unit_waits_in_the_next_form(players: Players) -> None:
    """The lead corrects the unit's own words, and the operator begins with the lead's."""
    client, address = open_page(players, LEAD, case_at(players, "5"))
    area = re.search(r'<textarea[^>]*name="tanggapan"[^>]*>\s*([^<]+)</textarea>', client.get(address).text)
    assert area
    assert area[1].strip() == ANSWER[0]
