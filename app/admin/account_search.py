"""What the list of accounts shows of a search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from flask import url_for
from werkzeug.datastructures import MultiDict

from app.admin.roles import ROLES
from app.admin.seat_choices import seat_label
from app.i18n import gettext
from app.office import Office
from app.security.actor import Membership
from forms.entries import clean_text
from persistence import accounts, units
from persistence.accounts import Account

PAGE = 50


@dataclass(frozen=True)
class Search:
    """One page of accounts, with what was asked for; `seats` are in words, by account."""

    text: str
    role: str
    roles: Mapping[str, str]
    accounts: list[Account]
    seats: Mapping[int, list[str]]
    position: str
    previous_url: str | None
    next_url: str | None


def searched(office: Office, asked: MultiDict[str, str]) -> Search:
    """Search by `cari` and `peran` of an address, from the page `halaman` on; what makes no sense is ignored."""
    text, role = clean_text(asked.get("cari", ""), multiline=False)[:100], asked.get("peran", "")
    number = asked.get("halaman", default=1, type=int)
    offset = (min(max(number, 1), 100_000) - 1) * PAGE
    roles = [role] if role in ROLES else []
    with office.database.reading() as connection:
        found, total = accounts.search(connection, text, roles, offset=offset, limit=PAGE)
        memberships = units.every_membership(connection)
    edited = office.catalogue.edited()
    sop = office.catalogue.diagram_in_force().sop
    seats: defaultdict[int, list[str]] = defaultdict(list)
    for held in memberships:
        label = seat_label(sop, edited.unit_names, Membership(held.lane, held.unit_id))
        seats[held.account_id].append(label)

    def page(number: int) -> str:
        return url_for("admin.list_accounts", cari=text or None, peran=role or None, halaman=number)

    return Search(
        text=text,
        role=role,
        roles=ROLES,
        accounts=found,
        seats=seats,
        position=gettext("%(first)d–%(last)d dari %(total)d", first=offset + 1, last=offset + len(found), total=total),
        previous_url=page(number - 1) if offset else None,
        next_url=page(number + 1) if offset + len(found) < total else None,
    )
