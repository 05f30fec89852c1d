"""Messages of the outbox reach the browsers of an account, and say nothing that identifies anybody."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from office_fixtures import Players
from push_service import PushService, pushing_to
from sqlalchemy import select

from app import create_app
from app.actions import notices
from app.actions.deliver_message import deliver_due_messages
from app.actions.notice_kinds import PUSH
from app.actions.subscribe_browser import subscribe_browser
from app.config import DEMO_VAPID_KEY
from app.demo.cast import OPERATOR
from app.push import Browser
from persistence import accounts, notifications
from persistence.tables import outbox as table


@pytest.fixture
def service() -> Iterator[PushService]:
    """Run a push service."""
    service = PushService()
    with pushing_to(service):
        yield service


@pytest.fixture
def pushing(players: Players, service: PushService) -> Iterator[Players]:
    """Give the office a key, and the operator a browser that takes messages."""
    settings = replace(players.office.settings, vapid_private_key=DEMO_VAPID_KEY, push_hosts="127.0.0.1")
    app = create_app(settings, players.clock)
    pushing = Players(app, players.clock)
    subscribe_browser(pushing.office, pushing.actor(OPERATOR), Browser(**service.subscription), "Chrome")
    yield pushing
    pushing.office.database.close()


def tell(players: Players) -> None:
    account_id = players.actor(OPERATOR).account_id or 0
    facts = {"number": "KBK/2026/11/0001", "path": "/tugas/1", "title": "Lampu jalan", "by": "Siti Rahayu"}
    with players.office.database.transaction() as connection:
        notices.to_account(players.office, connection, account_id, "mention", facts, players.clock(), ways=[PUSH])


def deliver(players: Players) -> int:
    with players.app.app_context():
        return deliver_due_messages(players.office)


def state(players: Players) -> str:
    with players.office.database.reading() as connection:
        return str(connection.execute(select(table.c.state).order_by(table.c.id.desc())).scalars().first())


def browsers(players: Players) -> int:
    with players.office.database.reading() as connection:
        return len(notifications.subscriptions_of(connection, players.actor(OPERATOR).account_id or 0))


def test_a_browser_shows_the_kind_and_the_number(pushing: Players, service: PushService) -> None:
    """Title, sentence, link and tag arrive; what the message is about does not."""
    tell(pushing)
    deliver(pushing)
    (told,) = service.opened()
    settings = pushing.office.settings
    assert told["title"] == settings.office_name
    assert told["body"] == "Anda disebut dalam catatan laporan KBK/2026/11/0001"
    assert told["url"] == f"{settings.public_url}/tugas/1"
    assert not any(word in str(told) for word in ("Lampu", "Siti"))
    assert state(pushing) == "sent"


def test_a_browser_that_is_gone_is_forgotten(pushing: Players, service: PushService) -> None:
    """Once the service says that the subscription has ended, nothing more is written for it."""
    service.status = 410
    tell(pushing)
    deliver(pushing)
    assert (state(pushing), browsers(pushing)) == ("dropped", 0)
    tell(pushing)
    assert deliver(pushing) == 0


def test_a_busy_service_is_tried_again(pushing: Players, service: PushService) -> None:
    """The message waits, the browser stays, and later it arrives."""
    service.status = 503
    tell(pushing)
    deliver(pushing)
    assert (state(pushing), browsers(pushing)) == ("waiting", 1)
    service.status = 201
    pushing.clock.pass_(minutes=2)
    deliver(pushing)
    assert (state(pushing), len(service.bodies)) == ("sent", 2)


def test_another_key_of_the_office_ends_every_subscription(pushing: Players, service: PushService) -> None:
    """A browser takes messages only under the key with which it subscribed."""
    tell(pushing)
    settings = replace(pushing.office.settings, vapid_private_key="A" * 42 + "E")
    renewed = Players(create_app(settings, pushing.clock), pushing.clock)
    deliver(renewed)
    assert (state(pushing), browsers(pushing), service.bodies) == ("dropped", 0, [])
    renewed.office.database.close()


def test_an_account_that_is_shut_out_gets_nothing(pushing: Players, service: PushService) -> None:
    """A message that was written before goes to no browser of hers any more."""
    tell(pushing)
    with pushing.office.database.transaction() as connection:
        accounts.change(connection, pushing.actor(OPERATOR).account_id or 0, is_active=False)
    deliver(pushing)
    assert (service.bodies, state(pushing)) == ([], "dropped")
