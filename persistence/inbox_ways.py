"""Which way leads through each range of a filtered list with the least reading.

Neither database knows how many tasks of one lane have one category, so the ranges are counted, up to a limit, and the
counts are remembered for a while. They decide how a page is found, never what it shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import prod
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from persistence.inbox_numbers import numbers
from persistence.inbox_select import DUE, IN_ORDER
from persistence.inbox_wanted import Condition, Range, Wanted

KEPT = timedelta(minutes=1)
COUNTED = 2000  # More than this is many.
# What a range is taken to hold of which only that is known, and the share of it that meets a condition that many do.
MANY, SHARE = 40_000, 0.2
# What it costs beside passing by one task in an index: to sort one, and to read a group of tasks from one range.
SORTED, GROUP = 8, 150
# How many values a column has about, and how many lines a page.
VALUES = {"category_key": 60, "owner_key": 50, "unit_key": 10, "channel": 6}
PAGE = 50

_Asked = tuple[Range, Condition | None]


@dataclass
class _Sizes:
    """Remember how many tasks of a range meet a condition, as counted not long ago."""

    counted: dict[_Asked, tuple[int, datetime]] = field(default_factory=dict)

    def known(self, asked: _Asked, now: datetime) -> bool:
        """Tell whether a count is there and fresh."""
        return asked in self.counted and timedelta() <= now - self.counted[asked][1] < KEPT

    def forget_old(self, now: datetime) -> None:
        """Keep the memory small."""
        self.counted = {asked: found for asked, found in self.counted.items() if self.known(asked, now)}


_sizes: WeakKeyDictionary[Engine, _Sizes] = WeakKeyDictionary()


def are_few(connection: Connection, wanted: Wanted) -> bool:
    """Tell whether a list holds so few tasks that sorting them at once is less work than reading groups of them."""
    met = _met(connection, wanted)
    matching = sum(each.matching for each in met)
    # What waits for an answer is read as a whole, each time.
    waiting = sum(each.every for each, range_ in zip(met, wanted.ranges, strict=True) if range_.is_awaiting)
    led = [each for each, range_ in zip(met, wanted.ranges, strict=True) if not range_.is_awaiting]
    at_once = waiting + sum(min((*each.meet, each.every)) for each in led) + SORTED * matching
    groups = min(VALUES[wanted.sort], 1 + PAGE * VALUES[wanted.sort] / max(matching, 1))
    return at_once <= groups * (waiting + GROUP * len(led))


def ways(connection: Connection, wanted: Wanted, page: int) -> list[str | None]:
    """Say of each range which condition leads, or None where the index of the order is walked."""
    conditions = wanted.conditions
    if not conditions:
        return [None] * len(wanted.ranges)
    if len(conditions) == 1 and _is_in_order(conditions[0], wanted.sort):
        return [conditions[0].column] * len(wanted.ranges)
    met = _met(connection, wanted)
    matching = sum(each.matching for each in met)
    return [
        None if range_.is_awaiting else _way(wanted, each, page / max(matching, 1))
        for range_, each in zip(wanted.ranges, met, strict=True)
    ]


@dataclass(frozen=True)
class _Met:
    """Hold how many tasks a range has, and how many of them meet each condition."""

    every: int
    meet: tuple[int, ...]

    @property
    def matching(self) -> float:
        """Guess how many meet all, as if the conditions had nothing to do with each other."""
        shares = (SHARE if number == MANY else min(1.0, number / self.every) for number in self.meet if self.every)
        return self.every * prod(shares)


def _met(connection: Connection, wanted: Wanted) -> list[_Met]:
    conditions = [_rounded(each) for each in wanted.conditions]
    sizes = _counted(connection, wanted, conditions)
    return [_Met(sizes[range_, None], tuple(sizes[range_, each] for each in conditions)) for range_ in wanted.ranges]


def _way(wanted: Wanted, met: _Met, shown: float) -> str | None:
    """Compare reading what meets a condition with passing by others until the page is full.

    `shown`: the share of the matching tasks that the page shows.
    """
    fewest = min(range(len(met.meet)), key=lambda place: met.meet[place])
    column = wanted.conditions[fewest].column
    if wanted.sort not in IN_ORDER or _is_in_order(wanted.conditions[fewest], wanted.sort):
        return column
    to_the_first = met.every / max(met.matching, 1)
    passed_by = min(met.every, to_the_first + shown * met.every)
    return column if met.meet[fewest] + SORTED * met.matching < passed_by else None


def _is_in_order(condition: Condition, sort: str) -> bool:
    """Tell whether the index of a condition gives its tasks in the order of the list."""
    return sort == DUE and (condition.kind == "is" or condition.column == DUE)


def _rounded(condition: Condition) -> Condition:
    """Ask the same of every instant of an hour, so that a count can be remembered."""
    low, below = (
        end.replace(minute=0, second=0, microsecond=0) if isinstance(end, datetime) else end
        for end in (condition.low, condition.below)
    )
    return replace(condition, low=low, below=below)


def _counted(connection: Connection, wanted: Wanted, conditions: Sequence[Condition]) -> dict[_Asked, int]:
    """Count what is not remembered, in one statement; a number that reaches the limit becomes MANY."""
    memory, now = _sizes.setdefault(connection.engine, _Sizes()), wanted.now
    asked: list[_Asked] = [(range_, condition) for range_ in wanted.ranges for condition in (*conditions, None)]
    unknown = [each for each in asked if not memory.known(each, now)]
    if unknown:
        memory.forget_old(now)
        lists = [
            Wanted(now, ranges=(range_,), conditions=(condition,) if condition else ()) for range_, condition in unknown
        ]
        for each, number in zip(unknown, numbers(connection, lists, COUNTED), strict=True):
            memory.counted[each] = (MANY if number == COUNTED else number, now)
    return {each: memory.counted[each][0] for each in asked}
