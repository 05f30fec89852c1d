"""The index follows the journal: whatever changes a case is read again, once, and nothing else costs anything."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from click.testing import CliRunner
from office_fixtures import Players
from sop_steps import case_at
from sqlalchemy import func, select, update

from app.actions.claim_task import claim_task
from app.actions.index_cases import index_changed_cases, rebuild_index
from app.commands.search import search as search_command
from app.demo.cast import OPERATOR
from app.worker import duties
from persistence import cases, search
from persistence.search import NewEntry, ReadCase
from persistence.tables import cases as cases_table
from persistence.tables import journal, search_entries, search_frequencies, search_progress

RECEIVED = {"kategori": ["infrastructure"], "sub_kategori": ["lampu_jalan"]}


def mark(players: Players) -> int:
    """Return up to where the journal has been followed."""
    with players.office.database.reading() as connection:
        return connection.scalar(select(search_progress.c.journal_id)) or 0


def is_open_in(players: Players, case_id: UUID) -> dict[str, bool]:
    """Return the inboxes that find a case, and whether it waits there."""
    held = select(search_entries.c.inbox_key, search_entries.c.open_tasks).where(search_entries.c.case_id == case_id)
    with players.office.database.reading() as connection:
        return {row.inbox_key: bool(row.open_tasks) for row in connection.execute(held)}


def test_each_change_is_read_once(players: Players) -> None:
    """A new case and a completed row are read again, a claim is not; what changed nothing costs no second reading."""
    case_id = players.submit().case_id
    assert index_changed_cases(players.office) == 1
    assert index_changed_cases(players.office) == 0
    with players.app.test_request_context():
        claim_task(players.office, players.actor(OPERATOR), players.open_task(case_id).id)
    assert index_changed_cases(players.office) == 0
    players.complete(OPERATOR, case_id, **RECEIVED)
    assert index_changed_cases(players.office) == 1


def test_an_entry_says_where_the_case_waits(players: Players) -> None:
    """The inbox whose work waits for the reporter still counts the case as open."""
    case_id = case_at(players, "4")
    index_changed_cases(players.office)
    assert is_open_in(players, case_id) == {"*": True, "operator/-": False, "ppid_pembantu/1": True}
    answered = case_at(players, "7")
    index_changed_cases(players.office)
    waiting = is_open_in(players, answered)
    assert {key for key, is_open in waiting.items() if is_open} == {"*", "operator/-"}


def test_a_worker_with_nothing_to_do_asks_two_questions(players: Players, statements: Callable[..., Any]) -> None:
    """Once the journal has settled, the mark stands near its end; a look costs two selects and no transaction."""
    for _ in range(26):
        players.submit()
    while index_changed_cases(players.office):
        pass
    assert mark(players) == 0
    players.clock.pass_(minutes=2)
    index_changed_cases(players.office)
    with players.office.database.reading() as connection:
        assert mark(players) == connection.scalar(select(func.max(journal.c.id)))
    with statements(players.office.database) as counted:
        index_changed_cases(players.office)
    assert (len(counted.statements), counted.commits) == (2, 0)


def test_a_case_that_cannot_be_read_stops_no_other(players: Players) -> None:
    """The others are found; the broken one is found once it is mended and the index built again."""
    broken, sound = players.submit().case_id, players.submit().case_id
    with players.office.database.transaction() as connection:
        case = cases.read(connection, broken)
        assert case
        whole = case.sealed_title
        connection.execute(update(cases_table).where(cases_table.c.id == broken).values(sealed_title=b"\x01broken"))
    assert index_changed_cases(players.office) == 1
    assert is_open_in(players, broken) == {}
    assert is_open_in(players, sound) == {"*": True, "operator/-": True}
    with players.office.database.transaction() as connection:
        connection.execute(update(cases_table).where(cases_table.c.id == broken).values(sealed_title=whole))
    assert [(each.done, each.total) for each in rebuild_index(players.office)] == [(2, 2)]
    assert is_open_in(players, broken) == {"*": True, "operator/-": True}


def test_what_was_read_earlier_does_not_replace_what_was_read_later(players: Players) -> None:
    """Of two workers with one case, the one that saw the later version wins, and each token is counted right."""
    case_id = players.submit().case_id
    new, old = (NewEntry("operator/-", None, b"", frozenset({token})) for token in ("aaaaaaa", "bbbbbbb"))
    overseers = NewEntry("*", None, b"", frozenset({"aaaaaaa"}))
    with players.office.database.transaction() as connection:
        search.write(connection, [ReadCase(case_id, 20_260_000_001, 5, [overseers, new])])
        search.write(connection, [ReadCase(case_id, 20_260_000_001, 4, [overseers, old])])
        counted = select(search_frequencies.c.token, search_frequencies.c.entries)
        assert [tuple(row) for row in connection.execute(counted)] == [("aaaaaaa", 2)]
        search.forget(connection, case_id)
        assert connection.execute(counted).all() == []


def test_the_worker_and_the_command_keep_the_index(players: Players) -> None:
    """Indexing is a duty of the worker; the command reads every case again and says how many."""
    assert index_changed_cases in [duty.do for duty in duties()]
    players.submit()
    with players.app.app_context():
        told = CliRunner().invoke(search_command, ["rebuild"])
    assert told.output == "The index holds 1 cases.\n"
