"""Substitution: rights by the calendar alone, both names in the history, and an end that needs no job."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from office_fixtures import Players
from sop_steps import RECEIVED, case_at, complaint

from app import history
from app.actions.claim_task import claim_task
from app.actions.end_substitution import end_substitution, settle_substitutions
from app.actions.hand_over import hand_over
from app.actions.name_substitute import Wanted, WrongSubstitution, name_substitute
from app.actions.save_task_draft import open_task_draft, save_task_draft
from app.case_file import open_case
from app.demo.cast import (
    ADMINISTRATOR,
    CITIZEN,
    LEAD,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SECOND_OPERATOR,
    SUPERVISOR,
    UNIT_OFFICER,
    Person,
)
from app.errors import LoginRequired, Missing, NotAllowed, TaskTaken
from app.security.authorize import require_role
from persistence import cases, journal, outbox, substitutions, tasks
from persistence.verification import verify


def wanted(players: Players, absent: Person, substitute: Person, days: int = 1, **changed: Any) -> Wanted:
    """Describe a substitution of so many days from today."""
    today = players.office.today()
    ids = players.actor(absent).account_id, players.actor(substitute).account_id
    assert ids[0]
    assert ids[1]
    return replace(Wanted(ids[0], ids[1], "plh", today, today + timedelta(days=days - 1)), **changed)


def name(players: Players, absent: Person, substitute: Person, days: int = 1, **changed: Any) -> int:
    """Let the supervisor name a substitute."""
    with players.app.app_context():
        asked = wanted(players, absent, substitute, days, **changed)
        return name_substitute(players.office, players.actor(SUPERVISOR), asked)


def told(players: Players, case_id: UUID) -> list[str]:
    """Return the history of a case."""
    with players.app.test_request_context(), players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
        assert case
        file = open_case(players.office, case)
        return [one.text for one in history.tell(connection, history.read(connection, file), file.diagram.sop)]


def test_the_substitute_works_and_both_names_stand(players: Players) -> None:
    """Who stands in for the lead does her row; the history says for whom, and the chain verifies."""
    case_id = case_at(players, "5")
    task = players.open_task(case_id)
    with pytest.raises(Missing):
        claim_task(players.office, players.actor(OPERATOR), task.id)
    name(players, LEAD, OPERATOR)
    players.complete(OPERATOR, case_id, tanggapan=["Lampu sudah kami ganti pada hari Selasa."])
    assert "Dewi Lestari a.n. Endang Wulandari (Plh.) menyelesaikan “Menerima tanggapan”." in told(players, case_id)
    assert players.actor(OPERATOR).stands_in_for(task.inbox_key) == "Endang Wulandari"
    with players.office.database.reading() as connection:
        case = cases.read(connection, case_id)
        assert case
        file = open_case(players.office, case)
        (entry,) = [one for one in journal.entries_of(connection, case_id) if one.element == task.element_id][-1:]
        payload = journal.open_payload(entry, file.key)
        assert payload["on_behalf_of"] == players.actor(LEAD).account_id
        assert entry.actor_id == players.actor(OPERATOR).account_id
        keys = {case_id: file.key, None: players.office.keys.office}
        assert verify(connection, keys.get) == []


def test_it_begins_and_ends_by_itself(players: Players) -> None:
    """The rights hold from the first midnight of the office to the last, and at no other instant."""
    today = players.office.today()
    name(players, LEAD, OPERATOR, first_day=today + timedelta(days=1), last_day=today + timedelta(days=2))
    seen = []
    midnight = players.office.catalogue.edited().calendar.midnight(today + timedelta(days=1))
    for hours in (-1 / 3600, 0, 47, 48):
        players.clock.at = midnight + timedelta(hours=hours)
        seen.append("ppid_utama/-" in players.actor(OPERATOR).inbox_keys)
    assert seen == [False, True, True, False]


def test_what_the_absent_person_had_claimed_goes_on(players: Players) -> None:
    """Her claimed task is taken over with its draft; nobody else of the lane gets it."""
    case_id = case_at(players, "2")
    task = players.open_task(case_id)
    claim_task(players.office, players.actor(OPERATOR), task.id)
    save_task_draft(players.office, players.actor(OPERATOR), task.id, {"catatan_penerimaan": ["Sudah saya telepon."]})
    with pytest.raises(TaskTaken):
        claim_task(players.office, players.actor(SECOND_OPERATOR), task.id)
    name(players, OPERATOR, SECOND_OPERATOR)
    claim_task(players.office, players.actor(SECOND_OPERATOR), task.id)
    with players.office.database.reading() as connection:
        now, case = tasks.read(connection, task.id), cases.read(connection, case_id)
    assert now
    assert case
    assert now.owner_id == players.actor(SECOND_OPERATOR).account_id
    draft = open_task_draft(open_case(players.office, case), now.draft_sealed)
    assert draft
    assert draft["catatan_penerimaan"] == "Sudah saya telepon."
    assert "Rina Kusuma a.n. Dewi Lestari (Plh.) mengambil “Menerima input pengaduan”." in told(players, case_id)


def test_there_are_no_chains(players: Players) -> None:
    """Who stands in for a substitute gets her own seats, and not what she does for others."""
    name(players, LEAD, OPERATOR)
    name(players, OPERATOR, UNIT_OFFICER)
    keys = players.actor(UNIT_OFFICER).inbox_keys
    assert "operator/-" in keys
    assert "ppid_utama/-" not in keys


def test_only_some_lanes(players: Players) -> None:
    """A substitution for one lane hands over that lane alone, and of a supervisor not her pages."""
    with pytest.raises(WrongSubstitution, match="lanes"):
        name(players, LEAD, OPERATOR, lanes=("operator",))
    name(players, LEAD, OPERATOR, lanes=("ppid_utama",))
    assert "ppid_utama/-" in players.actor(OPERATOR).inbox_keys
    with players.office.database.transaction() as connection:
        row = {"substitute_id": players.actor(LEAD).account_id, "absent_id": players.actor(SUPERVISOR).account_id}
        days = {"first_day": players.office.today(), "last_day": players.office.today()}
        made = {"created_at": players.clock(), "created_by": players.actor(SUPERVISOR).account_id}
        substitutions.add(connection, **row, **days, **made, title="plh", lanes=["operator"])
    assert players.actor(LEAD).roles == {"staff"}


def test_the_camats_substitute_supervises_but_names_nobody(players: Players) -> None:
    """She gets the supervisor's pages for the period, and cannot lengthen her own time."""
    with pytest.raises(Missing):
        require_role(players.actor(LEAD), "supervisor")
    name(players, SUPERVISOR, LEAD)
    require_role(players.actor(LEAD), "supervisor")
    require_role(players.actor(LEAD), "staff")
    with players.app.app_context(), pytest.raises(NotAllowed):
        name_substitute(players.office, players.actor(LEAD), wanted(players, SUPERVISOR, LEAD, 3))
    players.clock.pass_(days=1)
    with pytest.raises(Missing):
        require_role(players.actor(LEAD), "supervisor")
    with pytest.raises(LoginRequired):
        require_role(replace(players.actor(LEAD), account_id=None), "supervisor")


