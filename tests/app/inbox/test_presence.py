"""Who has a task open is known for a minute, and to nobody who may not see the task."""

from __future__ import annotations

from office_fixtures import Players
from sop_steps import case_at

from app.actions.announce_presence import announce_presence
from app.actions.sweep import sweep
from app.demo.cast import OPERATOR, SECOND_OPERATOR, SUPERVISOR, UNIT_OFFICER
from persistence import journal
from persistence.tables import task_viewers


def test_a_second_viewer_is_told_of_the_first(players: Players) -> None:
    """The line names the other, not oneself; after a minute without a sign, or after leaving, nobody is named."""
    address = f"/tugas/{players.open_task(case_at(players, '3')).id}/hadir"
    dewi, rina = players.client(OPERATOR), players.client(SECOND_OPERATOR)
    assert dewi.post(address).json == {"pembuka": ""}
    players.clock.pass_(seconds=30)
    assert rina.post(address).json == {"pembuka": "Dewi Lestari sedang membuka tugas ini."}
    assert dewi.post(address).json == {"pembuka": "Rina Kusuma sedang membuka tugas ini."}
    assert "Rina Kusuma sedang membuka tugas ini." in dewi.get(address.removesuffix("/hadir")).text
    players.clock.pass_(seconds=61)
    assert dewi.post(address).json == {"pembuka": ""}
    rina.post(address)
    rina.post(address, data={"pergi": "ya"})
    assert dewi.post(address).json == {"pembuka": ""}


def test_several_are_counted(players: Players) -> None:
    """The supervisor looking on counts too; a foreign unit's officer cannot even ask."""
    task_id = players.open_task(case_at(players, "3")).id
    for person in (OPERATOR, SUPERVISOR):
        players.client(person).post(f"/tugas/{task_id}/hadir")
    said = players.client(SECOND_OPERATOR).post(f"/tugas/{task_id}/hadir").json
    assert said == {"pembuka": "Dewi Lestari dan 1 orang lain sedang membuka tugas ini."}
    assert players.client(UNIT_OFFICER).post(f"/tugas/{task_id}/hadir").status_code == 404


def test_presence_leaves_no_trace(players: Players) -> None:
    """Neither the journal nor, after the sweep, the table remembers who looked."""
    case_id = case_at(players, "3")
    with players.office.database.reading() as connection:
        before = len(journal.entries_of(connection, case_id))
    announce_presence(players.office, players.actor(OPERATOR), players.open_task(case_id).id, is_leaving=False)
    players.clock.pass_(days=3)
    sweep(players.office)
    with players.office.database.reading() as connection:
        assert len(journal.entries_of(connection, case_id)) == before
        assert connection.execute(task_viewers.select()).all() == []
