"""Everybody finds what her inboxes may read, and nothing else; the index itself holds no word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from office_fixtures import Players
from sop_steps import ANSWER, case_at
from sqlalchemy import Text, cast, select

from app.actions.index_cases import forget_case, rebuild_index
from app.demo.cast import (
    ADMINISTRATOR,
    CITIZEN,
    LEAD,
    OPERATOR,
    OTHER_UNIT_OFFICER,
    SUPERVISOR,
    UNIT_OFFICER,
    Person,
)
from app.search import matching_tasks, search
from app.search.tokens import key_of, stems_asked
from persistence import cases, search_matches
from persistence.search_matches import Question
from persistence.tables import search_entries, search_frequencies
from tests.app.search.conftest import Find, bring_up_to_date

STAFF = (OPERATOR, UNIT_OFFICER, OTHER_UNIT_OFFICER, LEAD, SUPERVISOR, ADMINISTRATOR)


def who_finds(find: Find, text: str) -> set[str]:
    """Return who of the office finds anything by a text."""
    return {person.login for person in STAFF if find(person, text)}


def tasks_found(players: Players, person: Person, text: str) -> list[UUID]:
    """Return the open tasks that a person finds."""
    bring_up_to_date(players)
    with players.office.database.reading() as connection:
        return matching_tasks(players.office, connection, players.actor(person), text)


def test_words_are_found_by_the_inboxes_that_were_handed_them(players: Players, find: Find) -> None:
    """The text of a case at row 4 is found by operator and unit, its title by the supervisor too, by nobody else."""
    case_at(players, "4", uraian=["Tiang listriknya roboh menimpa pagar sekolah."])
    assert who_finds(find, "roboh pagar") == {OPERATOR.login, UNIT_OFFICER.login}
    assert who_finds(find, "lampu pasar") == {OPERATOR.login, UNIT_OFFICER.login, SUPERVISOR.login}
    assert who_finds(find, "roboh jembatan") == set()


def test_an_inbox_that_was_handed_a_summary_does_not_find_the_rest(players: Players, find: Find) -> None:
    """What the unit wrote is found by whoever checks it and answers with it, and what the classifier wrote is not."""
    case_at(players, "6")
    assert who_finds(find, ANSWER[0]) == {OPERATOR.login, UNIT_OFFICER.login, LEAD.login}
    # The reason why it goes to the unit stands in Laporan Pengaduan, which row 5 is not handed.
    assert LEAD.login not in who_finds(find, "perlu diperbaiki pasar")


def test_the_reporter_is_found_by_her_name_only_while_it_is_read(players: Players, find: Find) -> None:
    """Row 2 reads who she is, so the operator finds her; once row 2 is done nobody does, and her NIK never."""
    case_id = case_at(players, "2", nik=["3313010101900001"])
    assert who_finds(find, "rahayu") == {OPERATOR.login}
    assert who_finds(find, "3313010101900001") == set()
    players.complete(OPERATOR, case_id, kategori=["infrastructure"], sub_kategori=["lampu_jalan"])
    assert who_finds(find, "rahayu") == set()
    assert who_finds(find, "lampu pasar") == {OPERATOR.login, SUPERVISOR.login}


def test_nobody_finds_the_reporter_of_a_confidential_case(players: Players, find: Find) -> None:
    """What the page covers the index does not hold, not even a part of the address."""
    case_at(players, "2", kerahasiaan=["rahasia"])
    assert who_finds(find, "rahayu") == who_finds(find, "siti") == set()
    assert who_finds(find, "gelap") == {OPERATOR.login}


def test_a_task_is_found_in_its_own_inbox(players: Players) -> None:
    """The filter of the inbox finds open tasks only; one that waits for the reporter counts to the last inbox."""
    at_unit, answered = case_at(players, "4"), case_at(players, "7")
    assert tasks_found(players, UNIT_OFFICER, "gelap pasar") == [players.open_task(at_unit).id]
    assert tasks_found(players, OPERATOR, "gelap pasar") == [players.open_task(answered).id]
    assert set(tasks_found(players, SUPERVISOR, "lampu")) == {
        players.open_task(case).id for case in (at_unit, answered)
    }
    assert tasks_found(players, OTHER_UNIT_OFFICER, "gelap pasar") == []
    assert tasks_found(players, UNIT_OFFICER, "dan yang") == []


def test_the_newest_come_first_and_pages_follow_each_other(players: Players, find: Find) -> None:
    """Cases stand in the order of their numbers, however late they were read again, and each on one page."""
    ids = [players.submit(CITIZEN).case_id for _ in range(5)]
    bring_up_to_date(players)
    players.complete(OPERATOR, ids[0], kategori=["infrastructure"], sub_kategori=["lampu_jalan"])
    every = find(OPERATOR, "pasar")
    assert every == sorted(every, reverse=True)
    assert len(every) == 5
    office, actor = players.office, players.actor(OPERATOR)
    paged: list[str] = []
    after: int | None = None
    with office.database.reading() as connection:
        while page := search(office, connection, actor, "pasar", 2, after):
            paged += [case.number for case in page]
            after = page[-1].case_order
    assert paged == every


def test_the_newest_are_the_same_however_they_are_looked_for(players: Players) -> None:
    """Looking through some entries first, as PostgreSQL does for a common word, changes nothing of what is found."""
    for number in range(6):
        players.submit(judul=[f"Lampu nomor {number} mati"], uraian=["Lampu di depan rumah mati."])
    bring_up_to_date(players)
    token = stems_asked(key_of(players.office, "operator/-"), ["lampu"])
    rare = Question({"operator/-": [sorted(token)]}, matches=1, entries=6)
    common = replace(rare, matches=1e6, entries=1_000_000)
    with players.office.database.reading() as connection:
        for limit in (1, 2, 5, 20):
            every, looked = (search_matches.newest(connection, asked, limit) for asked in (rare, common))
            assert looked == every
            assert len(every) == min(limit, 6)
            after = every[0].case_order
            every, looked = (search_matches.newest(connection, asked, limit, after) for asked in (rare, common))
            assert looked == every
            assert len(every) == min(limit, 5)
        every, looked = (search_matches.open_tasks(connection, asked, 4) for asked in (rare, common))
        assert looked == every
        assert len(every) == 4


def test_a_word_that_is_not_there_is_read_as_a_beginning(players: Players, find: Find) -> None:
    """Half a word finds what begins like it, and a whole one only itself."""
    players.submit(uraian=["Pembangunan drainase terhenti di tengah jalan desa."])
    players.submit(uraian=["Drainasenya sudah bagus, tetapi pembantu camat belum datang."])
    assert len(find(OPERATOR, "drain")) == 2
    assert len(find(OPERATOR, "pembangunan")) == 1


def test_the_database_shows_no_word_of_a_document(players: Players, find: Find) -> None:
    """Neither the rows of the search nor, on SQLite, the bytes of the file hold a word that somebody wrote."""
    words = ["kwaringin", "bluntukan", "cempluksari", "Suryaningratan"]
    case_at(players, "6", judul=[f"Gapura {words[0]} miring"], uraian=[f"Sejak {words[1]} lewat, {words[2]} retak."])
    players.submit(nama=[words[3]])
    assert len(find(OPERATOR, words[2])) == 1
    columns = select(cast(search_entries.c.tokens, Text)), select(search_frequencies.c.token)
    with players.office.database.reading() as connection:
        stored = " ".join(text for column in columns for text in connection.scalars(column)).encode()
    url = players.office.database.writer.url
    if url.get_backend_name() == "sqlite":
        stored += Path(str(url.database)).read_bytes()
    pieces = {word[:5].encode() for word in words}
    assert not [piece for piece in pieces if piece in stored or piece.lower() in stored]


def test_an_erased_case_is_found_no_more(players: Players, find: Find) -> None:
    """With the key goes everything by which the case was found, and building the index again does not bring it back."""
    case_id = case_at(players, "4")
    assert find(OPERATOR, "pasar")
    with players.office.database.transaction() as connection:
        case = cases.read(connection, case_id)
        assert case
        cases.update_case(connection, case_id, case.version, entries=0, sealed_key=None)
        forget_case(connection, case_id)
    assert [(each.done, each.total) for each in rebuild_index(players.office)] == [(1, 1)]
    assert who_finds(find, "pasar") == set()
    with players.office.database.reading() as connection:
        assert connection.scalars(select(search_frequencies.c.token)).all() == []
