"""Where open tasks stand: the inboxes and rows that hold some, found by index however many they hold."""

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, func, literal_column, select, union_all

from persistence.inbox_plans import plan_once
from persistence.inbox_wanted import Range, row_order
from persistence.tables import tasks
from persistence.tables.tasks import OPEN


def ranges(connection: Connection, keys: Sequence[str] | None) -> list[Range]:
    """List the ranges of these inboxes that hold open tasks, by row; None means every inbox.

    Each step looks up the next row of a key in the index.
    """
    plan_once(connection)
    if keys is None:
        keys = list(connection.scalars(_every_key()))
    if not keys:
        return []
    found = connection.execute(_rows_of(len(keys)), {f"key_{place}": key for place, key in enumerate(keys)})
    return sorted((Range(*row) for row in found), key=lambda each: (row_order(each.row), each.key))


@cache
def _every_key() -> Select[*tuple[Any, ...]]:
    after = tasks.alias("after")
    is_open = after.c.state == literal_column("'open'")
    found = select(func.min(tasks.c.inbox_key).label("key")).where(tasks.c.inbox_key > "", OPEN).cte(recursive=True)
    following = select(func.min(after.c.inbox_key)).where(after.c.inbox_key > found.c.key, is_open).scalar_subquery()
    found = found.union_all(select(following).where(found.c.key.is_not(None)))
    return select(found.c.key).where(found.c.key.is_not(None))


@lru_cache(maxsize=128)
def _rows_of(number: int) -> Select[*tuple[Any, ...]]:
    asked = [select(bindparam(f"key_{place}", type_=Text()).label("key")) for place in range(number)]
    keys = (union_all(*asked) if number > 1 else asked[0]).cte("keys")
    row = func.min(tasks.c.row_number)
    first = select(row).where(tasks.c.inbox_key == keys.c.key, OPEN).scalar_subquery()
    found = select(keys.c.key, first.label("row")).cte("found", recursive=True)
    further = tasks.c.inbox_key == found.c.key, tasks.c.row_number > found.c.row, OPEN
    following = select(row).where(*further).scalar_subquery()
    found = found.union_all(select(found.c.key, following).where(found.c.row.is_not(None)))
    return select(found).where(found.c.row.is_not(None))
