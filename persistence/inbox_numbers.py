"""How many tasks a list holds, up to a limit, so that a number never costs more than a page."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Select, select

from persistence import inbox_select
from persistence.inbox_plans import plan_once
from persistence.inbox_select import DUE, Shape
from persistence.inbox_wanted import Wanted


def numbers(connection: Connection, lists: Sequence[Wanted], limit: int) -> list[int]:
    """Count the tasks of these lists in one statement; a number that reaches `limit` may stand for more.

    A list has one condition at most: of two, the rarer could hide behind the other.
    """
    parts = [(place, part) for place, wanted in enumerate(lists) for part in _alike(wanted)]
    found = [0] * len(lists)
    if not parts:
        return found
    plan_once(connection)
    counted, parameters = [], dict[str, Any]()
    for number, (_, part) in enumerate(parts):
        led_by = [part.conditions[0].column if part.conditions else None] * len(part.ranges)
        counted.append((part.shape(led_by, limit), f"n{number}_"))
        parameters |= part.walked(f"n{number}_")
    row = connection.execute(_numbers(tuple(counted)), parameters).one()
    for (place, _), count in zip(parts, row, strict=True):
        found[place] = min(limit, found[place] + count)
    return found


def _alike(wanted: Wanted) -> Iterator[Wanted]:
    """Part a list into what is counted in one walk: ranges of all tasks, and of those that wait for an answer."""
    if wanted.owner_id is not None:
        yield replace(wanted, sort=DUE)
        return
    for is_awaiting in (False, True):
        if alike := tuple(each for each in wanted.ranges if each.is_awaiting == is_awaiting):
            yield replace(wanted, ranges=alike, sort=DUE)


@lru_cache(maxsize=512)
def _numbers(counted: tuple[tuple[Shape, str], ...]) -> Select[*tuple[Any, ...]]:
    return select(*(inbox_select.number(shape, name) for shape, name in counted))
