"""Messages as the front desk reads them: those that wait, and one with what was written before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask import url_for

from app import case_additions, conversation
from app.case_additions import Addition
from app.case_file import open_case, title_of
from app.conversation import Said
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from persistence import cases, messages, tasks
from persistence.cases import Case
from persistence.messages import CaseMessage, Waiting

PAGE = 30
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Line:
    """One message that waits; `row` names the task for whose sake it is asked."""

    said: Said
    case: Case
    title: str


@dataclass(frozen=True)
class MessageList:
    """A page of what waits; an empty address is the end of the list."""

    lines: tuple[Line, ...]
    next_url: str


@dataclass(frozen=True)
class MessagePage:
    """One message, what was written before it, and the row of the SOP for whose sake it is asked."""

    said: Said
    case: Case
    title: str
    before: tuple[Said, ...]
    additions: tuple[Addition, ...]
    row_name: str

    @property
    def is_waiting(self) -> bool:
        """Tell whether somebody still has to deal with it."""
        return self.said.row.state == "waiting" and self.case.status == "running"

    @property
    def is_answer(self) -> bool:
        """Tell whether it answers a question, so that whoever asked has read it already."""
        asked = {each.id for each in self.before if each.is_question}
        return self.said.row.reply_to in asked


def waiting(office: Office, actor: Actor, after: Place | None) -> MessageList:
    """List what waits at the front desks of this person."""
    with office.database.reading() as connection:
        found = messages.waiting(connection, actor.inbox_keys, after, PAGE + 1)
    last = found[PAGE - 1].message if len(found) > PAGE else None
    return MessageList(
        tuple(_line(office, each) for each in found[:PAGE]),
        url_for("inbox.message_list", sesudah=written((last.created_at, last.id))) if last else "",
    )


def read(office: Office, actor: Actor, message_id: UUID) -> MessagePage:
    """Open one message for the front desk. Raises Missing or Erased."""
    with office.database.reading() as connection:
        message = messages.read(connection, message_id)
        case = cases.read(connection, message.case_id) if message else None
        if message is None or case is None or message.inbox_key not in actor.inbox_keys:
            raise Missing
        file = open_case(office, case)
        talk = conversation.read(connection, file)
        task = tasks.read(connection, message.task_id) if message.task_id else None
        additions = case_additions.read(connection, file)
    (said,) = (each for each in talk if each.id == message_id)
    return MessagePage(
        said=said,
        case=case,
        title=title_of(office, case.id, case.sealed_key, case.sealed_title),
        before=tuple(each for each in talk if each.id != message_id),
        additions=additions,
        row_name=file.diagram.sop.row(task.element_id).name if task else "",
    )


def written(place: Place) -> str:
    """Write a place of a list into an address."""
    return f"{place[0].isoformat()}_{place[1].hex}"


def place_of(text: str) -> Place | None:
    """Read a place from an address; anything else is the beginning of the list."""
    at, _, item = text.rpartition("_")
    try:
        moment = datetime.fromisoformat(at)
        return (moment.astimezone(UTC), UUID(item)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _line(office: Office, each: Waiting) -> Line:
    message: CaseMessage = each.message
    case = open_case(office, each.case)
    said = conversation.opened(case, message, {message.author_id or 0: each.author})
    title = title_of(office, each.case.id, each.case.sealed_key, each.case.sealed_title)
    return Line(said, each.case, title)
