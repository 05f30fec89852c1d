"""One page of a list: read from the index, or, where it is sorted by title or searched for words, out of few tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy import Connection

from app.inbox.list_address import Address
from app.inbox.list_columns import TITLE
from app.inbox.list_lines import title
from app.office import Office
from app.search import matching_tasks
from app.search.address import opened_question
from app.security.actor import Actor
from persistence import inbox
from persistence.inbox import InboxLine
from persistence.inbox_found import among
from persistence.inbox_wanted import Wanted
from persistence.sort_keys import fold

MOST_TITLES = 1000


@dataclass(frozen=True)
class ListPage:
    """The tasks of one page; `is_too_many` to sort by title, which is sealed."""

    lines: Sequence[InboxLine]
    has_more: bool
    is_too_many: bool = False


def read_page(
    office: Office, connection: Connection, actor: Actor, wanted: Wanted, address: Address, limit: int
) -> ListPage:
    """Read the page of a list that an address names."""
    question = opened_question(office, address.tanya) if address.tanya else ""
    is_by_title = address.sort == TITLE
    if question:
        found = among(connection, wanted, matching_tasks(office, connection, actor, question))
    elif is_by_title:
        found = inbox.page(connection, replace(wanted, is_descending=False), limit=MOST_TITLES + 1)
    else:
        found = inbox.page(connection, wanted, after=address.after, limit=limit + 1)
        return ListPage(found[:limit], len(found) > limit)
    if is_by_title and len(found) > MOST_TITLES:
        lines = inbox.page(connection, replace(wanted, is_descending=False), after=address.after, limit=limit + 1)
        return ListPage(lines[:limit], len(lines) > limit, is_too_many=True)
    if is_by_title:
        found = sorted(found, key=lambda line: fold(title(office, line)), reverse=address.is_descending)
    return _part(found, address.after, limit)


def _part(found: Sequence[InboxLine], after: UUID | None, limit: int) -> ListPage:
    """Cut a page out of a list that is there as a whole; where the task before it is gone, it begins anew."""
    first = next((place + 1 for place, line in enumerate(found) if line.id == after), 0)
    return ListPage(found[first : first + limit], len(found) > first + limit)
