"""Write a message of the outbox out, in the language of whoever gets it."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from flask import current_app
from flask_babel import force_locale

from app.actions.notice_kinds import KINDS
from app.actions.notices import PAYLOAD, RECIPIENT
from app.office import Office
from persistence.outbox import Message
from persistence.sealing import blind_index, open_

# A subject is read on locked screens, so it takes nothing but a case's number and a count.
_NUMBER = re.compile(r"[A-Za-z0-9]{1,20}/[0-9]{4}/[0-9]{2}/[0-9]{1,10}")

_GAP = re.compile(r"\n{3,}")
_MESSAGE_ID = re.compile(r"<pesan-([0-9]{1,10})\.([0-9a-f]{24})@")


@dataclass(frozen=True)
class Letter:
    """A message as it goes out; `link` is where it leads."""

    recipient: str
    subject: str
    text: str
    link: str = ""


def letter(office: Office, message: Message) -> Letter:
    """Write the letter of an outbox row. Raises WrongKey, or KeyError for a kind of a newer version."""
    facts = orjson.loads(open_(office.keys.master, message.payload_sealed, PAYLOAD))
    kind = KINDS[message.kind]
    link = f"{office.settings.public_url.rstrip('/')}{facts.pop('path', kind.path)}"
    with force_locale(facts.pop("language")):
        subject = str(kind.subject) % _harmless(facts)
        # Not render_template: it would add what pages show of the person who asks for them, and here nobody does.
        template = current_app.jinja_env.get_template(f"mail/{message.kind}.txt")
        ours = {"office": office.settings, "channel": message.channel, "has_account": message.account_id is not None}
        # A part that says nothing leaves an empty line, and two of them one.
        text = _GAP.sub("\n\n", template.render({**facts, **ours, "link": link}))
    return Letter(recipient(office, message), subject, text, link)


def recipient(office: Office, message: Message) -> str:
    """Open to whom a message goes. Raises WrongKey."""
    return open_(office.keys.master, message.recipient_sealed, RECIPIENT).decode()


def message_id(office: Office, message: Message) -> str:
    """Name a message in its Message-ID: the same at every try, and not to be guessed by who forges a bounce."""
    return f"pesan-{message.id}.{_signature(office, message.id)}"


def named_in(office: Office, text: str) -> int | None:
    """Find which message a Message-ID names, if we have written it."""
    found = _MESSAGE_ID.search(text)
    if found is None or not hmac.compare_digest(found[2], _signature(office, int(found[1]))):
        return None
    return int(found[1])


def _signature(office: Office, number: int) -> str:
    return blind_index(office.keys.index, f"message/{number}")[:24]


def _harmless(facts: Mapping[str, Any]) -> dict[str, str | int]:
    number, count = str(facts.get("number", "")), facts.get("count", 0)
    return {
        "number": number if _NUMBER.fullmatch(number) else "–",
        "count": count if isinstance(count, int) else 0,
    }
