"""A message goes out once; what is wrong with one of them delays no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from app_cases import answered_case
from office_fixtures import Players
from postbox import Postbox, delivering_to, free_port
from sqlalchemy import update

from app import create_app
from app.actions.deliver_message import ATTEMPTS_OF_A_DAY, deliver_due_messages
from app.actions.retry import retry_message
from app.demo.cast import ADMINISTRATOR
from persistence import outbox
from persistence.outbox import Message
from persistence.tables import outbox as table


@pytest.fixture
def postbox() -> Postbox:
    """Give what the mail server keeps."""
    return Postbox()


@pytest.fixture
def mailing(players: Players, postbox: Postbox) -> Iterator[Players]:
    """Give the office a real mail server."""
    with delivering_to(postbox) as port:
        settings = replace(players.office.settings, smtp_url=f"smtp://127.0.0.1:{port}")
        app = create_app(settings, players.clock)
        yield Players(app, players.clock)
        app.extensions["tanggap"].database.close()


def deliver(players: Players) -> int:
    with players.app.app_context():
        return deliver_due_messages(players.office)


def given_up(players: Players) -> list[Message]:
    with players.office.database.reading() as connection:
        return outbox.failed(connection)


def test_the_reporter_is_told_twice_and_not_of_what(mailing: Players, postbox: Postbox) -> None:
    """One letter confirms the complaint and one tells of the answer; neither says what it is about."""
    answered_case(mailing)
    assert deliver(mailing) == 2
    assert deliver(mailing) == 0
    received, answered = postbox.letters
    assert (received["To"], answered["To"]) == ("siti@contoh.id", "siti@contoh.id")
    assert "sudah kami terima" in received["Subject"]
    assert "sudah dijawab" in answered["Subject"]
    for letter in postbox.letters:
        assert "ampu" not in letter.get_content() + str(letter["Subject"])


def test_a_final_refusal_is_final(mailing: Players, postbox: Postbox) -> None:
    """The letter is given up at once and its address not tried again; an administrator may send it all the same."""
    mailing.submit()
    postbox.answer = "550 5.1.1 No siti@contoh.id here"
    assert deliver(mailing) == 1
    (message,) = given_up(mailing)
    assert message.last_error == "AddressDead: 550 5.1.1"
    mailing.submit()
    postbox.answer = "250 OK"
    assert deliver(mailing) == 1
    assert [each.last_error for each in given_up(mailing)][1:] == ["Refused: the address does not work"]
    assert retry_message(mailing.office, mailing.actor(ADMINISTRATOR), message.id)
    assert deliver(mailing) == 1
    assert (len(postbox.letters), len(given_up(mailing))) == (1, 1)


def test_a_mailbox_that_is_full_is_tried_for_a_day(mailing: Players, postbox: Postbox) -> None:
    """Pauses grow to an hour, and the others of that minute go out meanwhile."""
    mailing.submit()
    mailing.submit(email=["budi@contoh.id"])
    postbox.answers["siti@contoh.id"] = "452 4.2.2 Full"
    began, tries = mailing.clock(), deliver(mailing)
    assert [letter["To"] for letter in postbox.letters] == ["budi@contoh.id"]
    while not given_up(mailing):
        mailing.clock.pass_(minutes=10)
        tries += deliver(mailing)
    assert tries == 1 + ATTEMPTS_OF_A_DAY
    assert timedelta(hours=22) < mailing.clock() - began < timedelta(hours=30)


def test_a_dead_server_blocks_no_case_and_loses_no_letter(players: Players) -> None:
    """Cases go on while nobody listens; every letter is sent after, however long it took."""
    port = free_port()
    settings = replace(players.office.settings, smtp_url=f"smtp://127.0.0.1:{port}")
    cut_off = Players(create_app(settings, players.clock), players.clock)
    answered_case(cut_off)
    for _ in range(12):
        assert deliver(cut_off) <= 1
        cut_off.clock.pass_(hours=1)
    assert given_up(cut_off) == []
    postbox = Postbox()
    with delivering_to(postbox, port=port):
        deliver(cut_off)
        cut_off.clock.pass_(hours=1)
        deliver(cut_off)
    assert len(postbox.letters) == 2
    cut_off.office.database.close()


def test_a_letter_sent_twice_has_one_name(mailing: Players, postbox: Postbox) -> None:
    """A worker that dies before it could note that a letter went out sends it again under the same Message-ID."""
    mailing.submit()
    deliver(mailing)
    with mailing.office.database.transaction() as connection:
        connection.execute(update(table).values(state="waiting"))
    mailing.clock.pass_(hours=1)
    deliver(mailing)
    first, second = postbox.letters
    assert first["Message-ID"] == second["Message-ID"] != ""


def test_a_letter_that_cannot_be_written_stops_no_other(mailing: Players, postbox: Postbox) -> None:
    """A message of an unknown kind, as of a newer version, is put off; those behind it go out."""
    mailing.submit()
    mailing.submit()
    with mailing.office.database.transaction() as connection:
        connection.execute(update(table).where(table.c.id == 1).values(kind="of a newer version"))
    assert deliver(mailing) == 2
    assert len(postbox.letters) == 1
    mailing.clock.pass_(hours=1)
    assert deliver(mailing) == 1
