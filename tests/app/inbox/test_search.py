"""The page of the search: one line a case, with where it stands, and an address that tells nobody what was asked."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from office_fixtures import Players
from sop_steps import case_at
from werkzeug.test import TestResponse

from app.actions.index_cases import index_changed_cases
from app.demo.cast import CITIZEN, OPERATOR, OTHER_UNIT_OFFICER, SUPERVISOR
from app.inbox import search_page


def ask(client: FlaskClient, text: str) -> TestResponse:
    """Ask by the form of the page, and follow to the answer."""
    asked = client.post("/tugas/cari", data={"cari": text})
    assert asked.status_code == 303
    assert not set(text.split()) & set(re.split(r"[^a-zA-Z]", asked.location))
    return client.get(asked.location)


def titles(page: TestResponse) -> list[str]:
    """Return the titles of the cases on the page."""
    return re.findall(r'<a href="/tugas/[0-9a-f-]+">([^<]+)</a>', page.text)


def test_the_page_tells_where_each_case_stands(players: Players) -> None:
    """A case that waits here, one with another lane, one with the reporter and a finished one are told apart."""
    for row, word in (("2", "Waru"), ("4", "Malanggaten"), ("7", "Nangsri"), ("7", "Macanan")):
        case_id = case_at(players, row, CITIZEN, judul=[f"Lampu di {word} mati"])
    players.complete(CITIZEN, case_id, hasil=["selesai"], rating=["4"])
    index_changed_cases(players.office)
    page = ask(players.client(OPERATOR), "lampunya mati")
    assert titles(page) == [f"Lampu di {word} mati" for word in ("Macanan", "Nangsri", "Malanggaten", "Waru")]
    states = re.findall(r'<span class="mark mark-\w+">.*?<span>([^<]+)</span></span>', page.text, re.DOTALL)
    assert states == ["Selesai", "Menunggu pelapor", "Di lajur lain", "Menunggu dikerjakan"]
    assert ask(players.client(OTHER_UNIT_OFFICER), "lampu").text.count("Tidak ada kasus yang cocok") == 1
    assert len(titles(ask(players.client(SUPERVISOR), "lampu"))) == 4


def test_a_long_list_goes_on_behind_its_last_case(players: Players) -> None:
    """The next page begins where this one ends, and from there one comes back to the beginning."""
    for number in range(search_page.PAGE + 2):
        players.submit(judul=[f"Lampu nomor {number} mati"])
    index_changed_cases(players.office)
    client = players.client(OPERATOR)
    first = ask(client, "lampu")
    (next_url,) = re.findall(r'rel="next" href="([^"]+)"', first.text)
    second = client.get(next_url.replace("&amp;", "&"))
    assert len(titles(first)) == search_page.PAGE
    assert titles(second) == ["Lampu nomor 1 mati", "Lampu nomor 0 mati"]
    assert "Dari awal" in second.text


def test_what_nothing_holds_shows_what_is_like_it(players: Players) -> None:
    """With one word too many the nearest cases are offered; without any word, or in a broken address, how to search."""
    players.submit(judul=["Jembatan gantung Waru goyang"])
    index_changed_cases(players.office)
    client = players.client(OPERATOR)
    page = ask(client, "jembatan gantung waru kemarin sore")
    assert "Yang paling mirip" in page.text
    assert titles(page) == ["Jembatan gantung Waru goyang"]
    for address in ("/tugas/cari", "/tugas/cari?tanya=AAAA", "/tugas/cari?tanya=%ff&sesudah=x"):
        assert "Cara mencari" in client.get(address).text
    assert "Cara mencari" in ask(client, "dan yang").text
