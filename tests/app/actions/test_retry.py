"""What the worker has given up is done after an administrator asks for it."""

from __future__ import annotations

from uuid import uuid4

from office_fixtures import Players
from sqlalchemy import select, update

from app.actions.fire_timer import fire_due_timers
from app.actions.retry import retry_message, retry_timer
from app.demo.cast import ADMINISTRATOR
from persistence import journal, outbox, timers
from persistence.tables import outbox as outbox_table
from persistence.tables import timers as timers_table


def test_a_timer_that_was_given_up_fires_after_a_retry(players: Players) -> None:
    """A retried timer is taken by the next worker, once, and the retry is journalled once."""
    case_id = players.submit().case_id
    with players.office.database.transaction() as connection:
        connection.execute(
            update(timers_table).where(timers_table.c.case_id == case_id).values(state="failed", last_error="WrongKey")
        )
        given_up = [timer for timer in timers.failed(connection) if timer.element_id == "waktu_menerima"]
    players.clock.pass_(hours=1)
    assert fire_due_timers(players.office) == 0
    actor = players.actor(ADMINISTRATOR)
    assert retry_timer(players.office, actor, given_up[0].id)
    assert not retry_timer(players.office, actor, given_up[0].id)
    assert fire_due_timers(players.office) == 1
    with players.office.database.reading() as connection:
        kinds = [entry.kind for entry in journal.entries_of(connection, None)]
        states = {timer.element_id: timer.state for timer in timers.of_case(connection, case_id)}
    assert kinds.count("timer_retried") == 1
    assert states["waktu_menerima"] == "fired"


def test_a_message_that_was_given_up_waits_again(players: Players) -> None:
    """A retried message is due now; one that was sent or is unknown is left alone."""
    players.submit()
    with players.office.database.transaction() as connection:
        connection.execute(update(outbox_table).values(state="failed", attempts=8))
        message_id = connection.execute(select(outbox_table.c.id)).scalars().first()
    assert message_id
    actor = players.actor(ADMINISTRATOR)
    assert retry_message(players.office, actor, message_id)
    assert not retry_message(players.office, actor, message_id)
    assert not retry_timer(players.office, actor, uuid4())
    with players.office.database.reading() as connection:
        assert outbox.next_try_at(connection) == players.clock()
