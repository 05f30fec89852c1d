"""Which tasks a list of the inbox holds and in which order, as values."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from persistence.inbox_select import DUE, NUMBER, ROW, Arm, Shape

FOLLOWING = "\x01"  # Nothing stands between a key and the key with this behind it.
SORTS = (DUE, ROW, NUMBER, "category_key", "unit_key", "owner_key", "channel")


@dataclass(frozen=True)
class Range:
    """Name the open tasks of one inbox in one row of the SOP; `is_awaiting`: only those that wait for an answer."""

    key: str
    row: str
    is_awaiting: bool = False


@dataclass(frozen=True)
class Condition:
    """Hold what a column must be: `is_`, or else from `low` on and before `below`."""

    column: str
    is_: Any = None
    low: Any = None
    below: Any = None

    @property
    def kind(self) -> str:
        """Say which of its values count."""
        if self.is_ is not None:
            return "is"
        if self.low is None:
            return "below"
        return "from" if self.below is None else "between"

    def parameters(self, name: str, place: int) -> dict[str, Any]:
        """Return what stands for its values in a select."""
        low = self.is_ if self.kind == "is" else self.low
        return {f"{name}low_{place}": low, f"{name}below_{place}": self.below}


@dataclass(frozen=True)
class Wanted:
    """Say which tasks a list holds and in which order: the ranges, or else all tasks of `owner_id`.

    `put_off` says whether tasks that are put off until after `now` are "shown", "hidden", or the "only" ones.
    """

    now: datetime
    ranges: tuple[Range, ...] = ()
    owner_id: int | None = None
    conditions: tuple[Condition, ...] = ()
    put_off: str = "shown"
    sort: str = DUE
    is_descending: bool = False

    def shape(self, led_by: Sequence[str | None], limit: int, *, has_place: bool = False) -> Shape:
        """Return the shape of its select; `led_by` says of each range which condition leads."""
        return Shape(
            arms=tuple(Arm(each.is_awaiting, lead) for each, lead in zip(self.ranges, led_by, strict=True)),
            conditions=tuple((each.column, each.kind) for each in self.conditions),
            put_off=self.put_off,
            sort=self.sort,
            is_descending=self.is_descending,
            has_place=has_place,
            limit=limit,
        )

    def only(self, value: Any) -> "Wanted":
        """Return the part of the list that has this value of what it is sorted by."""
        others = tuple(each for each in self.conditions if each.column != self.sort)
        return replace(self, conditions=(*others, Condition(self.sort, is_=value)))

    def from_(self, value: Any) -> "Wanted":
        """Return the part of the list that begins with this value of what it is sorted by."""
        others = tuple(each for each in self.conditions if each.column != self.sort)
        low, below = self.bounds()
        if self.is_descending:
            below = value + FOLLOWING
        else:
            low = value
        return replace(self, conditions=(*others, Condition(self.sort, low=low, below=below)))

    def bounds(self) -> tuple[Any, Any]:
        """Return between which values of what it is sorted by the list stays; None is no bound."""
        return next(((each.low, each.below) for each in self.conditions if each.column == self.sort), (None, None))

    def parameters(self, name: str = "") -> dict[str, Any]:
        """Return what stands for its values in a select; each range has its own."""
        parameters: dict[str, Any] = {f"{name}now": self.now, f"{name}owner": self.owner_id}
        for place, condition in enumerate(self.conditions):
            parameters |= condition.parameters(name, place)
        for place, range_ in enumerate(self.ranges):
            parameters |= {f"{name}key_{place}": range_.key, f"{name}row_{place}": range_.row}
        return parameters

    def walked(self, name: str) -> dict[str, Any]:
        """Return what stands for its values where all ranges are counted in one walk."""
        keys, rows = {each.key for each in self.ranges}, {each.row for each in self.ranges}
        return self.parameters(name) | {f"{name}inbox_key": sorted(keys), f"{name}row_number": sorted(rows)}


def row_order(row: str) -> tuple[int, str]:
    """Sort rows as the SOP numbers them: 10 after 9."""
    return int(row) if row.isdecimal() else 0, row
