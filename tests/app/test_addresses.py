"""What no row and no page can have in an address is nowhere, and breaks nothing."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR, OPERATOR

NUMBERS = ("2147483648", "99999999999999999999", "9" * 5000)
TASK = "6f09cd952569492895d0af2d5d61e082"


@pytest.mark.parametrize("address", ["akun/{}", "akun/{}/sandi", "unit/{}", "kategori/{}", "kalender/tahun/{}"])
def test_a_number_that_no_row_can_have_is_not_found(players: Players, address: str) -> None:
    """A number beyond what the database can compare is at no address."""
    client = players.client(ADMINISTRATOR)
    statuses = [client.get(f"/pengelolaan/{address.format(number)}").status_code for number in NUMBERS]
    assert statuses == [404] * len(NUMBERS)


@pytest.mark.parametrize(
    "query", [{"cari": "a\x00b"}, {"halaman": "9" * 5000}, {"halaman": "-3"}, {"halaman": "dua"}, {"halaman": "9" * 12}]
)
def test_a_search_that_makes_no_sense_is_answered(players: Players, query: dict[str, str]) -> None:
    """Characters that no name holds and pages that do not exist are ignored."""
    assert players.client(ADMINISTRATOR).get("/pengelolaan/akun", query_string=query).status_code == 200


@pytest.mark.parametrize("due_at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-24T10:00:00"])
def test_a_place_outside_of_all_time_is_the_beginning(players: Players, due_at: str) -> None:
    """A place of the inbox that cannot be compared begins the list anew."""
    query = {"tampilan": "lajur", "sesudah": f"{due_at}_{TASK}"}
    assert players.client(OPERATOR).get("/tugas", query_string=query).status_code == 200
