"""The contacts of cases can be hashed again from what the cases hold."""

from __future__ import annotations

from office_fixtures import Players
from sqlalchemy import delete, select

from app.demo.cast import CITIZEN
from persistence.tables import contact_hashes

PHONE = {"cara_dihubungi": ["hp"], "no_hp": ["0812-3456-7890"], "email": ()}


def test_lost_hashes_come_back(players: Players) -> None:
    """Every case is found by what stands in it again; a hash of something else is gone, an anonymous case has none."""
    players.submit(CITIZEN, **PHONE, nik=["3313115708900001"])
    hidden = dict.fromkeys(("nama", "alamat", "cara_dihubungi", "email"), ())
    anonymous = players.submit(kerahasiaan=["anonim"], **hidden).case_id
    with players.office.database.transaction() as connection:
        before = set(connection.execute(select(contact_hashes)).all())
        connection.execute(delete(contact_hashes).where(contact_hashes.c.kind == "phone"))
        stray = {"hash": "0" * 64, "case_id": next(iter(before)).case_id, "kind": "phone"}
        connection.execute(contact_hashes.insert(), [stray])
    ran = players.app.test_cli_runner().invoke(args=["contacts", "rebuild"])
    assert ran.output == "The contacts of 1 cases can be looked up.\n"
    with players.office.database.reading() as connection:
        assert set(connection.execute(select(contact_hashes)).all()) == before
    assert len(before) == 2
    assert anonymous not in {row.case_id for row in before}
