"""The values of a column over the ranges of a list, one after the other, each looked up in the index of that column."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, Text, bindparam, func, select

from persistence.inbox_wanted import Wanted
from persistence.tables import tasks
from persistence.tables.tasks import OPEN


def next_value(connection: Connection, wanted: Wanted, value: Any) -> Any:
    """Find the value that follows this one in the order of the list, or the first; None is behind the last."""
    low, below = wanted.bounds()
    if value is not None:
        low, below = (low, value) if wanted.is_descending else (value, below)
    is_first = value is None or wanted.is_descending
    statement = _next(
        len(wanted.ranges), wanted.sort, wanted.is_descending, low is not None, below is not None, is_first
    )
    row = connection.execute(statement, {**wanted.parameters(), "low": low, "below": below}).one()
    found = [each for each in row if each is not None]
    return (max(found) if wanted.is_descending else min(found)) if found else None


@lru_cache(maxsize=512)
def _next(
    number: int, column: str, is_descending: bool, has_low: bool, has_below: bool, is_first: bool
) -> Select[*tuple[Any, ...]]:
    """Ask each range for its own next value; `is_first` lets the lower bound itself count."""
    key = tasks.c[column]
    bounds = []
    if has_low:
        low = bindparam("low", type_=key.type)
        bounds.append(key >= low if is_first else key > low)
    if has_below:
        bounds.append(key < bindparam("below", type_=key.type))
    end = func.max(key) if is_descending else func.min(key)
    return select(
        *(
            select(end)
            .where(
                tasks.c.inbox_key == bindparam(f"key_{place}", type_=Text()),
                tasks.c.row_number == bindparam(f"row_{place}", type_=Text()),
                OPEN,
                *bounds,
            )
            .scalar_subquery()
            for place in range(number)
        )
    )
