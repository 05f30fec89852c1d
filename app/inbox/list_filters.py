"""The filters of the inbox: what an address asks for becomes conditions, and the page offers what can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from app import channels
from app.catalogue import Edited
from app.i18n import gettext
from app.inbox.list_address import Address
from app.inbox.list_columns import SORTS
from app.office import Office
from app.security.actor import Actor
from persistence.accounts import Account
from persistence.inbox_wanted import Condition, Wanted
from persistence.sort_keys import NONE, name_key, within

NOBODY, ME, NO_UNIT = "belum", "saya", "tanpa"
LATE, TODAY, THIS_WEEK, PERIOD = "terlambat", "hari-ini", "minggu-ini", "rentang"
DUE = "due_at"


@dataclass(frozen=True)
class Option:
    """One value that can be asked for; options of one `group` stand together."""

    value: str
    label: str
    group: str = ""


@dataclass(frozen=True)
class Offered:
    """Hold what each filter offers, by its name in the address."""

    options: Mapping[str, tuple[Option, ...]]
    labels: Mapping[str, str]

    def understood(self, address: Address) -> Address:
        """Leave out of an address what is not offered."""
        unknown = {
            name: ""
            for name, options in self.options.items()
            if getattr(address, name) not in {option.value for option in options}
        }
        if address.tenggat != PERIOD:
            unknown |= {"dari": "", "sampai": ""}
        return replace(address, **unknown)

    def label(self, name: str, value: str) -> str:
        """Say what an address asks for."""
        return next((option.label for option in self.options[name] if option.value == value), value)


def offered(office: Office, actor: Actor, people: Iterable[Account]) -> Offered:
    """Say what somebody can filter by; `people` are those whose tasks she may see."""
    edited = office.catalogue.edited()
    sop = office.catalogue.diagram_in_force().sop
    mine = () if actor.account_id is None else (Option(ME, gettext("Saya")),)
    others = (Option(str(one.id), one.name) for one in people if one.id != actor.account_id)
    return Offered(
        options={
            "baris": tuple(
                Option(row.number, f"{row.number}. {row.name}") for row in sop.rows if row.element_id != sop.first_row
            ),
            "kategori": tuple(_categories(edited)),
            "unit": (
                *(Option(str(unit), name) for unit, name in edited.unit_names.items()),
                Option(NO_UNIT, gettext("Belum ditentukan")),
            ),
            "pemilik": (Option(NOBODY, gettext("Belum diambil")), *mine, *others),
            "kanal": tuple(Option(code, name) for code, name in channels.names(sop).items()),
            "tenggat": (
                Option(LATE, gettext("Terlambat")),
                Option(TODAY, gettext("Hari ini")),
                Option(THIS_WEEK, gettext("Minggu ini")),
                Option(PERIOD, gettext("Rentang tanggal")),
            ),
        },
        labels={
            "baris": gettext("Langkah"),
            "kategori": gettext("Kategori"),
            "unit": gettext("Unit"),
            "pemilik": gettext("Pemilik"),
            "kanal": gettext("Kanal"),
            "tenggat": gettext("Tenggat"),
        },
    )


def narrowed(office: Office, actor: Actor, wanted: Wanted, address: Address, people: Iterable[Account]) -> Wanted:
    """Apply the filters and the order of an understood address to a view."""
    ranges = tuple(each for each in wanted.ranges if address.baris in {"", each.row})
    asked = _conditions(office, actor, address, {str(one.id): one for one in people}, wanted.now)
    conditions = tuple(_each_column_once((*wanted.conditions, *asked)))
    if wanted.owner_id is not None and address.baris:
        conditions = (*conditions, Condition("row_number", is_=address.baris))
    sort = SORTS[address.sort] or DUE
    return replace(wanted, ranges=ranges, conditions=conditions, sort=sort, is_descending=address.is_descending)


def _categories(edited: Edited) -> Iterator[Option]:
    every = edited.categories.values()
    for top in (each for each in every if each.parent_id is None):
        yield Option(str(top.id), gettext("Semua: %(name)s", name=top.name), top.name)
        yield from (Option(str(each.id), each.name, top.name) for each in every if each.parent_id == top.id)


def _conditions(
    office: Office, actor: Actor, address: Address, people: Mapping[str, Account], now: datetime
) -> Iterator[Condition]:
    edited = office.catalogue.edited()
    if address.kategori:
        key = edited.category_key(int(address.kategori))
        low, below = within(key)
        yield (
            Condition("category_key", low=low, below=below) if key.endswith("/") else Condition("category_key", is_=key)
        )
    if address.unit:
        yield Condition("unit_key", is_=NONE if address.unit == NO_UNIT else edited.unit_key(int(address.unit)))
    if address.pemilik == NOBODY:
        yield Condition("owner_key", is_=NONE)
    elif address.pemilik:
        owner = people[str(actor.account_id) if address.pemilik == ME else address.pemilik]
        yield Condition("owner_key", is_=name_key(owner.name, owner.id))
    if address.kanal:
        yield Condition("channel", is_=address.kanal)
    if address.tenggat:
        yield from _due(address, now, edited.calendar.date_at(now), edited.calendar.midnight)


def _due(address: Address, now: datetime, today: date, midnight: Callable[[date], datetime]) -> Iterator[Condition]:
    """Say between which instants a task must be due."""
    if address.tenggat == LATE:
        yield Condition(DUE, below=now)
        return
    first, last = today, today
    if address.tenggat == THIS_WEEK:
        first, last = today - timedelta(today.weekday()), today + timedelta(6 - today.weekday())
    if address.tenggat == PERIOD:
        first, last = _day(address.dari, date.min), _day(address.sampai, date.max)
    low = None if first == date.min else midnight(first)
    below = None if last == date.max else midnight(last + timedelta(1))
    if low or below:
        yield Condition(DUE, low=low, below=below)


def _day(text: str, otherwise: date) -> date:
    """Read a day; years beyond those of an office are no bound."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return otherwise
    return day if 1990 < day.year < 2200 else otherwise


def _each_column_once(conditions: Iterable[Condition]) -> Iterator[Condition]:
    """Join what a view and a filter ask of the same column: both have to hold."""
    found: dict[str, Condition] = {}
    for each in conditions:
        other = found.get(each.column)
        found[each.column] = each if other is None else _both(other, each)
    return iter(found.values())


def _both(one: Condition, other: Condition) -> Condition:
    lows = [each.low for each in (one, other) if each.low is not None]
    ends = [each.below for each in (one, other) if each.below is not None]
    return Condition(one.column, low=max(lows, default=None), below=min(ends, default=None))
