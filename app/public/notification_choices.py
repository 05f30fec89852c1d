"""What the page of choices shows: every topic of a role by every way, the address in use, and the browsers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import request

from app import push
from app.actions import change_contact, mail_address
from app.actions.choose_notifications import is_free
from app.actions.notice_kinds import MAIL, PUSH, TOPICS, Topic
from app.actions.subscribe_browser import open_browser
from app.office import Office
from app.security.actor import Actor
from persistence import notifications
from persistence.accounts import Account
from persistence.canonical import sha256_hex

WAYS = (MAIL, PUSH)


@dataclass(frozen=True)
class Way:
    """One way of one topic: `is_on` as it stands; a `reason` says why it cannot be chosen."""

    name: str
    is_possible: bool
    is_on: bool
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One topic, with what was chosen for each way."""

    id: str
    title: str
    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class OwnBrowser:
    """A browser that takes messages; `mark` lets the page's script find the one that it runs in."""

    id: int
    name: str
    mark: str
    created_at: datetime
    used_at: datetime | None


@dataclass(frozen=True)
class ChoicesPage:
    """Everything on the page; `awaited` is an address whose code is awaited, `dead_since` says when mails came back."""

    lines: tuple[Line, ...]
    address: str | None
    is_own_address: bool
    awaited: str | None
    dead_since: datetime | None
    browsers: tuple[OwnBrowser, ...]
    push_key: str
    language: str


def page_of(office: Office, actor: Actor, account: Account) -> ChoicesPage:
    """Collect what the page shows of an account."""
    address = mail_address.of_account(office, account)
    with office.database.reading() as connection:
        chosen = notifications.choices_of(connection, account.id)
        subscribed = notifications.subscriptions_of(connection, account.id)
        dead_since = mail_address.dead_since(office, connection, address) if address else None
    opened = [(each, open_browser(office, each)) for each in subscribed]
    return ChoicesPage(
        lines=tuple(_line(key, topic, chosen) for key, topic in TOPICS.items() if actor.role in topic.roles),
        address=address,
        is_own_address=account.contact_sealed is not None,
        awaited=change_contact.awaited_address(office, account),
        dead_since=dead_since,
        browsers=tuple(
            OwnBrowser(each.id, there.name, sha256_hex(there.browser.endpoint.encode()), each.created_at, each.used_at)
            for each, there in opened
        ),
        push_key=push.public_key(office.settings),
        language=account.language,
    )


def choices_posted(role: str) -> dict[tuple[str, str], bool]:
    """Read which boxes were ticked; a box that was shown and is missing was unticked."""
    ticked = set(request.form.getlist("pilih"))
    free = [(topic, way) for topic in TOPICS for way in WAYS if is_free(topic, way, role=role)]
    return {(topic, way): f"{topic}/{way}" in ticked for topic, way in free}


def _line(topic_id: str, topic: Topic, chosen: Mapping[tuple[str, str], bool]) -> Line:
    ways = tuple(
        Way(way, way in topic.ways, topic.wants(way, chosen.get((topic_id, way))), str(topic.always.get(way, "")))
        for way in WAYS
    )
    return Line(topic_id, str(topic.title), str(topic.text), ways)
