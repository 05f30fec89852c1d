"""What the verbs on messages share: finding one that waits at this person's front desk."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.actions import case_step
from app.case_file import CaseFile, open_case
from app.errors import ChangedMeanwhile, Missing
from app.office import Office
from app.security.actor import Actor
from persistence import case_reading, messages
from persistence.case_reading import CaseInJournal
from persistence.messages import CaseMessage


@dataclass(frozen=True)
class AtDesk:
    """A message, its case, and the case's file; `is_done` tells that this very command was carried out before."""

    found: CaseInJournal
    case: CaseFile
    message: CaseMessage

    @property
    def is_done(self) -> bool:
        """Tell whether the command has been carried out."""
        return self.found.answered_seq is not None


def at_desk(office: Office, connection: Connection, actor: Actor, message_id: UUID, command_id: UUID) -> AtDesk:
    """Read a message that waits in an inbox of this person. Raises Missing, CaseEnded or ChangedMeanwhile."""
    message = messages.read(connection, message_id)
    if message is None or message.inbox_key not in actor.inbox_keys:
        raise Missing
    found = case_reading.read(connection, message.case_id, command_id)
    if found is None:
        raise Missing
    case_step.require_running(found.case)
    if message.state != "waiting" and found.answered_seq is None:
        raise ChangedMeanwhile
    return AtDesk(found, open_case(office, found.case), message)
