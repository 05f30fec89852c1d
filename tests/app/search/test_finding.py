"""Everybody finds what her inboxes may read, in any form of its words, and nothing else."""

from __future__ import annotations

from office_fixtures import Players
from sop_steps import case_at

from app.actions.index_cases import index_changed_cases
from app.demo.cast import LEAD, OPERATOR, OTHER_UNIT_OFFICER, SUPERVISOR, UNIT_OFFICER, Person
from app.search import matching_tasks, search


def found(players: Players, person: Person, text: str) -> list[str]:
    """Index what has happened, and return the titles of the cases that a person finds."""
    while index_changed_cases(players.office):
        pass
    with players.office.database.reading() as connection:
        return [each.number for each in search(players.office, connection, players.actor(person), text, 20)]


def test_words_are_found_in_the_inboxes_that_read_them(players: Players) -> None:
    """A case at row 4 is found by operator and unit by its text, by the supervisor by its title, and by nobody else."""
    case_at(players, "4", uraian=["Tiang listriknya roboh menimpa pagar sekolah."])
    assert len(found(players, OPERATOR, "pagar roboh")) == 1
    assert len(found(players, UNIT_OFFICER, "pagar roboh")) == 1
    assert found(players, OTHER_UNIT_OFFICER, "pagar roboh") == []
    assert found(players, LEAD, "pagar roboh") == []
    assert found(players, SUPERVISOR, "pagar roboh") == []
    assert len(found(players, SUPERVISOR, "lampu pasar")) == 1
    with players.office.database.reading() as connection:
        (task,) = matching_tasks(players.office, connection, players.actor(UNIT_OFFICER), "roboh")
        assert matching_tasks(players.office, connection, players.actor(OPERATOR), "roboh") == []
