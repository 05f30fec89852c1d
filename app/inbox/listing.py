"""The inbox as a page: its tabs, its lines, and the place where the next page begins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import url_for

from app.case_file import title_of
from app.due import Due, due
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import SUPERVISOR
from persistence import inbox
from persistence.inbox import PAGE, InboxLine
from persistence.inbox_numbers import numbers
from persistence.inbox_ranges import ranges as ranges_of
from persistence.inbox_wanted import Condition, Wanted
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


def listing(office: Office, actor: Actor, wanted: str, after: UUID | None) -> Listing:
    """Read one page of a person's inbox; a supervisor's holds every open task of the office."""
    now = office.now()
    is_read_only = actor.role == SUPERVISOR
    with office.database.reading() as connection:
        found = ranges_of(connection, None if is_read_only else sorted(actor.inbox_keys))
        ranges = tuple(each for each in found if not each.key.startswith("@"))
        lists = {
            MINE: Wanted(now, owner_id=actor.account_id or 0, put_off="hidden"),
            LANES: Wanted(now, ranges, put_off="hidden"),
            LATE: Wanted(now, ranges, conditions=(Condition("due_at", below=now),)),
        }
        counts = dict(zip(lists, numbers(connection, list(lists.values()), 1000), strict=True))
        view = _view(wanted, counts, is_read_only=is_read_only)
        lines = inbox.page(connection, lists[view], after=after, limit=PAGE + 1)
    lines, rest = lines[:PAGE], lines[PAGE:]
    return Listing(
        view=view,
        tabs=_tabs(view, counts, is_read_only=is_read_only),
        lines=tuple(_line(office, actor, line, now) for line in lines),
        at=now,
        is_read_only=is_read_only,
        has_seats=is_read_only or bool(actor.memberships),
        first_url=_url(view) if after else "",
        next_url=_url(view, after=lines[-1].id.hex) if rest else "",
    )


def place_of(text: str) -> UUID | None:
    """Read a place from an address; anything else is the beginning of the list."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _view(wanted: str, counts: dict[str, int], *, is_read_only: bool) -> str:
    """Begin with one's own tasks, where there are any."""
    if wanted in ({LANES, LATE} if is_read_only else {MINE, LANES, LATE}):
        return wanted
    return MINE if counts[MINE] and not is_read_only else LANES


def _tabs(view: str, counts: dict[str, int], *, is_read_only: bool) -> tuple[Tab, ...]:
    lanes = gettext("Semua tugas") if is_read_only else gettext("Lajur saya")
    own = () if is_read_only else ((MINE, gettext("Tugas saya"), counts[MINE]),)
    shown = (*own, (LANES, lanes, counts[LANES]), (LATE, gettext("Terlambat"), counts[LATE]))
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
