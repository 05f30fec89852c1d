"""A mail that comes back is noted on its message, whoever sent the notification must prove that it was ours."""

from __future__ import annotations

import pytest
from office_fixtures import Players
from sqlalchemy import select

from app.actions import letters, mail_address
from app.actions.deliver_message import deliver_due_messages
from app.actions.note_bounce import NoBounce, note_bounce
from persistence import outbox
from persistence.outbox import Message
from persistence.tables import outbox as table

ADDRESS = "siti@contoh.id"
# As Postfix writes it (RFC 3464), with the headers of the mail that came back.
BOUNCE = """\
From: MAILER-DAEMON@mail.example (Mail Delivery System)
To: tanggap@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Tue, 24 Nov 2026 10:00:00 +0700

Final-Recipient: rfc822; siti@contoh.id
Original-Recipient: rfc822;siti@contoh.id
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 {status} <siti@contoh.id>: Recipient address rejected

--b
Content-Type: {attached}

Message-ID: {message_id}
Subject: Laporan

--b--
"""


@pytest.fixture
def sent(players: Players) -> Message:
    """Give a message that has gone out."""
    players.submit()
    with players.app.app_context():
        deliver_due_messages(players.office)
    with players.office.database.reading() as connection:
        message = Message(*connection.execute(select(table)).one())
    assert message.state == "sent"
    return message


def bounce(players: Players, message: Message, **changed: str) -> bytes:
    named = f"<{letters.message_id(players.office, message)}@localhost>"
    told = {"action": "failed", "status": "5.1.1", "attached": "text/rfc822-headers", "message_id": named, **changed}
    return BOUNCE.format(**told).replace("\n", "\r\n").encode()


def is_dead(players: Players) -> bool:
    with players.office.database.reading() as connection:
        return mail_address.is_dead(players.office, connection, ADDRESS)


@pytest.mark.parametrize("attached", ["text/rfc822-headers", "message/rfc822"])
def test_a_mail_that_came_back_is_given_up(players: Players, sent: Message, attached: str) -> None:
    """It stands among the given-up messages with its reason, and its address is not tried again."""
    assert note_bounce(players.office, bounce(players, sent, attached=attached)) == sent.id
    with players.office.database.reading() as connection:
        (failed,) = outbox.failed(connection)
    assert (failed.id, failed.last_error) == (sent.id, "Bounced: 5.1.1")
    assert is_dead(players)
    with pytest.raises(NoBounce, match="before"):
        note_bounce(players.office, bounce(players, sent))


@pytest.mark.parametrize("status", ["4.4.7", "5.2.2", "5.7.1"])
def test_other_reasons_leave_the_address(players: Players, sent: Message, status: str) -> None:
    """A full mailbox, a rule or a time that ran out say nothing of the next message."""
    note_bounce(players.office, bounce(players, sent, status=status))
    assert not is_dead(players)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"action": "delayed"}, "no failure"),
        ({"message_id": "<pesan-1.000000000000000000000000@localhost>"}, "not ours"),
        ({"message_id": "<pesan-1@localhost>"}, "not ours"),
        ({"message_id": ""}, "not ours"),
        ({"attached": "text/plain"}, "about which mail"),
    ],
)
def test_nobody_else_can_give_a_message_up(
    players: Players, sent: Message, changed: dict[str, str], reason: str
) -> None:
    """A delay, a made-up name and a notification without one change nothing."""
    with pytest.raises(NoBounce, match=reason):
        note_bounce(players.office, bounce(players, sent, **changed))
    with players.office.database.reading() as connection:
        assert outbox.failed(connection) == []


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"Subject: Saya sedang cuti\r\n\r\nSampai Senin."])
def test_other_mails_are_left_alone(players: Players, raw: bytes) -> None:
    """The command tells why and ends well, so that the mail server does not return the mail once more."""
    told = players.app.test_cli_runner().invoke(args=["mail", "bounce"], input=raw)
    assert (told.exit_code, told.output) == (0, "Left alone: it is no delivery status notification.\n")


def test_the_command_reads_what_the_mail_server_pipes(players: Players, sent: Message) -> None:
    """The notification comes on the standard input."""
    told = players.app.test_cli_runner().invoke(args=["mail", "bounce"], input=bounce(players, sent))
    assert told.output == f"Message {sent.id} came back.\n"
    assert is_dead(players)
