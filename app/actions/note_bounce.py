"""Note that a mail which had gone out came back (a delivery status notification, RFC 3464)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import cast

from app import mail
from app.actions import letters, mail_address
from app.office import Office
from persistence import outbox

_STATUS = re.compile(r"[245]\.[0-9]{1,3}\.[0-9]{1,3}")


class NoBounce(Exception):
    """This mail does not say that one of ours could not be delivered; the argument says why, in English."""


@dataclass(frozen=True)
class Bounce:
    """What a notification says: which mail it is about, and what became of it."""

    message_id: str
    status: str


def note_bounce(office: Office, raw: bytes) -> int:
    """Give the message up that a notification is about, and its address where there is none such. Returns its id.

    Raises NoBounce.
    """
    bounce = read_bounce(raw)
    number = letters.named_in(office, bounce.message_id)
    if number is None:
        raise NoBounce("it is about a mail that is not ours")
    now = office.now()
    with office.database.transaction() as connection:
        message = outbox.read(connection, number)
        if message is None or not outbox.return_to_sender(connection, number, f"Bounced: {bounce.status}"):
            raise NoBounce("it is about a mail that did not go out, or has come back before")
        if mail.is_dead(bounce.status):
            address = letters.recipient(office, message)
            mail_address.mark_dead(office, connection, address, f"Bounced: {bounce.status}", now)
    return number


def read_bounce(raw: bytes) -> Bounce:
    """Read a notification. Raises NoBounce, for one that only tells of a delay too."""
    parts = list(message_from_bytes(raw, policy=default).walk())
    report = next((part for part in parts if part.get_content_type() == "message/delivery-status"), None)
    if report is None:
        raise NoBounce("it is no delivery status notification")
    failed = next(
        (block for block in _blocks(report) if str(block.get("Action", "")).strip().lower() == "failed"), None
    )
    if failed is None:
        raise NoBounce("it tells of no failure")
    found = _STATUS.search(str(failed.get("Status", "")))
    return Bounce(_message_id(parts), found[0] if found else "5.0.0")


def _blocks(report: Message) -> Iterator[Message]:
    """Yield the groups of fields of a delivery status: the first is about the mail, the others about its recipients."""
    payload = report.get_payload()
    yield from cast(list[Message], payload) if isinstance(payload, list) else []


def _message_id(parts: Sequence[Message]) -> str:
    """Find the Message-ID of the mail that came back, which is attached whole or by its headers."""
    for part in parts:
        if part.get_content_type() == "text/rfc822-headers":
            return str(message_from_bytes(part.get_payload(decode=True) or b"").get("Message-ID", ""))  # type: ignore[arg-type] # bytes here
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            return str(inner[0].get("Message-ID", "")) if isinstance(inner, list) else ""  # type: ignore[union-attr] # a message here
    raise NoBounce("it does not say about which mail it is")
