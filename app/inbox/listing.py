"""The inbox as a page: views with their numbers, filters, columns, lines, and where the next page begins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.inbox import list_columns, list_views
from app.inbox.list_address import Address
from app.inbox.list_filters import Offered, narrowed, offered
from app.inbox.list_lines import Line, lines_of
from app.inbox.list_pages import ListPage, read_page
from app.inbox.list_views import LANES, LATE, MINE, Seen, seen_by, views
from app.office import Office
from app.search.address import opened_question
from app.security.actor import Actor
from persistence import accounts, inbox_choices
from persistence.inbox import PAGE
from persistence.inbox_choices import SavedFilter
from persistence.inbox_numbers import numbers

COUNTED = 1000  # A number beyond this is written as 999+.


@dataclass(frozen=True)
class Tab:
    """One view of the inbox, with the number of its tasks."""

    name: str
    label: str
    count: str
    url: str
    is_current: bool

    @property
    def is_alarming(self) -> bool:
        """Tell whether the number stands out."""
        return self.name == LATE and self.count != "0"


@dataclass(frozen=True)
class Column:
    """One column of the table; `order` is ascending, descending or empty, `url` the list sorted by it."""

    name: str
    label: str
    order: str
    url: str


@dataclass(frozen=True)
class Listing:
    """Everything that the page of the inbox shows."""

    address: Address
    view: str
    tabs: tuple[Tab, ...]
    columns: tuple[Column, ...]
    every_column: Mapping[str, str]
    lines: tuple[Line, ...]
    offered: Offered
    question: str
    saved: Sequence[SavedFilter]
    at: datetime
    is_read_only: bool
    has_seats: bool
    is_too_many: bool
    first_url: str
    next_url: str

    @property
    def is_filtered(self) -> bool:
        """Tell whether the list shows only a part of its view."""
        return bool(self.address.filters)

    def without(self, name: str) -> str:
        """Return the address of the list without one of its filters."""
        return self.address.with_(**{name: "", **({"dari": "", "sampai": ""} if name == "tenggat" else {})}).url

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the columns that are shown."""
        return tuple(column.name for column in self.columns)


def listing(office: Office, actor: Actor, address: Address) -> Listing:
    """Read one page of a person's inbox; a supervisor's holds every open task of the office."""
    now = office.now()
    with office.database.reading() as connection:
        seen = seen_by(connection, actor)
        every = views(office, actor, seen, now)
        counts = dict(zip(every, numbers(connection, list(every.values()), COUNTED), strict=True))
        people = accounts.with_roles(connection, ["staff", "supervisor"])
        choices = offered(office, actor, people)
        address = _understood(address, choices, seen, counts)
        wanted = narrowed(office, actor, every[address.tampilan], address, people)
        page = read_page(office, connection, actor, wanted, address, PAGE)
        lines = lines_of(office, connection, actor, page.lines, now)
        kept = inbox_choices.columns_of(connection, actor.account_id or 0)
        saved = inbox_choices.filters_for(connection, actor.account_id or 0, units_of(actor))
    return Listing(
        address=address,
        view=address.tampilan,
        tabs=_tabs(address, seen, counts),
        columns=_columns(address, address.columns or list_columns.chosen(kept)),
        every_column=list_columns.labels(),
        lines=lines,
        offered=choices,
        question=opened_question(office, address.tanya) if address.tanya else "",
        saved=saved,
        at=now,
        is_read_only=seen.is_overseer,
        has_seats=seen.is_overseer or bool(actor.inbox_keys),
        is_too_many=page.is_too_many,
        first_url=address.with_().url if address.after else "",
        next_url=_next_url(address, page),
    )


def _understood(address: Address, choices: Offered, seen: Seen, counts: Mapping[str, int]) -> Address:
    """Leave out what an address cannot mean; without a view begin with one's own tasks, where there are any."""
    understood = choices.understood(address)
    if understood.tampilan in seen.names:
        return understood
    first = seen.names[0] if seen.is_overseer else MINE if counts[MINE] else LANES
    return Address(**{**understood.said, "tampilan": first})


def _tabs(address: Address, seen: Seen, counts: Mapping[str, int]) -> tuple[Tab, ...]:
    labels = list_views.labels(is_overseer=seen.is_overseer)
    kept = {name: value for name, value in address.said.items() if name in {"urut", "arah", "kolom"}}
    return tuple(
        Tab(
            name=name,
            label=labels[name],
            count=str(count) if count < COUNTED else f"{COUNTED - 1}+",
            url=Address(**{**kept, "tampilan": name}).url,
            is_current=name == address.tampilan,
        )
        for name, count in counts.items()
    )


def _columns(address: Address, names: Sequence[str]) -> tuple[Column, ...]:
    labels = list_columns.labels()
    order = "descending" if address.is_descending else "ascending"
    return tuple(
        Column(name, labels[name], order if name == address.sort else "", address.sorted_by(name).url) for name in names
    )


def _next_url(address: Address, page: ListPage) -> str:
    return Address(**{**address.said, "sesudah": page.lines[-1].id.hex}).url if page.has_more else ""


def units_of(actor: Actor) -> list[int]:
    """List the units in which somebody works."""
    return sorted({seat.unit_id for seat in actor.memberships if seat.unit_id is not None})
