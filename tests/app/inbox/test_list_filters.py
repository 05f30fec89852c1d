"""A list of the inbox is what its address says: filtered, sorted, with these columns; the rest is left out."""

from __future__ import annotations

import re
from itertools import product

import pytest
from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import case_at, unit_id

from app.actions.claim_task import claim_task
from app.actions.snooze_task import PutOff, snooze_task
from app.demo.cast import OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER
from persistence import accounts, categories


def titles(client: FlaskClient, address: str) -> list[str]:
    """Return the titles of a list, in order."""
    page = client.get(address)
    assert page.status_code == 200
    return re.findall(r'<a href="/tugas/[0-9a-f-]{36}">([^<]+)</a>', page.text)


def heads(client: FlaskClient, address: str) -> list[str]:
    """Return the columns of a list, in order."""
    return re.findall(r'class="inbox-sort" href="[^"]+">([^<]+?)\s*<', client.get(address).text)


@pytest.fixture
def full(players: Players) -> Players:
    """Give an inbox with a task of each kind."""
    case_at(
        players, "2", judul=["Bantuan obat"], kategori=["health"], sub_kategori=["lainnya"], sub_kategori_lain=["Obat"]
    )
    players.clock.pass_(minutes=1)
    mine = case_at(players, "2", judul=["Air kolam keruh"])
    case_at(players, "6", judul=["Jalan berlubang"])
    case_at(players, "7", judul=["Kabel menjuntai"])
    with players.app.test_request_context():
        claim_task(players.office, players.actor(SECOND_OPERATOR), players.open_task(mine).id)
    return players


def test_each_filter_narrows_the_list(full: Players) -> None:
    """Row, category, unit, owner, channel and due time, alone and together; each is an address."""
    client = full.client(OPERATOR)
    with full.office.database.reading() as connection:
        top = categories.read_by_code(connection, "health", None)
        assert top
        other = categories.read_by_code(connection, "lainnya", top.id)
        rina = accounts.read_by_login(connection, SECOND_OPERATOR.login)
    assert other
    assert rina
    found = {
        "baris=6": ["Jalan berlubang"],
        f"kategori={top.id}": ["Bantuan obat"],
        f"kategori={other.id}": ["Bantuan obat"],
        f"unit={unit_id(full, 'pembangunan')}": ["Jalan berlubang"],
        "unit=tanpa": ["Bantuan obat", "Air kolam keruh"],
        f"pemilik={rina.id}": ["Air kolam keruh"],
        "pemilik=belum&unit=tanpa": ["Bantuan obat"],
        "pemilik=saya": [],
        "kanal=web": ["Bantuan obat", "Air kolam keruh", "Jalan berlubang"],
        "kanal=surat": [],
        "tenggat=hari-ini": ["Bantuan obat", "Air kolam keruh", "Jalan berlubang"],
        "tenggat=minggu-ini&baris=2": ["Bantuan obat", "Air kolam keruh"],
        "tenggat=rentang&dari=2026-11-25": [],
        "tenggat=rentang&sampai=2026-11-24&baris=6": ["Jalan berlubang"],
        "tenggat=terlambat": [],
    }
    told = {query: sorted(titles(client, f"/tugas?tampilan=lajur&{query}")) for query in found}
    assert told == {query: sorted(names) for query, names in found.items()}
    full.clock.pass_(minutes=15)
    assert titles(client, "/tugas?tampilan=lajur&tenggat=terlambat&baris=2") == ["Bantuan obat", "Air kolam keruh"]


def test_every_view_holds_its_tasks(full: Players) -> None:
    """What waits for the reporter leads to the work that it follows; what is put off has a view of its own."""
    client = full.client(SECOND_OPERATOR)
    assert titles(client, "/tugas?tampilan=saya") == ["Air kolam keruh"]
    assert titles(client, "/tugas?tampilan=menunggu") == ["Kabel menjuntai"]
    assert sorted(titles(client, "/tugas?tampilan=semua")) == [
        "Air kolam keruh",
        "Bantuan obat",
        "Jalan berlubang",
        "Kabel menjuntai",
    ]
    url = re.findall(r'<a href="(/tugas/[0-9a-f-]{36})">Kabel', client.get("/tugas?tampilan=menunggu").text)[0]
    assert "Menginput tanggapan" in client.get(url).text
    assert titles(full.client(UNIT_OFFICER), "/tugas?tampilan=menunggu") == []
    assert sorted(titles(full.client(SUPERVISOR), "/tugas")) == [
        "Air kolam keruh",
        "Bantuan obat",
        "Jalan berlubang",
        "Kabel menjuntai",
    ]


def test_what_is_put_off_leaves_the_lists_of_work(players: Players) -> None:
    """It is neither hers nor her lane's until its day, and is counted where it stands."""
    case_id = case_at(players, "4", judul=["Nanti dikerjakan"])
    task = players.open_task(case_id)
    with players.app.test_request_context():
        claim_task(players.office, players.actor(UNIT_OFFICER), task.id)
        day = PutOff(players.clock().date().replace(day=25))
        snooze_task(players.office, players.actor(UNIT_OFFICER), task.id, day, task.id)
    client = players.client(UNIT_OFFICER)
    lists = {view: titles(client, f"/tugas?tampilan={view}") for view in ("saya", "lajur", "semua", "ditunda")}
    assert lists == {"saya": [], "lajur": [], "semua": ["Nanti dikerjakan"], "ditunda": ["Nanti dikerjakan"]}
    assert "ditunda sampai" in client.get("/tugas?tampilan=ditunda").text


