"""The journal only grows, and whatever is done to it otherwise is found."""

import hashlib
import json
import threading
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update
from sqlalchemy.exc import IntegrityError

from persistence import cases, journal, sealing
from persistence.database import Database
from persistence.journal import START, Entry, JournalEntry, PayloadChanged
from persistence.tables import journal as table
from persistence.tables import sop_versions
from persistence.verification import Problem, verify

NOW_WITH_MICROSECONDS = datetime(2026, 3, 2, 8, 0, 0, 123000, tzinfo=timezone(timedelta(hours=7)))
SQLITE_TRIGGERS = ("journal_keeps_entries", "journal_keeps_all_entries")


def drop_triggers(connection: Connection) -> None:
    """Do what an attacker with the database's password would do first."""
    if connection.dialect.name == "sqlite":
        for name in SQLITE_TRIGGERS:
            connection.execute(text(f"DROP TRIGGER {name}"))
    else:
        connection.execute(text("ALTER TABLE journal DISABLE TRIGGER USER"))


def three_entries(office: Any) -> list[JournalEntry]:
    """Write a case with three entries."""
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        office.advance(connection, case, office.entry("claimed"), office.entry("completed"))
        return journal.entries_of(connection, case.id)


def problems(office: Any) -> list[Problem]:
    """Verify, with the key of every case."""
    with office.database.reading() as connection:
        return verify(connection, lambda _: office.key)


def test_entries_follow_each_other(office: Any) -> None:
    """Each entry has the next number and the hash of the one before it, and the chain verifies."""
    first, second, third = three_entries(office)
    assert (first.seq, second.seq, third.seq) == (1, 2, 3)
    assert first.previous_hash == START.hash
    assert second.previous_hash == first.entry_hash
    assert third.previous_hash == second.entry_hash
    assert problems(office) == []


def test_a_payload_is_read_with_the_case_key_only(office: Any) -> None:
    """The key opens what was written; no other key does; a payload under another commitment is refused."""
    entry = three_entries(office)[0]
    assert journal.open_payload(entry, office.key) == {"judul": "Jalan rusak"}
    with pytest.raises(sealing.WrongKey):
        journal.open_payload(entry, sealing.new_key())
    with pytest.raises(PayloadChanged):
        journal.open_payload(replace(entry, payload_commit="0" * 64), office.key)


def test_no_plain_column_holds_the_payload(office: Any) -> None:
    """What people wrote is found in no column of the journal, and equal payloads have different commitments."""
    entries = three_entries(office)
    for entry in entries:
        assert "Jalan" not in repr({**vars(entry), "payload_sealed": entry.payload_sealed.decode("latin-1")})
    assert len({entry.payload_commit for entry in entries}) == len(entries)


