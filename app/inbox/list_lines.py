"""The lines of the inbox: each task as the page shows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for
from sqlalchemy import Connection

from app import channels
from app.case_file import title_of
from app.due import Due, due
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from persistence.inbox import InboxLine
from persistence.inbox_cases import latest_of_staff
from persistence.tasks import REPORTERS
from processes.sop import Row


@dataclass(frozen=True)
class Line:
    """One task of the list; `owner` is empty while nobody has claimed it, `url` where this person has no page of it."""

    id: UUID
    url: str
    number: str
    title: str
    visibility: str
    row: Row
    category: str
    category_above: str
    unit: str
    channel: str
    due: Due
    owner: str
    is_mine: bool
    is_reporters: bool
    awaits_reply: bool
    put_off_until: datetime | None

    @property
    def is_claimable(self) -> bool:
        """Tell whether somebody of its lane may take it."""
        return not self.is_reporters and not self.owner


def title(office: Office, line: InboxLine) -> str:
    """Open the title of a line."""
    return title_of(office, line.case_id, line.sealed_key, line.sealed_title)


def lines_of(
    office: Office, connection: Connection, actor: Actor, found: Sequence[InboxLine], now: datetime
) -> tuple[Line, ...]:
    """Return tasks as the page shows them; a reporter's leads to the work that it follows."""
    reporters = [line for line in found if line.inbox_key.startswith(REPORTERS)]
    after = latest_of_staff(connection, [line.case_id for line in reporters]) if reporters else {}
    return tuple(_line(office, actor, line, after, now) for line in found)


def _line(office: Office, actor: Actor, line: InboxLine, after: Mapping[tuple[UUID, str], UUID], now: datetime) -> Line:
    edited = office.catalogue.edited()
    sop = office.catalogue.diagram(line.sop_version_id).sop
    category = edited.categories.get(line.category_id or 0)
    above = edited.categories.get(category.parent_id or 0) if category else None
    is_reporters = line.inbox_key.startswith(REPORTERS)
    task_id = after.get((line.case_id, line.inbox_key.removeprefix(REPORTERS))) if is_reporters else line.id
    return Line(
        id=line.id,
        url=url_for("inbox.task", task_id=task_id) if task_id else "",
        number=line.case_number,
        title=title(office, line),
        visibility=line.visibility,
        row=sop.row(line.element_id),
        category=category.name if category else "",
        category_above=above.name if above else "",
        unit=edited.unit_names.get(line.unit_id or 0, ""),
        channel=channels.names(sop).get(line.channel, line.channel),
        due=_of_reporter(line) if is_reporters else due(line.opened_at, line.due_at, now, edited.calendar),
        owner=line.owner_name or "",
        is_mine=line.owner_id is not None and line.owner_id == actor.account_id,
        is_reporters=is_reporters,
        awaits_reply=line.awaits_reply,
        put_off_until=line.snoozed_until if line.snoozed_until and line.snoozed_until > now else None,
    )


def _of_reporter(line: InboxLine) -> Due:
    """A reporter is never late: until then she may answer."""
    return Due("info", gettext("boleh dijawab sampai") if line.due_at else gettext("tanpa tenggat"), line.due_at)
