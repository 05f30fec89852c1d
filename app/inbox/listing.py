"""The inbox as a page: its tabs, its lines, and the place where the next page begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from flask import url_for
from sqlalchemy import Connection

from app.case_file import title_of
from app.due import Due, due
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import SUPERVISOR
from persistence import inbox
from persistence.inbox import PAGE, Counts, InboxLine, Place
from processes.sop import Row

MINE, LANES, LATE = "saya", "lajur", "terlambat"


@dataclass(frozen=True)
class Tab:
    """One view of the inbox, with the number of its tasks."""

    name: str
    label: str
    count: int
    url: str
    is_current: bool


@dataclass(frozen=True)
class Line:
    """One task of the list; `owner` is empty while nobody has claimed it."""

    id: UUID
    url: str
    number: str
    title: str
    visibility: str
    row: Row
    unit: str
    due: Due
    owner: str
    is_mine: bool


@dataclass(frozen=True)
class Listing:
    """Everything that the page of the inbox shows."""

    view: str
    tabs: tuple[Tab, ...]
    lines: tuple[Line, ...]
    at: datetime
    is_read_only: bool
    has_seats: bool
    first_url: str
    next_url: str


def listing(office: Office, actor: Actor, wanted: str, after: Place | None) -> Listing:
    """Read one page of a person's inbox; a supervisor's holds every open task of the office."""
    now = office.now()
    is_read_only = actor.role == SUPERVISOR
    with office.database.reading() as connection:
        keys = inbox.every_key(connection) if is_read_only else sorted(actor.inbox_keys)
        counts = inbox.count(connection, keys, actor.account_id or 0, now)
        view = _view(wanted, counts, is_read_only=is_read_only)
        found = _lines(connection, actor, view, keys, after, now)
    lines, rest = found[:PAGE], found[PAGE:]
    return Listing(
        view=view,
        tabs=_tabs(view, counts, is_read_only=is_read_only),
        lines=tuple(_line(office, actor, line, now) for line in lines),
        at=now,
        is_read_only=is_read_only,
        has_seats=is_read_only or bool(keys),
        first_url=_url(view) if after else "",
        next_url=_url(view, after=written(lines[-1].place)) if rest else "",
    )


def written(place: Place) -> str:
    """Write a place of the list into an address."""
    return f"{place.due_at.isoformat() if place.due_at else ''}_{place.id.hex}"


def place_of(text: str) -> Place | None:
    """Read a place from an address; anything else is the beginning of the list."""
    due_at, _, task_id = text.rpartition("_")
    try:
        at = datetime.fromisoformat(due_at) if due_at else None
        if at is None:
            return Place(None, UUID(task_id))
        return Place(at.astimezone(UTC), UUID(task_id)) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _view(wanted: str, counts: Counts, *, is_read_only: bool) -> str:
    """Begin with one's own tasks, where there are any."""
    if wanted in ({LANES, LATE} if is_read_only else {MINE, LANES, LATE}):
        return wanted
    return MINE if counts.mine and not is_read_only else LANES


def _lines(
    connection: Connection, actor: Actor, view: str, keys: Sequence[str], after: Place | None, now: datetime
) -> list[InboxLine]:
    if view == MINE:
        return inbox.of_owner(connection, actor.account_id or 0, after=after, limit=PAGE + 1)
    late_at = now if view == LATE else None
    return inbox.of_keys(connection, keys, after=after, late_at=late_at, limit=PAGE + 1)


def _tabs(view: str, counts: Counts, *, is_read_only: bool) -> tuple[Tab, ...]:
    lanes = gettext("Semua tugas") if is_read_only else gettext("Lajur saya")
    own = () if is_read_only else ((MINE, gettext("Tugas saya"), counts.mine),)
    shown = (*own, (LANES, lanes, counts.lanes), (LATE, gettext("Terlambat"), counts.lanes_late))
    return tuple(Tab(name, label, count, _url(name), name == view) for name, label, count in shown)


def _line(office: Office, actor: Actor, line: InboxLine, now: datetime) -> Line:
    edited = office.catalogue.edited()
    return Line(
        id=line.id,
        url=url_for("inbox.task", task_id=line.id),
        number=line.case_number,
        title=title_of(office, line.case_id, line.sealed_key, line.sealed_title),
        visibility=line.visibility,
        row=office.catalogue.diagram(line.sop_version_id).sop.row(line.element_id),
        unit=edited.unit_names.get(line.unit_id or 0, ""),
        due=due(line.opened_at, line.due_at, now, edited.calendar),
        owner=line.owner_name or "",
        is_mine=line.owner_id is not None and line.owner_id == actor.account_id,
    )


def _url(view: str, after: str | None = None) -> str:
    return url_for("inbox.tasks", tampilan=view, sesudah=after)