def test_a_list_is_sorted_by_every_column(full: Players) -> None:
    """Each header sorts, and reverses what it sorts; the title is sorted by what it says."""
    client = full.client(OPERATOR)
    for column in ("nomor", "judul", "baris", "kategori", "unit", "tenggat", "pemilik", "kanal"):
        assert len(titles(client, f"/tugas?tampilan=semua&urut={column}")) == 4, column
    assert titles(client, "/tugas?tampilan=semua&urut=judul") == [
        "Air kolam keruh",
        "Bantuan obat",
        "Jalan berlubang",
        "Kabel menjuntai",
    ]
    assert titles(client, "/tugas?tampilan=semua&urut=judul&arah=turun") == [
        "Kabel menjuntai",
        "Jalan berlubang",
        "Bantuan obat",
        "Air kolam keruh",
    ]
    assert titles(client, "/tugas?tampilan=semua&urut=nomor") == [
        "Bantuan obat",
        "Air kolam keruh",
        "Jalan berlubang",
        "Kabel menjuntai",
    ]
    assert titles(client, "/tugas?tampilan=lajur&urut=baris&arah=turun")[0] == "Jalan berlubang"
    assert titles(client, "/tugas?tampilan=lajur&urut=pemilik")[0] == "Air kolam keruh"
    page = client.get("/tugas?tampilan=lajur&urut=kategori").text
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="ascending"' in page
    assert "urut=kategori&amp;arah=turun" in page


def test_a_title_is_not_sorted_among_too_many(full: Players, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond a thousand tasks the page asks to filter, and shows the most urgent ones meanwhile."""
    monkeypatch.setattr("app.inbox.list_pages.MOST_TITLES", 2)
    client = full.client(OPERATOR)
    assert titles(client, "/tugas?tampilan=lajur&urut=judul")[0] == "Bantuan obat"
    assert "saring dahulu daftarnya" in client.get("/tugas?tampilan=lajur&urut=judul").text
    assert "saring dahulu" not in client.get("/tugas?tampilan=lajur&urut=judul&baris=2").text


def test_pages_by_title_follow_each_other(full: Players, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next page begins after the last title, and its address tells no title."""
    monkeypatch.setattr("app.inbox.listing.PAGE", 2)
    client = full.client(OPERATOR)
    first = client.get("/tugas?tampilan=semua&urut=judul").text
    following = re.findall(r'rel="next" href="([^"]+)"', first)[0].replace("&amp;", "&")
    assert titles(client, following) == ["Jalan berlubang", "Kabel menjuntai"]
    assert "Bantuan obat" not in following


MEANINGLESS = (
    "tampilan=x", "urut=owner_key", "arah=x", "baris=99", "kategori=0", "kategori=abc", "unit=-1", "pemilik=999999",
    "pemilik=%27", "kanal=telepati", "tenggat=besok", "tenggat=rentang&dari=x&sampai=0001-01-01", "kolom=,,x,judul",
    "tenggat=rentang&dari=2026-12-01&sampai=2026-01-01", "tenggat=rentang&sampai=9999-12-31", "kategori=%C2%B2",
    "sesudah=x", f"sesudah={'0' * 32}", "sesudah=%00", f"tanya={'A' * 40}", f"baris={'9' * 5000}",
)  # fmt: skip


def test_an_address_that_means_nothing_is_a_page(full: Players) -> None:
    """What cannot be understood is left out; nothing that stands in an address is an error."""
    for person, query in product((OPERATOR, SUPERVISOR), MEANINGLESS):
        assert full.client(person).get(f"/tugas?tampilan=semua&{query}").status_code == 200, query


def test_columns_are_chosen_ordered_and_kept(full: Players) -> None:
    """Her choice is hers on every device; an address that names columns shows those to whoever opens it."""
    client = full.client(OPERATOR)
    usual = ["Laporan", "Langkah", "Kategori", "Tenggat, sisa waktu kerja", "Pemilik"]
    assert heads(client, "/tugas?tampilan=lajur") == usual
    form = {"kolom": ["kanal", "judul", "nomor"], "urutan_nomor": "1", "urutan_judul": "2", "urutan_kanal": "x"}
    posted = client.post("/tugas/kolom", data={**form, "tampilan": "lajur", "urut": "unit"})
    assert posted.location == "/tugas?tampilan=lajur&urut=unit"
    for again in (client, full.client(OPERATOR)):
        assert heads(again, "/tugas?tampilan=lajur") == ["Nomor", "Laporan", "Kanal"]
    assert heads(client, "/tugas?tampilan=lajur&kolom=unit,tenggat") == ["Nomor", "Unit", "Tenggat, sisa waktu kerja"]
    assert heads(full.client(SECOND_OPERATOR), "/tugas?tampilan=lajur") == usual
    client.post("/tugas/kolom", data={"biasa": "1"})
    assert heads(client, "/tugas?tampilan=lajur") == usual


def test_the_list_alone_is_fetched_again_when_it_changed(full: Players) -> None:
    """The script that follows the list gets the list without its page, or 304 while it is the same."""
    client = full.client(OPERATOR)
    page = client.get("/tugas?tampilan=lajur").text
    tag = re.findall(r'data-list-tag="&#34;([^&]+)&#34;"', page)[0]
    asked = {"X-Tanggap-Otomatis": "1", "If-None-Match": f'"{tag}"'}
    assert client.get("/tugas?tampilan=lajur", headers=asked).status_code == 304
    case_at(full, "2", judul=["Baru saja masuk"])
    fresh = client.get("/tugas?tampilan=lajur", headers=asked)
    assert fresh.status_code == 200
    assert "Baru saja masuk" in fresh.text
    assert "<html" not in fresh.text
    assert fresh.headers["ETag"] != tag
