"""One page of tasks by state, row, unit, person, category and channel, all of it said by its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import url_for
from sqlalchemy import Connection

from app.i18n import gettext
from app.office import Office
from app.security.actor import SUBSTITUTED_ROLES
from app.supervision.late_lines import LateLine, task_lines
from app.supervision.morning_page import OFFICE, UNDECIDED
from app.supervision.work import NAMES, STATES, following_name
from app.work_days import bounds_at
from forms.choices import Choice
from persistence import accounts, supervision
from persistence.supervision import PAGE, Line, Place, State, Wanted

FIELDS = ("langkah", "lajur", "unit", "orang", "kategori", "saluran")
NOBODY = "0"


@dataclass(frozen=True)
class Tab:
    """One state of tasks, with how many there are under the filters of the page."""

    label: str
    count: int
    url: str
    state: State
    is_current: bool


@dataclass(frozen=True)
class Filter:
    """One thing that the list is limited by: what may be chosen, and what is."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str


@dataclass(frozen=True)
class TaskList:
    """Everything that the page shows."""

    state: State
    state_name: str
    tabs: tuple[Tab, ...]
    filters: tuple[Filter, ...]
    is_filtered: bool
    lines: tuple[LateLine, ...]
    at: datetime
    all_url: str
    first_url: str
    next_url: str


def read_list(office: Office, asked: Mapping[str, str]) -> TaskList:
    """Read the page of an address; what the address says wrongly is left out of it."""
    now, query = office.now(), {name: asked[name] for name in FIELDS if asked.get(name)}
    state = STATES.get(asked.get("keadaan", ""), "open")
    bounds = bounds_at(now, office.catalogue.edited().calendar)
    after = _place_of(asked.get("sesudah", ""))
    with office.database.reading() as connection:
        counts = {one: supervision.count(connection, _wanted(one, query), bounds) for one in NAMES}
        found = supervision.listed(connection, _wanted(state, query), bounds, after=after, limit=PAGE + 1)
        lines = task_lines(office, connection, found[:PAGE], now)
        filters = tuple(_filters(office, connection, query))
    return TaskList(
        state=state,
        state_name=NAMES[state],
        tabs=tuple(_tabs(office, state, counts, query)),
        filters=filters,
        is_filtered=bool(query),
        lines=tuple(lines),
        at=now,
        all_url=_url(state, {}),
        first_url=_url(state, query) if after else "",
        next_url=_url(state, query, _written(found[PAGE - 1])) if len(found) > PAGE else "",
    )


def _wanted(state: State, query: Mapping[str, str]) -> Wanted:
    return Wanted(
        state=state,
        lane=query.get("lajur"),
        row_number=query.get("langkah"),
        unit=query.get("unit"),
        owner_id=_number(query, "orang"),
        category_id=_number(query, "kategori"),
        channel=query.get("saluran"),
    )


def _number(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    # A longer number is no id of any table, and PostgreSQL would refuse to compare it.
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _tabs(office: Office, state: State, counts: Mapping[State, int], query: Mapping[str, str]) -> Iterator[Tab]:
    calendar = office.catalogue.edited().calendar
    labels: dict[State, str] = {
        "open": gettext("Semua terbuka"),
        "late": gettext("Terlambat"),
        "today": gettext("Jatuh tempo hari ini"),
        "next": gettext("Jatuh tempo %(day)s", day=following_name(calendar.date_at(office.now()), calendar)),
        "done": gettext("Selesai, 5 hari kerja terakhir"),
    }
    for one, label in labels.items():
        yield Tab(label, counts[one], _url(one, query), one, one == state)


def _filters(office: Office, connection: Connection, query: Mapping[str, str]) -> Iterator[Filter]:
    edited = office.catalogue.edited()
    rows = [row for row in office.catalogue.diagram_in_force().sop.rows if row.lane.kind != "reporter"]
    lanes = [Choice(lane.id, lane.name) for lane in office.catalogue.diagram_in_force().sop.lanes]
    staff = accounts.with_roles(connection, sorted(SUBSTITUTED_ROLES))
    units = (
        *edited.choices["units"],
        Choice(OFFICE, gettext("Lajur seluruh kantor")),
        Choice(UNDECIDED, gettext("Unit belum ditentukan")),
    )
    offered: dict[str, tuple[str, tuple[Choice, ...]]] = {
        "langkah": (gettext("Langkah"), tuple(Choice(row.number, f"{row.number}. {row.name}") for row in rows)),
        "lajur": (gettext("Pelaksana"), tuple(lanes)),
        "unit": (gettext("Unit"), units),
        "orang": (
            gettext("Orang"),
            (Choice(NOBODY, gettext("belum diambil")), *(Choice(str(one.id), one.name) for one in staff)),
        ),
        "kategori": (
            gettext("Kategori"),
            tuple(Choice(str(one.id), one.name) for one in edited.categories.values() if one.parent_id is not None),
        ),
    }
    for name, (label, choices) in offered.items():
        yield Filter(name, label, choices, query.get(name, ""))


def _url(state: State, query: Mapping[str, Any], after: str | None = None) -> str:
    return url_for("supervision.task_list", keadaan=NAMES[state], sesudah=after, **query)


def _written(line: Line) -> str:
    """Write a place of the list into an address."""
    at = line.closed_at or line.due_at
    return f"{at.isoformat() if at else ''}_{line.id.hex}"


def _place_of(text: str) -> Place | None:
    """Read a place from an address; anything else is the beginning of the list."""
    at, _, task_id = text.rpartition("_")
    try:
        instant = datetime.fromisoformat(at) if at else None
        if instant is not None and instant.tzinfo is None:
            return None
        return Place(instant.astimezone(UTC) if instant else None, UUID(task_id))
    except (ValueError, OverflowError):
        return None
