"""Tell people what happened: every message is a sealed row of the outbox, written with what it tells of.

No message says what a complaint is about, and its subject names nobody: both are read over shoulders.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import Connection

from app.actions import mail_address
from app.actions.notice_kinds import KINDS, MAIL, PUSH, TOPICS, WHATSAPP
from app.case_file import CaseFile, open_case
from app.office import Office
from persistence import accounts, documents, notifications, outbox
from persistence.accounts import Account
from persistence.cases import Case
from persistence.documents import Document, open_document
from persistence.outbox import NewMessage
from persistence.sealing import seal
from processes.progress import Progress

RECIPIENT, PAYLOAD = b"outbox/recipient", b"outbox/payload"
# What a message tells beside its kind: texts and numbers for its template; `path` is where its link leads.
Facts = Mapping[str, str | int]
WAYS = (MAIL, PUSH)


@dataclass(frozen=True)
class Contact:
    """Where a reporter wants to be reached; empty for an anonymous one and for one who comes to the counter."""

    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Notice:
    """What is told, before it is known to whom."""

    kind: str
    facts: Facts
    at: datetime
    case_id: UUID | None = None


def to_account(  # noqa: PLR0913 (what is told, of which case, to whom and when)
    office: Office,
    connection: Connection,
    account_id: int,
    kind: str,
    facts: Facts,
    at: datetime,
    case_id: UUID | None = None,
    *,
    ways: Collection[str] = WAYS,
) -> None:
    """Tell an account of something by every way that it chose."""
    account = accounts.read(connection, account_id)
    if account is not None:
        notice = Notice(kind, facts, at, case_id)
        outbox.add(connection, list(_for_account(office, connection, account, notice, ways)))


def to_address(
    office: Office, connection: Connection, account: Account, address: str, kind: str, facts: Facts, at: datetime
) -> None:
    """Mail something to an address that an account has named, whatever it chose."""
    outbox.add(connection, [_message(office, Notice(kind, facts, at), MAIL, address, account.language, account.id)])


def to_reporter(office: Office, connection: Connection, case: Case, kind: str, facts: Facts, at: datetime) -> None:
    """Tell the reporter of a case by the way that she left in it, and by those that her account chose.

    Nobody is told where there is neither, as of an anonymous case.
    """
    if case.sealed_key is None:
        return
    notice = Notice(kind, {"number": case.number, **facts}, at, case.id)
    messages = list(_for_reporter(office, connection, case, notice))
    outbox.add(connection, messages)


def received(
    office: Office, case_id: UUID, number: str, contact: Contact, language: str, at: datetime
) -> list[NewMessage]:
    """Confirm a submission to a reporter who left an address or a number."""
    return list(_by_contact(office, contact, Notice("received", {"number": number}, at, case_id), language))


def after_step(
    office: Office, row: Case, case: CaseFile, progress: Progress, newest: Mapping[str, Document]
) -> list[NewMessage]:
    """Tell the reporter when an answer waits for her."""
    sop = case.diagram.sop
    if not any(sop.row(task.element_id).lane.kind == "reporter" for task in progress.opened):
        return []
    identity = next((newest[kind] for kind in sop.row(sop.first_row).outputs if kind in newest), None)
    contact = contact_of(open_document(case.key, identity)) if identity else Contact()
    notice = Notice("answered", {"number": row.number}, progress.at, row.id)
    return list(_by_contact(office, contact, notice, row.language))


def contact_of(identity: Mapping[str, Any]) -> Contact:
    """Read the contact from what a reporter has written of herself."""
    return Contact(str(identity.get("email") or ""), str(identity.get("no_hp") or ""))


def contact_in(office: Office, connection: Connection, case: Case) -> Contact:
    """Read the contact that was left in a case. Raises Erased."""
    file = open_case(office, case)
    sop = file.diagram.sop
    kinds = sop.row(sop.first_row).outputs
    newest = documents.latest(connection, case.id, kinds)
    known = next((newest[kind] for kind in kinds if kind in newest), None)
    return contact_of(open_document(file.key, known)) if known else Contact()


def _for_reporter(office: Office, connection: Connection, case: Case, notice: Notice) -> Iterator[NewMessage]:
    contact = contact_in(office, connection, case)
    account = accounts.read(connection, case.reporter_id) if case.reporter_id is not None else None
    if account is None or not account.is_active:
        yield from _by_contact(office, contact, notice, case.language)
        return
    # She reads it logged in, without the code of the receipt.
    own = replace(notice, facts={"path": f"/kasus/{case.id}", **notice.facts})
    by_account = list(_for_account(office, connection, account, own, WAYS, contact.email))
    yield from by_account
    if contact.phone and (not by_account or TOPICS[KINDS[notice.kind].topic].always):
        yield _message(office, notice, WHATSAPP, contact.phone, case.language)


def _for_account(
    office: Office, connection: Connection, account: Account, notice: Notice, ways: Collection[str], email: str = ""
) -> Iterator[NewMessage]:
    """Write a notice for each way that an account chose; `email` is where it wants this one instead."""
    if not account.is_active:
        return
    topic_id = KINDS[notice.kind].topic
    choices = notifications.choices_of(connection, account.id)
    wanted = [way for way in ways if TOPICS[topic_id].wants(way, choices.get((topic_id, way)))]
    address = email or mail_address.of_account(office, account)
    if MAIL in wanted and address and not mail_address.is_dead(office, connection, address):
        yield _message(office, notice, MAIL, address, account.language, account.id)
    if PUSH in wanted:
        for browser in notifications.subscriptions_of(connection, account.id):
            yield _message(office, notice, PUSH, str(browser.id), account.language, account.id)


def _by_contact(office: Office, contact: Contact, notice: Notice, language: str) -> Iterator[NewMessage]:
    if contact.email:
        yield _message(office, notice, MAIL, contact.email, language)
    elif contact.phone:
        yield _message(office, notice, WHATSAPP, contact.phone, language)


def _message(
    office: Office, notice: Notice, channel: str, recipient: str, language: str, account_id: int | None = None
) -> NewMessage:
    master = office.keys.master
    is_by_hand = channel == WHATSAPP and not office.settings.whatsapp_gateway
    return NewMessage(
        kind=notice.kind,
        recipient_sealed=seal(master, recipient.encode(), RECIPIENT),
        payload_sealed=seal(master, orjson.dumps({**notice.facts, "language": language}), PAYLOAD),
        created_at=notice.at,
        case_id=notice.case_id,
        channel=channel,
        account_id=account_id,
        state="by_hand" if is_by_hand else "waiting",
    )