def test_what_was_claimed_goes_back_at_the_end(players: Players) -> None:
    """After the last day the worker returns what the former substitute cannot do, and nothing else; once."""
    foreign, own = case_at(players, "5"), case_at(players, "2")
    name(players, LEAD, OPERATOR)
    for case_id in (foreign, own):
        claim_task(players.office, players.actor(OPERATOR), players.open_task(case_id).id)
    assert settle_substitutions(players.office) == 0
    players.clock.pass_(days=1)
    assert (settle_substitutions(players.office), settle_substitutions(players.office)) == (1, 0)
    assert players.open_task(foreign).owner_id is None
    assert players.open_task(own).owner_id == players.actor(OPERATOR).account_id


def test_it_can_be_ended_early(players: Players) -> None:
    """Ending it takes the rights and the tasks back at once, tells both again, and twice is once."""
    case_id = case_at(players, "5")
    substitution_id = name(players, LEAD, OPERATOR, days=5)
    claim_task(players.office, players.actor(OPERATOR), players.open_task(case_id).id)
    with players.app.app_context():
        for _ in range(2):
            end_substitution(players.office, players.actor(ADMINISTRATOR), substitution_id)
    assert "ppid_utama/-" not in players.actor(OPERATOR).inbox_keys
    assert players.open_task(case_id).owner_id is None
    with players.office.database.reading() as connection:
        kinds = [entry.kind for entry in journal.entries_of(connection, None)]
    assert kinds.count("substitution_ended") == 1


