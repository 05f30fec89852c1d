"""Send a message of the outbox to a browser: what happened, the number of the case, and where it leads."""

from __future__ import annotations

import orjson
from sqlalchemy import Connection

from app import push
from app.actions import letters
from app.actions.subscribe_browser import open_browser
from app.delivery import AddressDead, Refused
from app.office import Office
from persistence import accounts, notifications
from persistence.outbox import Message


def send(office: Office, message: Message) -> None:
    """Send a message to its browser. Raises AddressDead, Refused or PutOff."""
    key = push.public_key(office.settings)
    if not key:
        raise Refused("no TANGGAP_VAPID_PRIVATE_KEY")
    letter = letters.letter(office, message)
    with office.database.reading() as connection:
        subscription = notifications.read_subscription(connection, int(letter.recipient))
        account = accounts.read(connection, subscription.account_id) if subscription else None
    if subscription is None or account is None or not account.is_active or account.id != message.account_id:
        raise AddressDead("unsubscribed")
    subscribed = open_browser(office, subscription)
    if subscribed.key != key:
        raise AddressDead("subscribed with another TANGGAP_VAPID_PRIVATE_KEY")
    content = {
        "title": office.settings.office_name,
        "body": letter.subject,
        "url": letter.link,
        # A second message of a kind about a case takes the place of the first on the screen.
        "tag": f"{message.kind}/{message.case_id or ''}",
    }
    push.send(office.settings, subscribed.browser, orjson.dumps(content))
    with office.database.transaction() as connection:
        notifications.note_use(connection, subscription.id, office.now())


def forget(office: Office, connection: Connection, message: Message) -> None:
    """Forget the browser of a message, which has ended its subscription."""
    notifications.unsubscribe(connection, int(letters.recipient(office, message)), message.account_id)
