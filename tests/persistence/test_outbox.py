"""Messages go out after their transaction, and none is lost."""

from datetime import timedelta
from typing import Any

from persistence import outbox, retries
from persistence.outbox import NewMessage


def test_messages_are_taken_in_order_and_marked(office: Any, statements: Any) -> None:
    """Messages of one transaction take one statement, are taken oldest first, and are not taken once sent."""
    new = [NewMessage("mail", b"to", str(n).encode(), office.now) for n in range(3)]
    with office.database.transaction() as connection:
        with statements(office.database) as counted:
            outbox.add(connection, new)
            outbox.add(connection, [])
        assert len(counted.statements) == 1
        assert outbox.next_try_at(connection) == office.now
        taken = outbox.take_due(connection, office.now, limit=2)
        assert [message.payload_sealed for message in taken] == [b"0", b"1"]
        outbox.mark_sent(connection, taken[0].id, office.now)
        later = outbox.take_due(connection, office.now + timedelta(hours=1), limit=9)
        assert [message.payload_sealed for message in later] == [b"1", b"2"]


def test_a_message_that_cannot_be_sent_is_shown(office: Any) -> None:
    """After the last attempt a message is given up, shown, and can be put back."""
    now = office.now
    with office.database.transaction() as connection:
        case = office.add_case(connection)
        outbox.add(connection, [NewMessage("mail", b"to", b"text", now, case.id)])
        for attempt in range(1, retries.MOST_ATTEMPTS + 1):
            now += timedelta(hours=2)
            (message,) = outbox.take_due(connection, now, limit=1)
            assert outbox.record_failure(connection, message, now, "refused") == (attempt == retries.MOST_ATTEMPTS)
        assert [(message.case_id, message.last_error) for message in outbox.failed(connection)] == [
            (case.id, "refused")
        ]
        assert outbox.next_try_at(connection) is None
        assert outbox.try_again(connection, message.id, now)
        assert outbox.next_try_at(connection) == now