def test_both_are_told(players: Players) -> None:
    """The letter names the two and the days; its subject names nobody. Naming the same twice tells once."""
    assert name(players, LEAD, OPERATOR, basis="800/12/2026") == name(players, LEAD, OPERATOR, basis="800/12/2026")
    with players.app.app_context(), players.office.database.transaction() as connection:
        letters = [one for one in outbox.take_due(connection, players.clock(), 20) if one.kind == "substitution"]
    assert len(letters) == 2


def test_who_cannot_take_part_is_refused(players: Players) -> None:
    """Citizens and administrators take no part, nobody stands in for herself, and days must make sense."""
    for why, pair, changed in (
        ("same_person", (LEAD, LEAD), {}),
        ("backwards", (LEAD, OPERATOR), {"days": 0}),
        ("long", (LEAD, OPERATOR), {"days": 400}),
    ):
        with pytest.raises(WrongSubstitution, match=why):
            name(players, *pair, **changed)
    for pair in ((CITIZEN, OPERATOR), (ADMINISTRATOR, OPERATOR), (LEAD, ADMINISTRATOR)):
        with pytest.raises(Missing):
            name(players, *pair)
    name(players, LEAD, OPERATOR, days=3)
    with pytest.raises(WrongSubstitution, match="overlap"):
        name(players, LEAD, OPERATOR, days=2)
    with pytest.raises(WrongSubstitution, match="past"):
        name(players, LEAD, OTHER_UNIT_OFFICER, first_day=players.office.today() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        name_substitute(players.office, players.actor(OPERATOR), wanted(players, LEAD, OPERATOR))


def test_a_row_done_by_own_right_names_nobody_else(players: Players) -> None:
    """An operator who stands in for the lead does her own rows in her own name."""
    name(players, LEAD, OPERATOR)
    case_id = players.submit(CITIZEN).case_id
    players.complete(OPERATOR, case_id, **RECEIVED)
    players.complete(OPERATOR, case_id, **complaint(players))
    assert not [text for text in told(players, case_id) if "a.n." in text]


def test_a_supervisor_may_stand_in_for_staff(players: Players) -> None:
    """Even the Camat works in another's place, with both names in the history."""
    case_id = case_at(players, "5")
    name(players, LEAD, SUPERVISOR)
    players.complete(SUPERVISOR, case_id, tanggapan=["Lampu sudah kami ganti pada hari Selasa."])
    assert "Joko Susilo a.n. Endang Wulandari (Plh.) menyelesaikan “Menerima tanggapan”." in told(players, case_id)


def test_handing_over_in_the_camats_place_names_her(players: Players) -> None:
    """Who supervises for the Camat hands a colleague's task over in the Camat's place."""
    case_id = case_at(players, "2")
    claim_task(players.office, players.actor(OPERATOR), players.open_task(case_id).id)
    name(players, SUPERVISOR, LEAD)
    receiver, task_id = players.actor(SECOND_OPERATOR).account_id, players.open_task(case_id).id
    with players.app.test_request_context():
        hand_over(players.office, players.actor(LEAD), task_id, receiver, "Dewi dinas luar", uuid4())
    assert [text for text in told(players, case_id) if text.startswith("Endang Wulandari a.n. Joko Susilo (Plh.)")]