def test_the_hash_can_be_computed_by_anybody(office: Any) -> None:
    """The hash of an entry is the SHA-256 of its columns as plain JSON, with nothing but the standard library."""
    entry = three_entries(office)[1]
    spelled = {k: v for k, v in vars(entry).items() if k not in {"id", "entry_hash", "payload_sealed"}}
    spelled |= {"at": entry.at.isoformat(), "recorded_at": entry.recorded_at.isoformat()}
    spelled |= {"case_id": str(entry.case_id)}
    spelled |= {"payload_sealed_sha256": hashlib.sha256(entry.payload_sealed).hexdigest()}
    plain = json.dumps(spelled, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert entry.entry_hash == hashlib.sha256(plain.encode()).hexdigest()


@pytest.mark.parametrize("statement", [update(table).values(kind="x"), delete(table)])
def test_the_database_refuses_changes(office: Any, statement: Any) -> None:
    """UPDATE and DELETE of journal entries fail, even without a condition."""
    three_entries(office)
    with pytest.raises(IntegrityError, match="append-only"), office.database.transaction() as connection:
        connection.execute(statement)
    assert problems(office) == []


def test_the_database_refuses_to_empty_or_replace(office: Any) -> None:
    """TRUNCATE on PostgreSQL and REPLACE on SQLite fail as well."""
    three_entries(office)
    with office.database.reading() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
    emptied = "REPLACE INTO journal SELECT * FROM journal" if is_sqlite else "TRUNCATE journal CASCADE"
    with pytest.raises(IntegrityError, match="append-only"), office.database.transaction() as connection:
        connection.execute(text(emptied))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "released"),
        ("at", "later"),
        ("recorded_at", "later"),
        ("actor_id", "operator"),
        ("actor_kind", "system"),
        ("lane", "operator"),
        ("element", "menerima"),
        ("payload_commit", "0" * 64),
        ("payload_sealed", "byte"),
        ("sop_sha256", "0" * 64),
        ("engine_version", "9"),
        ("state_hash", "0" * 64),
        ("marking_hash", "0" * 64),
        ("entry_hash", "0" * 64),
        ("command_id", uuid4()),
    ],
)
def test_a_changed_column_is_found(office: Any, column: str, value: Any) -> None:
    """An edit of any column of an entry is found at that entry, without any key."""
    entry = three_entries(office)[1]
    if value == "later":
        value = entry.at.replace(microsecond=1)
    elif value == "byte":
        value = bytes([*entry.payload_sealed[:-1], entry.payload_sealed[-1] ^ 1])
    elif value == "operator" and column == "actor_id":
        value = office.operator
    with office.database.transaction() as connection:
        drop_triggers(connection)
        connection.execute(update(table).where(table.c.id == entry.id).values({column: value}))
        assert verify(connection) == [Problem(entry.case_id, 2, "hash")]


def test_a_missing_entry_is_found(office: Any) -> None:
    """An entry taken out of the middle leaves a gap."""
    entry = three_entries(office)[1]
    with office.database.transaction() as connection:
        drop_triggers(connection)
        connection.execute(delete(table).where(table.c.id == entry.id))
    assert problems(office) == [Problem(entry.case_id, 3, "gap")]


@pytest.mark.parametrize("kept", [0, 2])
def test_a_cut_end_is_found(office: Any, kept: int) -> None:
    """The case remembers how many entries it has, so cutting the last ones, or all, is found."""
    entry = three_entries(office)[0]
    with office.database.transaction() as connection:
        drop_triggers(connection)
        connection.execute(delete(table).where(table.c.case_id == entry.case_id, table.c.seq > kept))
    assert problems(office) == [Problem(entry.case_id, kept + 1, "end")]


def test_swapped_entries_are_found(office: Any) -> None:
    """Two entries that change places no longer follow each other."""
    _, second, third = three_entries(office)
    with office.database.transaction() as connection:
        drop_triggers(connection)
        for entry, seq in ((second, 99), (third, 2), (second, 3)):
            connection.execute(update(table).where(table.c.id == entry.id).values(seq=seq))
    assert problems(office) == [Problem(second.case_id, 2, "previous")]


def test_an_entry_of_another_case_is_found(office: Any) -> None:
    """A whole chain that is moved to another case no longer verifies there."""
    moved, stays = three_entries(office), three_entries(office)
    with office.database.transaction() as connection:
        drop_triggers(connection)
        connection.execute(delete(table).where(table.c.case_id == stays[0].case_id))
        connection.execute(update(table).where(table.c.case_id == moved[0].case_id).values(case_id=stays[0].case_id))
    assert Problem(stays[0].case_id, 1, "hash") in problems(office)
    assert Problem(moved[0].case_id, 1, "end") in problems(office)


def test_a_rewritten_payload_is_found_with_the_key(office: Any) -> None:
    """Whoever rewrites a payload and all hashes after it still fails at the commitment."""
    entry = three_entries(office)[2]
    other = three_entries(office)[2]
    with office.database.transaction() as connection:
        drop_triggers(connection)
        forged = {**vars(entry), "payload_sealed": other.payload_sealed}
        connection.execute(
            update(table)
            .where(table.c.id == entry.id)
            .values(payload_sealed=forged["payload_sealed"], entry_hash=journal.hash_of(forged))
        )
        assert verify(connection) == []
    assert problems(office) == [Problem(entry.case_id, 3, "payload")]


