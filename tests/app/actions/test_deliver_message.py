"""A message goes out once; what is wrong with one of them delays no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from app_cases import answered_case
from office_fixtures import Players
from postbox import Postbox, delivering_to
from sqlalchemy import update

from app import create_app
from app.actions.deliver_message import deliver_due_messages
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


def test_a_refused_letter_is_given_up_and_shown(mailing: Players, postbox: Postbox) -> None:
    """A letter that the server refuses is tried again a few times; an administrator may send it again."""
    mailing.submit()
    postbox.answer = "550 No siti@contoh.id here"
    tries = 0
    while not given_up(mailing):
        tries += deliver(mailing)
        mailing.clock.pass_(hours=2)
    (message,) = given_up(mailing)
    assert (tries, message.last_error) == (8, "MailRefused: 550")
    postbox.answer = "250 OK"
    assert retry_message(mailing.office, mailing.actor(ADMINISTRATOR), message.id)
    assert deliver(mailing) == 1
    assert (len(postbox.letters), given_up(mailing)) == (1, [])


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
