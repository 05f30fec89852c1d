"""A kept filter is an address with a name: its owner's, or seen by a unit; only its owner changes it."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import case_at, unit_id

from app.actions.create_account import create_account
from app.actions.index_cases import index_changed_cases
from app.actions.save_filter import MOST
from app.demo.cast import OPERATOR, OTHER_UNIT_OFFICER, SUPERVISOR, UNIT_OFFICER, Person
from app.security.actor import SYSTEM, Membership
from persistence import inbox_choices

COLLEAGUE = Person("wati@contoh.id", "Wati Susanti", "staff")
LIST = "tampilan=lajur&pemilik=belum&urut=kategori"


def keep(client: FlaskClient, name: str, unit: str = "", query: str = LIST) -> str:
    """Keep a list, and return where that leads."""
    posted = client.post("/tugas/saringan/baru", data={"nama_saringan": name, "dilihat_unit": unit, "alamat": query})
    assert posted.status_code == 303, posted.text
    return str(posted.location)


def shown(client: FlaskClient) -> dict[str, str]:
    """Return the kept filters that the inbox offers: names and where they lead."""
    page = client.get("/tugas").text
    kept = page.partition('class="inbox-saved')[2].partition("</ul>")[0] if "inbox-saved" in page else ""
    return {name: url.replace("&amp;", "&") for url, name in re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', kept)}


def colleague(players: Players) -> FlaskClient:
    """Return another member of the unit officer's unit."""
    seat = Membership("ppid_pembantu", int(unit_id(players, "pembangunan")))
    with players.app.test_request_context():
        create_account(
            players.office, SYSTEM, login=COLLEAGUE.login, name=COLLEAGUE.name, role="staff", password="", seats=[seat]
        )
    return players.client(COLLEAGUE)


def test_a_list_is_kept_and_opened_again(players: Players) -> None:
    """What is kept is view, filters, order and columns; the place in the list and searched words are not."""
    case_at(players, "2", judul=["Lampu mati semalam"])
    client = players.client(OPERATOR)
    searched = client.post("/tugas/kata", data={"cari": "lampu", "tampilan": "lajur", "baris": "2"}).location
    assert "lampu" not in searched
    assert "Simpan saringan" in client.get(f"/tugas/saringan/baru?{LIST}").text
    query = f"{LIST}&kolom=judul,unit&sesudah={'0' * 32}&{searched.partition('?')[2]}&x=1"
    address = keep(client, "Belum diambil", query=query)
    assert address == "/tugas?tampilan=lajur&baris=2&pemilik=belum&urut=kategori&kolom=judul%2Cunit"
    assert shown(client) == {"Belum diambil": address}
    assert shown(players.client(SUPERVISOR)) == {}
    assert "Lampu mati semalam" in client.get(address).text


def test_a_unit_sees_what_is_shared_with_it(players: Players) -> None:
    """Its members open it and cannot change it; other units do not see it, and nobody shares with a foreign unit."""
    mine, other, member = players.client(UNIT_OFFICER), players.client(OTHER_UNIT_OFFICER), colleague(players)
    unit, foreign = unit_id(players, "pembangunan"), unit_id(players, "trantib")
    address = keep(mine, "Giliran kita", unit)
    assert shown(member) == {"Giliran kita": address}
    assert shown(other) == {}
    with players.office.database.reading() as connection:
        (kept,) = inbox_choices.filters_for(connection, 0, [int(unit)])
    page = member.get("/tugas/saringan").text
    assert "dibagikan oleh Agus Prasetyo" in page
    assert f"/tugas/saringan/{kept.id}" not in page
    for client in (member, other):
        assert client.get(f"/tugas/saringan/{kept.id}").status_code == 404
        assert client.post(f"/tugas/saringan/{kept.id}", data={"nama_saringan": "X"}).status_code == 404
        assert client.post(f"/tugas/saringan/{kept.id}/hapus").status_code == 404
    refused = mine.post("/tugas/saringan/baru", data={"nama_saringan": "Lain", "dilihat_unit": foreign, "alamat": ""})
    assert refused.status_code == 422
    assert mine.post(f"/tugas/saringan/{kept.id}", data={"nama_saringan": "Punya saya"}).status_code == 303
    assert (list(shown(mine)), shown(member)) == (["Punya saya"], {})
    assert mine.post(f"/tugas/saringan/{kept.id}/hapus").status_code == 303
    assert shown(mine) == {}


def test_names_are_one_persons_own(players: Players) -> None:
    """A name twice, none, or one filter too many is refused with everything kept; others may use the same name."""
    client = players.client(OPERATOR)
    keep(client, "Pagi")
    for name, said in (("Pagi", "sudah mempunyai saringan dengan nama ini"), ("", "wajib diisi")):
        posted = client.post("/tugas/saringan/baru", data={"nama_saringan": name, "alamat": LIST})
        assert posted.status_code == 422
        assert said in posted.text
        assert "pemilik=belum" in posted.text
    keep(players.client(SUPERVISOR), "Pagi", unit_id(players, "trantib"))
    assert list(shown(players.client(OTHER_UNIT_OFFICER))) == ["Pagi"]
    for number in range(MOST - 1):
        keep(client, f"Saringan {number}")
    posted = client.post("/tugas/saringan/baru", data={"nama_saringan": "Satu lagi", "alamat": LIST})
    assert posted.status_code == 422
    assert "Hapus dahulu saringan lama" in posted.text


def test_words_narrow_the_list(players: Players) -> None:
    """Words that were searched for are sealed into the address, and shown to whoever opens it."""
    for title in ("Lampu jalan padam", "Selokan tersumbat"):
        case_at(players, "2", judul=[title])
    players.clock.pass_(minutes=5)
    index_changed_cases(players.office)
    client = players.client(OPERATOR)
    found = client.post("/tugas/kata", data={"cari": "selokan", "tampilan": "lajur", "urut": "nomor"}).location
    page = client.get(found).text
    assert "Selokan tersumbat" in page
    assert "Lampu jalan padam" not in page
    assert "Kata: selokan" in page
    assert client.post("/tugas/kata", data={"cari": " ", "tampilan": "lajur"}).location == "/tugas?tampilan=lajur"
