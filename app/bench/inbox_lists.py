"""Every list that the inbox offers: each view in each order, with each filter, and with two at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, product

from sqlalchemy import Connection

from app.bench.inbox_staff import Staff
from app.inbox.list_address import DOWN, Address
from app.inbox.list_columns import SORTS, TITLE
from app.inbox.list_filters import narrowed
from app.inbox.list_views import ALL, LANES, seen_by, views
from app.office import Office
from app.security.actor import Actor, actor_of
from persistence import accounts
from persistence.inbox_wanted import Wanted

ORDERS = tuple(product((sort for sort in SORTS if sort != TITLE), ("", DOWN)))
# Two filters at once are measured in these views and orders.
OF_PAIRS = (LANES, ALL)
ORDERS_OF_PAIRS = tuple(product(("tenggat", "kategori", "nomor"), ("", DOWN)))


@dataclass(frozen=True)
class OfferedList:
    """One list: whose it is, its view, what it is filtered by, and its order."""

    who: str
    view: str
    filters: str
    order: str
    wanted: Wanted


@dataclass(frozen=True)
class Readers:
    """Those whose lists are measured: the lane of a whole office, of a unit, the overseer of all, and an empty lane."""

    actors: dict[str, Actor]


def readers(office: Office, staff: Staff) -> Readers:
    """Return the people whose lists are measured."""
    first_unit = next(iter(staff.of_units.values()))
    with office.database.reading() as connection:
        (overseer,) = accounts.with_roles(connection, ["supervisor"])
        ids = {"operator": staff.operators[0], "unit": first_unit[0], "overseer": overseer.id, "empty lane": staff.idle}
        found = {who: accounts.read(connection, account_id) for who, account_id in ids.items()}
        return Readers(
            {who: actor_of(connection, account, office.today()) for who, account in found.items() if account}
        )


def filters(office: Office, staff: Staff) -> dict[str, dict[str, str]]:
    """Return filters that find much, little and nothing, by name."""
    edited = office.catalogue.edited()
    top = next(category for category in edited.categories.values() if category.parent_id is None)
    sub = next(category for category in edited.categories.values() if category.parent_id == top.id)
    return {
        "row": {"baris": "6"},
        "category": {"kategori": str(sub.id)},
        "whole category": {"kategori": str(top.id)},
        "unit": {"unit": str(next(iter(staff.of_units)))},
        "no unit": {"unit": "tanpa"},
        "owner": {"pemilik": str(staff.operators[1])},
        "unclaimed": {"pemilik": "belum"},
        "channel": {"kanal": "web"},
        "rare channel": {"kanal": "surat"},
        "unused channel": {"kanal": "kotak_saran"},
        "due today": {"tenggat": "hari-ini"},
        "due this week": {"tenggat": "minggu-ini"},
        "late": {"tenggat": "terlambat"},
        "due far off": {"tenggat": "rentang", "dari": "2030-01-01", "sampai": "2030-12-31"},
    }


def single(office: Office, connection: Connection, reader: tuple[str, Actor], staff: Staff) -> Iterator[OfferedList]:
    """Yield every view with no filter and with each, in every order."""
    for filter_name, said in {"": {}, **filters(office, staff)}.items():
        yield from _lists(office, connection, reader, filter_name, said, None, ORDERS)


def paired(office: Office, connection: Connection, reader: tuple[str, Actor], staff: Staff) -> Iterator[OfferedList]:
    """Yield two views with every two filters that do not exclude each other."""
    for (one, here), (other, there) in combinations(filters(office, staff).items(), 2):
        if here.keys().isdisjoint(there):
            name = f"{one} + {other}"
            yield from _lists(office, connection, reader, name, {**here, **there}, OF_PAIRS, ORDERS_OF_PAIRS)


def _lists(
    office: Office,
    connection: Connection,
    reader: tuple[str, Actor],
    filter_name: str,
    said: dict[str, str],
    only: tuple[str, ...] | None,
    orders: tuple[tuple[str, str], ...],
) -> Iterator[OfferedList]:
    who, actor = reader
    people = accounts.with_roles(connection, ["staff", "supervisor"])
    every = views(office, actor, seen_by(connection, actor), office.now())
    for view, (sort, direction) in product(every, orders):
        if only is None or view in only:
            address = replace(Address(**said), tampilan=view, urut=sort, arah=direction)
            wanted = narrowed(office, actor, every[view], address, people)
            yield OfferedList(who, view, filter_name, f"{sort} {direction}".strip(), wanted)
