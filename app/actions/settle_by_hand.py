"""Note what became of a message that somebody had to send by hand, and open a covered number for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection

from app import front_desk
from app.actions import case_step
from app.actions.attempts import until_first
from app.case_file import CaseFile, open_case
from app.errors import ChangedMeanwhile, Missing
from app.office import Office
from app.security.actor import Actor
from persistence import case_reading, outbox
from persistence.case_reading import CaseInJournal
from persistence.outbox import Message

Outcome = Literal["sent", "dropped"]
KINDS = {"sent": "whatsapp_sent", "dropped": "whatsapp_not_sent"}


@dataclass(frozen=True)
class ByHand:
    """A message that waits for a person, its case, and the case's file."""

    message: Message
    found: CaseInJournal
    case: CaseFile
    inbox_key: str


def settle_by_hand(office: Office, actor: Actor, message_id: int, outcome: Outcome, command_id: UUID) -> None:
    """Note that a message was sent, or that its number cannot be reached. Raises Missing or ChangedMeanwhile."""
    until_first(lambda: _settle(office, actor, message_id, outcome, command_id))


def reveal_number(office: Office, actor: Actor, message_id: int, reason: str, command_id: UUID) -> UUID:
    """Write down why somebody looks at the number of a confidential reporter; return the case. Raises Missing."""
    return until_first(lambda: _reveal(office, actor, message_id, reason, command_id))


def at_desk(office: Office, connection: Connection, actor: Actor, message: Message, command_id: UUID) -> ByHand | None:
    """Open a message if it waits, or waited, at a front desk of this person."""
    found = case_reading.read(connection, message.case_id, command_id) if message.case_id else None
    if found is None or found.case.sealed_key is None:
        return None
    case = open_case(office, found.case)
    inbox_key = front_desk.inbox_of(case.diagram.sop, found.case.unit_id)
    return ByHand(message, found, case, inbox_key) if inbox_key in actor.inbox_keys else None


def _settle(office: Office, actor: Actor, message_id: int, outcome: Outcome, command_id: UUID) -> bool | None:
    now = office.now()
    with office.database.reading() as connection:
        held = _require(office, connection, actor, message_id, command_id)
    if held.found.answered_seq is not None:
        return True
    acting = case_step.in_place_at(actor, held.inbox_key)
    told = {"message": message_id, "notice": held.message.kind, **acting}
    entry = case_step.entry(KINDS[outcome], actor, now, command_id, **told)
    with office.database.transaction() as connection:
        if not case_step.write(connection, held.found, held.case.key, entry):
            return None
        if not outbox.settle_by_hand(connection, message_id, outcome, now, actor.account_id or 0):
            raise ChangedMeanwhile
    return True


def _reveal(office: Office, actor: Actor, message_id: int, reason: str, command_id: UUID) -> UUID | None:
    now = office.now()
    with office.database.reading() as connection:
        held = _require(office, connection, actor, message_id, command_id)
    case = held.found.case
    if held.found.answered_seq is not None:
        return case.id
    acting = case_step.in_place_at(actor, held.inbox_key)
    entry = case_step.entry("identity_revealed", actor, now, command_id, message=message_id, reason=reason, **acting)
    with office.database.transaction() as connection:
        return case.id if case_step.write(connection, held.found, held.case.key, entry) else None


def _require(office: Office, connection: Connection, actor: Actor, message_id: int, command_id: UUID) -> ByHand:
    message = outbox.read(connection, message_id)
    held = at_desk(office, connection, actor, message, command_id) if message else None
    if held is None or held.message.channel != "whatsapp" or held.message.state not in {"by_hand", "sent", "dropped"}:
        raise Missing
    return held
