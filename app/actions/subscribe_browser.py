"""Let a browser of an account take messages, or no longer."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import orjson

from app import push
from app.actions import office_journal
from app.errors import Missing, NotAllowed
from app.office import Office
from app.push import Browser
from app.security.actor import Actor
from persistence import notifications
from persistence.notifications import Subscription
from persistence.sealing import blind_index, open_, seal

PLACE = b"push/subscription"


class UnknownBrowser(Exception):
    """A browser named no push service that we know, or no keys."""


@dataclass(frozen=True)
class Subscribed:
    """A browser as it was stored: what it is called, and with which of our keys it subscribed."""

    browser: Browser
    name: str
    key: str


def subscribe_browser(office: Office, actor: Actor, browser: Browser, name: str) -> None:
    """Send this account's messages to a browser from now on, and nobody else's. Raises UnknownBrowser."""
    key, now = push.public_key(office.settings), office.now()
    is_whole = push.is_key(browser.p256dh, 65) and push.is_key(browser.auth, 16)
    if not (key and is_whole and push.is_allowed(office.settings, browser.endpoint)):
        raise UnknownBrowser
    if actor.account_id is None:
        raise NotAllowed
    content = orjson.dumps({**asdict(browser), "name": name, "key": key})
    index = blind_index(office.keys.index, f"push/{browser.endpoint}")
    with office.database.transaction() as connection:
        notifications.subscribe(connection, actor.account_id, index, seal(office.keys.master, content, PLACE), now)
        office_journal.record(connection, office, "browser_subscribed", actor, now)


def unsubscribe_browser(office: Office, actor: Actor, subscription_id: int) -> None:
    """Send no more messages to a browser of this account. Raises Missing."""
    now = office.now()
    with office.database.transaction() as connection:
        if not notifications.unsubscribe(connection, subscription_id, actor.account_id or 0):
            raise Missing
        office_journal.record(connection, office, "browser_unsubscribed", actor, now)


def open_browser(office: Office, subscription: Subscription) -> Subscribed:
    """Open where the messages for a browser go. Raises WrongKey."""
    content = orjson.loads(open_(office.keys.master, subscription.sealed, PLACE))
    browser = Browser(content["endpoint"], content["p256dh"], content["auth"])
    return Subscribed(browser, content["name"], content["key"])