def test_erasure_leaves_the_chain_whole(office: Any) -> None:
    """A case whose key was deleted still verifies; only its payloads are gone."""
    entry = three_entries(office)[0]
    with office.database.transaction() as connection:
        assert cases.update_case(connection, entry.case_id, 3, sealed_key=None, sealed_title=None)
        journal.append(connection, entry.case_id, journal.position(connection, entry.case_id), office.key,
                       office.entry("erased"))  # fmt: skip
    with office.database.reading() as connection:
        assert verify(connection, lambda _: None) == []


def test_a_command_is_written_once(office: Any) -> None:
    """A second entry of the same command is refused, and the first one is found by it."""
    command = uuid4()
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        office.advance(connection, case, office.entry(command_id=command))
    with pytest.raises(IntegrityError), office.database.transaction() as connection:
        office.advance(connection, case, office.entry(command_id=command))
    with office.database.reading() as connection:
        found = journal.find_command(connection, command)
        assert found
        assert found.seq == 2
        assert journal.find_command(connection, uuid4()) is None


def test_the_office_chain_has_no_gaps(office: Any) -> None:
    """Entries of the office written at once by many get numbers without gaps, and a rollback leaves none."""
    entry = Entry("logged_in", office.now, office.now, "account")

    def write() -> None:
        for _ in range(8):
            with office.database.transaction() as connection:
                journal.append_to_office(connection, office.key, entry)

    def fail_after_a_write() -> None:
        with office.database.transaction() as connection:
            journal.append_to_office(connection, office.key, entry)
            connection.execute(insert(table).values(kind="incomplete"))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    with pytest.raises(IntegrityError):
        fail_after_a_write()
    for thread in threads:
        thread.join()
    with office.database.reading() as connection:
        assert [entry.seq for entry in journal.entries_of(connection, None)] == list(range(1, 33))
        assert verify(connection, lambda _: office.key) == []


def test_a_changed_office_entry_is_found(office: Any) -> None:
    """The office's own chain is verified like a case's."""
    entry = Entry("logged_in", office.now, office.now, "account")
    with office.database.transaction() as connection:
        journal.append_to_office(connection, office.key, entry, entry, entry)
        drop_triggers(connection)
        connection.execute(update(table).where(table.c.seq == 2).values(kind="logged_out"))
    assert problems(office) == [Problem(None, 2, "hash")]


def test_only_the_first_bad_entry_of_each_chain_is_named(office: Any) -> None:
    """A chain with many bad entries has one problem, and other chains have their own."""
    first, second = three_entries(office), three_entries(office)
    with office.database.transaction() as connection:
        drop_triggers(connection)
        connection.execute(update(table).values(kind="x"))
        assert sorted(problem.case_id for problem in verify(connection)) == sorted(
            [first[0].case_id, second[0].case_id]
        )
        assert {problem.seq for problem in verify(connection)} == {1}


def test_a_published_sop_never_changes(office: Any) -> None:
    """The bytes of a published diagram cannot be changed or deleted, nor can it become a draft again."""
    for statement in (
        update(sop_versions).values(xml=b"<other/>"),
        update(sop_versions).values(sha256="0" * 64),
        update(sop_versions).values(status="draft"),
        delete(sop_versions),
    ):
        with pytest.raises(IntegrityError, match="immutable"), office.database.transaction() as connection:
            connection.execute(statement)
    with office.database.transaction() as connection:
        connection.execute(update(sop_versions).values(status="retired"))
        assert connection.scalar(select(sop_versions.c.xml)) == b"<xml/>"


def test_databases_agree_on_the_hash(database: Database) -> None:
    """An entry that is read back has the hash that was computed when it was written, on both databases."""
    odd = Entry("k", NOW_WITH_MICROSECONDS, NOW_WITH_MICROSECONDS, "system", {"teks": "ya – ✓", "n": [1, None]})
    with database.transaction() as connection:
        journal.append_to_office(connection, bytes(32), odd)
        (read,) = journal.entries_of(connection, None)
    assert read.entry_hash == journal.hash_of(vars(read))
