"""People are told of new tasks in their inboxes: many in one message, in working hours by mail, not of their own."""

from __future__ import annotations

from datetime import UTC, datetime

import orjson
import pytest
from app_cases import RECEIVE
from office_fixtures import Players
from sqlalchemy import select

from app.actions.choose_notifications import choose_notifications
from app.actions.claim_task import claim_task
from app.actions.notice_kinds import MAIL, PUSH
from app.actions.notices import PAYLOAD
from app.actions.tell_of_new_tasks import tell_of_new_tasks
from app.demo.cast import CITIZEN, OPERATOR, SECOND_OPERATOR, Person
from persistence import accounts, notifications
from persistence.outbox import Message
from persistence.sealing import open_
from persistence.tables import outbox as table


@pytest.fixture
def office(players: Players) -> Players:
    """Let both operators want mails of new tasks, and the citizen push; the first look has been taken."""
    for person in (OPERATOR, SECOND_OPERATOR):
        choose_notifications(players.office, players.actor(person), {("tugas_baru", MAIL): True})
    subscribe(players, CITIZEN)
    look(players)
    return players


def subscribe(players: Players, person: Person) -> None:
    with players.office.database.transaction() as connection:
        account = accounts.read_by_login(connection, person.login)
        assert account
        notifications.subscribe(connection, account.id, f"{account.id:064}", b"", players.clock())


def look(players: Players) -> int:
    """Look for new tasks an hour later, as the worker does; the hour before one is a break."""
    players.clock.pass_(hours=1)
    return tell_of_new_tasks(players.office)


def told(players: Players, kind: str = "new_task") -> list[tuple[str, int | None, dict[str, object]]]:
    """Return to whom something was written, by which way, and the facts."""
    with players.office.database.reading() as connection:
        rows = [Message(*row) for row in connection.execute(select(table).order_by(table.c.id))]
        names = {account.id: account.login for account in accounts.with_roles(connection, ["staff", "citizen"])}
    master = players.office.keys.master
    return [
        (row.channel, names[row.account_id or 0], orjson.loads(open_(master, row.payload_sealed, PAYLOAD)))
        for row in rows
        if row.kind == kind and row.account_id
    ]


def test_many_tasks_are_told_in_one_message(office: Players) -> None:
    """Three complaints make one mail to each operator who wants it, once."""
    for _ in range(3):
        office.submit()
    look(office)
    look(office)
    assert [(channel, login, facts["count"]) for channel, login, facts in told(office)] == [
        (MAIL, OPERATOR.login, 3),
        (MAIL, SECOND_OPERATOR.login, 3),
    ]


def test_nobody_is_told_of_her_own_step_nor_of_what_somebody_has_taken(office: Players) -> None:
    """The operator whose step opened the next task knows of it, and a claimed task waits for nobody else."""
    case_id = office.submit().case_id
    office.complete(OPERATOR, case_id, **RECEIVE)
    taken = office.submit().case_id
    claim_task(office.office, office.actor(OPERATOR), office.open_task(taken).id)
    look(office)
    look(office)
    assert [(login, facts["count"]) for _, login, facts in told(office)] == [(SECOND_OPERATOR.login, 1)]


def test_mails_wait_for_working_hours_and_push_does_not(office: Players) -> None:
    """What opens at night goes out at opening, in one mail; a browser that asked for it shows it at once."""
    subscribe(office, OPERATOR)
    office.clock.at = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)  # 21.00 WIB
    look(office)
    for _ in range(2):
        office.submit()
        look(office)
    assert [(channel, facts["count"]) for channel, _, facts in told(office)] == [(PUSH, 1), (PUSH, 1)]
    office.clock.at = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)  # 09.00 WIB
    look(office)
    assert [(channel, facts["count"]) for channel, _, facts in told(office)][2:] == [(MAIL, 2), (MAIL, 2)]


def test_mail_of_new_tasks_is_off_until_chosen(players: Players) -> None:
    """Without a choice no mail is written."""
    look(players)
    players.submit()
    look(players)
    assert told(players) == []


def test_the_browser_of_a_reporter_shows_that_she_was_answered(office: Players) -> None:
    """The completion tells her by mail; the sweep tells her browsers, with the way to her case."""
    case_id = office.submit(CITIZEN).case_id
    office.complete(OPERATOR, case_id, **RECEIVE)
    office.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Hanya bertanya"])
    office.complete(OPERATOR, case_id, jawaban=["Lampu jalan itu sudah kami perbaiki."])
    look(office)
    ((channel, login, facts),) = told(office, "answered")
    assert (channel, login, facts["path"]) == (PUSH, CITIZEN.login, f"/kasus/{case_id}")


def test_a_look_at_nothing_writes_nothing(office: Players) -> None:
    """An office in which nothing opened is asked and not written to."""
    assert look(office) == 0
    assert told(office) == []
