"""What the office keeps for everybody: the SOP in force, its diagrams, the calendar, units and categories.

Diagrams and calendar versions never change, so each process reads them once. What an administrator edits is read
again after ten seconds, so that every process follows without asking the database at each step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import Connection

from app.errors import NotSetUp
from forms.choices import Choice, Choices
from persistence import calendars, categories, sop_versions, units
from persistence.categories import Category
from persistence.database import Database
from persistence.sop_versions import SopVersion
from persistence.sort_keys import NONE, category_key, name_key
from processes import diagram
from processes.calendar_json import from_values
from processes.diagram import Diagram
from processes.working_calendar import WorkingCalendar

FRESH = timedelta(seconds=10)


@dataclass(frozen=True)
class Edited:
    """What administrators edit, as read at one moment."""

    read_at: datetime
    version: SopVersion
    calendar: WorkingCalendar
    choices: Choices
    unit_names: dict[int, str]
    categories: dict[int, Category]

    def category_id(self, code: object, subcode: object) -> int | None:
        """Find the row of a category, or of a sub-category of it, by code."""
        return self._category_ids.get((code, subcode) if subcode else (None, code))

    def category_key(self, category_id: int | None) -> str:
        """Return what tasks of a category are sorted by."""
        category = self.categories.get(category_id or 0)
        if category is None:
            return NONE
        parent = self.categories.get(category.parent_id or 0)
        return category_key(category.name, category.id, (parent.name, parent.id) if parent else None)

    def unit_key(self, unit_id: int | None) -> str:
        """Return what tasks of a unit are sorted by."""
        name = self.unit_names.get(unit_id or 0)
        return name_key(name, unit_id) if name and unit_id else NONE

    @cached_property
    def _category_ids(self) -> dict[tuple[object, object], int]:
        """Index the categories by the code of the one above them, if any, and their own."""
        codes: dict[int | None, str] = {category.id: category.code for category in self.categories.values()}
        return {(codes.get(category.parent_id), category.code): category.id for category in self.categories.values()}


@dataclass
class Catalogue:
    """Remember what was read of the catalogue in this process."""

    database: Database
    clock: Callable[[], datetime]
    _edited: Edited | None = None
    _diagrams: dict[int, Diagram] = field(default_factory=dict)

    def edited(self) -> Edited:
        """Return what administrators edit, at most ten seconds old. Raises NotSetUp."""
        now = self.clock()
        if self._edited is None or not timedelta() <= now - self._edited.read_at < FRESH:
            with self.database.reading() as connection:
                self._edited = _read(connection, now)
        return self._edited

    def forget(self) -> None:
        """Read again at the next use, because this process has just edited something."""
        self._edited = None

    def diagram_in_force(self) -> Diagram:
        """Return the diagram that new cases follow. Raises NotSetUp."""
        return self.diagram(self.edited().version.id)

    def diagram(self, version_id: int) -> Diagram:
        """Return the diagram of an SOP version."""
        if version_id not in self._diagrams:
            with self.database.reading() as connection:
                self._diagrams[version_id] = diagram.read(sop_versions.read_xml(connection, version_id))
        return self._diagrams[version_id]


def _read(connection: Connection, now: datetime) -> Edited:
    version = sop_versions.current(connection)
    calendar = calendars.current(connection)
    if version is None or calendar is None:
        raise NotSetUp
    every_unit = units.every(connection)
    tree = categories.every(connection)
    return Edited(
        read_at=now,
        version=version,
        calendar=from_values(calendar.calendar),
        choices={
            "units": tuple(Choice(str(unit.id), unit.name) for unit in every_unit if unit.is_active),
            **_category_choices(tree),
        },
        unit_names={unit.id: unit.name for unit in every_unit},
        categories={category.id: category for category in tree},
    )


def _category_choices(tree: Sequence[Category]) -> Choices:
    """Offer the active categories by code; choosing one proposes its usual confidentiality."""
    codes = {category.id: category.code for category in tree}
    active = [category for category in tree if category.is_active]
    return {
        "categories": tuple(
            Choice(category.code, category.name, suggests={"kerahasiaan": category.visibility})
            for category in active
            if category.parent_id is None
        ),
        "subcategories": tuple(
            Choice(category.code, category.name, parent=codes[category.parent_id])
            for category in active
            if category.parent_id is not None
        ),
    }
