"""The receipt: number, code, and the date of the next step."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote
from uuid import UUID

import segno
from office_fixtures import Players

from app.demo.cast import CITIZEN, NEIGHBOUR, OPERATOR


def test_it_says_everything_one_needs(players: Players, access_code: Callable[[UUID], str]) -> None:
    """Number, code, when it was sent, what comes next and by when."""
    sent = players.submit(CITIZEN)
    page = players.client(CITIZEN).get(f"/tanda-terima/{sent.case_id}").text
    assert sent.number in page
    assert access_code(sent.case_id) in page
    assert "paling lambat Selasa, 24 November 2026 pukul 10.10 WIB" in page


def test_the_qr_code_hides_what_it_knows_from_servers(players: Players, access_code: Callable[[UUID], str]) -> None:
    """The drawn address carries number and code behind the #, which no browser sends and no log keeps."""
    sent = players.submit()
    page = players.client(None, sent.case_id).get(f"/tanda-terima/{sent.case_id}").text
    fragment = f"nomor={quote(sent.number, safe='')}&kode={access_code(sent.case_id)}"
    address = f"{players.office.settings.public_url}/lacak#{fragment}"
    assert escape(segno.make(address, error="m").svg_data_uri(scale=4, border=2)) in page


def test_it_is_for_the_reporter_alone(players: Players) -> None:
    """A neighbour, a visitor and the staff who work on the case find nothing there."""
    sent = players.submit(CITIZEN)
    for client in (players.client(NEIGHBOUR), players.client(), players.client(OPERATOR)):
        assert client.get(f"/tanda-terima/{sent.case_id}").status_code == 404
