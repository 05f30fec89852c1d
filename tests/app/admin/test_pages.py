"""Every page of administrators opens for them, and for nobody else."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR, AUDITOR, CITIZEN, OPERATOR, SUPERVISOR

PAGES = (
    "/pengelolaan/",
    "/pengelolaan/akun",
    "/pengelolaan/akun/baru",
    "/pengelolaan/akun/1",
    "/pengelolaan/akun/1/nonaktif",
    "/pengelolaan/akun/1/sandi",
    "/pengelolaan/unit",
    "/pengelolaan/unit/baru",
    "/pengelolaan/unit/1",
    "/pengelolaan/kategori",
    "/pengelolaan/kategori/baru",
    "/pengelolaan/kategori/1",
    "/pengelolaan/kalender",
    "/pengelolaan/kalender/jam",
    "/pengelolaan/kalender/musim/baru",
    "/pengelolaan/kalender/tahun/2026",
    "/pengelolaan/kalender/hari/baru",
    "/pengelolaan/sop",
    "/pengelolaan/sop/diagram.bpmn",
)
FOR_SUPERVISORS = {"/pengelolaan/sop", "/pengelolaan/sop/diagram.bpmn"}


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_there_for_administrators_only(players: Players, address: str) -> None:
    """An administrator gets the page; other accounts find nothing; a visitor is asked to log in."""
    assert players.client(ADMINISTRATOR).get(address).status_code == 200
    for person in (OPERATOR, CITIZEN, AUDITOR):
        assert players.client(person).get(address).status_code == 404
    expected = 200 if address in FOR_SUPERVISORS else 404
    assert players.client(SUPERVISOR).get(address).status_code == expected
    assert players.client().get(address).status_code == 401
