"""The recap of a month in words and figures: the same for the page, the PDF and the XLSX."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection

from app import channels, times
from app.i18n import format_date, gettext
from app.office import Office
from persistence import recap
from persistence.categories import Category
from persistence.recap import Group, Period, Tally

MONTHS_OF_TREND = 12


@dataclass(frozen=True)
class Figures:
    """One line of a table: what was counted, under a name."""

    name: str
    tally: Tally


@dataclass(frozen=True)
class Table:
    """The figures by one thing, the most received first; `by` names the thing."""

    by: str
    lines: tuple[Figures, ...]


@dataclass(frozen=True)
class Recap:
    """Everything about a month that the office signs; `is_running` while the month is not over."""

    month: date
    at: datetime
    is_running: bool
    total: Tally
    tables: tuple[Table, ...]
    trend: tuple[Figures, ...]

    @property
    def title(self) -> str:
        """Name the recap."""
        return gettext("Rekapitulasi pengaduan %(month)s", month=month_name(self.month))


def read_recap(office: Office, month: date) -> Recap:
    """Count a month, given as its first day."""
    now = office.now()
    wanted = period(month, now)
    with office.database.reading() as connection:
        groups = recap.tallies(connection, wanted)
        trend = _trend(connection, month, now)
    return Recap(
        month=month,
        at=wanted.at,
        is_running=wanted.at < wanted.end,
        total=sum(groups.values(), Tally()),
        tables=_tables(office, groups),
        trend=trend,
    )


def period(month: date, now: datetime) -> Period:
    """Give the instants of a month in the office's zone; it stands as it does now until it is over."""
    zone = times.office_zone()
    first, end = (datetime(day.year, day.month, 1, tzinfo=zone) for day in (month, shifted(month, 1)))
    return Period(first, end, max(first, min(now, end)))


def shifted(month: date, by: int) -> date:
    """Return the first day of another month."""
    years, months = divmod(month.month - 1 + by, 12)
    return date(month.year + years, months + 1, 1)


def month_name(month: date) -> str:
    """Say a month: November 2026."""
    return format_date(month, "LLLL y")


def _trend(connection: Connection, month: date, now: datetime) -> tuple[Figures, ...]:
    months = [shifted(month, by) for by in range(1 - MONTHS_OF_TREND, 1)]
    counted = recap.trend(connection, [period(each, now) for each in months])
    return tuple(Figures(format_date(each, "LLL y"), tally) for each, tally in zip(months, counted, strict=True))


def _tables(office: Office, groups: Mapping[Group, Tally]) -> tuple[Table, ...]:
    edited = office.catalogue.edited()
    named = channels.names(office.catalogue.diagram_in_force().sop)
    return (
        _table(gettext("Kategori"), groups, lambda group: _top(edited.categories, group.category_id)),
        _table(gettext("Unit"), groups, lambda group: edited.unit_names.get(group.unit_id or 0, "")),
        _table(gettext("Kanal"), groups, lambda group: named.get(group.channel, group.channel)),
    )


def _table(by: str, groups: Mapping[Group, Tally], name_of: Callable[[Group], str]) -> Table:
    summed: dict[str, Tally] = defaultdict(Tally)
    for group, tally in groups.items():
        summed[name_of(group) or gettext("Belum ditentukan")] += tally
    lines = [Figures(name, tally) for name, tally in summed.items()]
    return Table(by, tuple(sorted(lines, key=lambda line: (-line.tally.received, line.name))))


def _top(known: Mapping[int, Category], category_id: int | None) -> str:
    """Name the category to which a sub-category belongs."""
    category = known.get(category_id or 0)
    while category is not None and category.parent_id is not None:
        category = known.get(category.parent_id)
    return category.name if category else ""
