"""Write a message of the outbox out, in the language of whoever gets it."""

from __future__ import annotations

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
from persistence.sealing import open_

# A subject is read on locked screens, so it takes nothing but a case's number and a count.
_NUMBER = re.compile(r"[A-Za-z0-9]{1,20}/[0-9]{4}/[0-9]{2}/[0-9]{1,10}")


@dataclass(frozen=True)
class Letter:
    """A message as it goes out; `link` is where it leads."""

    recipient: str
    subject: str
    text: str
    link: str = ""


def letter(office: Office, message: Message) -> Letter:
    """Write the letter of an outbox row. Raises WrongKey, or KeyError for a kind of a newer version."""
    master = office.keys.master
    recipient = open_(master, message.recipient_sealed, RECIPIENT).decode()
    facts = orjson.loads(open_(master, message.payload_sealed, PAYLOAD))
    kind = KINDS[message.kind]
    link = f"{office.settings.public_url.rstrip('/')}{facts.pop('path', kind.path)}"
    with force_locale(facts.pop("language")):
        subject = str(kind.subject) % _harmless(facts)
        # Not render_template: it would add what pages show of the person who asks for them, and here nobody does.
        template = current_app.jinja_env.get_template(f"mail/{message.kind}.txt")
        ours = {"office": office.settings, "channel": message.channel, "has_account": message.account_id is not None}
        text = template.render({**facts, **ours, "link": link})
    return Letter(recipient, subject, text, link)


def _harmless(facts: Mapping[str, Any]) -> dict[str, str | int]:
    number, count = str(facts.get("number", "")), facts.get("count", 0)
    return {
        "number": number if _NUMBER.fullmatch(number) else "–",
        "count": count if isinstance(count, int) else 0,
    }
