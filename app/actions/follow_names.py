"""Sort open tasks by the names that units and categories have now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from app.catalogue import FRESH, Edited
from app.office import Office
from persistence import tasks
from persistence.inbox_groups import next_value
from persistence.inbox_ranges import ranges
from persistence.inbox_wanted import Wanted
from persistence.sort_keys import NONE, id_of

# By then every process has read the names again that an administrator changed.
SETTLED = 2 * FRESH


@dataclass
class NameFollower:
    """Follow the names a little after they changed: a task that another process opened meanwhile has the old one."""

    names: object = None
    due_at: datetime | None = None

    def __call__(self, office: Office) -> int:
        """Mend what is sorted by an old name; return how many names were followed."""
        edited, now = office.catalogue.edited(), office.now()
        names = edited.unit_names, {each.id: each.name for each in edited.categories.values()}
        if names != self.names:
            self.names, self.due_at = names, now + SETTLED
        if self.due_at is None or now < self.due_at:
            return 0
        self.due_at = None
        return follow_names(office)


def follow_names(office: Office) -> int:
    """Give every open task the keys of its unit and category. Returns how many keys were replaced."""
    office.catalogue.forget()
    edited = office.catalogue.edited()
    with office.database.reading() as connection:
        outdated = list(_outdated(connection, edited, office.now()))
    for column, old, new in outdated:
        with office.database.transaction() as connection:
            tasks.key_changed(connection, column, old, new)
    return len(outdated)


def _outdated(connection: Connection, edited: Edited, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield column, old and new key of what open tasks are sorted by and nothing is called any more."""
    every = Wanted(now, tuple(ranges(connection, None)))
    current: dict[str, Callable[[int | None], str]] = {
        "category_key": edited.category_key,
        "unit_key": edited.unit_key,
    }
    for column, key_of in current.items():
        for key in _values(connection, replace(every, sort=column)):
            new = key_of(id_of(key))
            if new not in {key, NONE}:
                yield column, key, new


def _values(connection: Connection, wanted: Wanted) -> Iterator[str]:
    """Yield every value of what a list is sorted by, each looked up in the index."""
    value = next_value(connection, wanted, None) if wanted.ranges else None
    while value is not None:
        yield value
        value = next_value(connection, wanted, value)
