"""The first page of administrators tells what needs somebody."""

from __future__ import annotations

from admin_desk import Desk
from sqlalchemy import update

from app.worker import run_once
from persistence.tables import outbox, timers


def test_work_that_was_given_up_is_shown_and_tried_again(desk: Desk) -> None:
    """A failed timer and a failed message stand there with the case's number until they are tried again."""
    number = desk.players.submit().number
    with desk.players.office.database.transaction() as connection:
        connection.execute(update(timers).values(state="failed", last_error="ConditionFailed"))
        connection.execute(update(outbox).values(state="failed", last_error="SomethingNew"))
        timer_id = connection.execute(timers.select()).first().id
        message_id = connection.execute(outbox.select()).first().id
    page = desk.read("/")
    assert page.count(number) >= 2
    assert "Syarat pada diagram tidak dapat dinilai" in page
    assert "Sebab teknis: SomethingNew" in page
    assert desk.send(f"/waktu/{timer_id}/ulangi", {}).status_code == 303
    assert "Akan dicoba lagi sebentar lagi." in desk.read("/")
    assert desk.send(f"/pesan/{message_id}/ulangi", {}).status_code == 303
    assert desk.send(f"/pesan/{message_id}/ulangi", {}).status_code == 303
    assert "sudah tidak menunggu" in desk.read("/")
    assert "Sebab teknis" not in desk.read("/")


def test_a_worker_that_stands_still_is_noticed(desk: Desk) -> None:
    """A timer that is due for more than a minute means that no worker works; after it worked, all is well."""
    desk.players.submit()
    with desk.players.app.app_context():
        run_once(desk.players.office)
    assert "Pekerja latar tidak berjalan" not in desk.read("/")
    desk.players.clock.pass_(minutes=12)
    assert "Pekerja latar tidak berjalan" in desk.read("/")
    with desk.players.app.app_context():
        run_once(desk.players.office)
    assert "Pekerja latar tidak berjalan" not in desk.read("/")


def test_the_numbers_are_counted(desk: Desk) -> None:
    """Running cases, open and late tasks are counted."""
    desk.players.submit()
    desk.players.clock.pass_(hours=1)
    page = "".join(desk.read("/").split())
    for fact in (
        "<dt>Kasusberjalan</dt><dd>1</dd>",
        "<dt>Tugasterlambat</dt><dd>1</dd>",
        "<dt>Unityangaktif</dt><dd>4</dd>",
    ):
        assert fact in page
