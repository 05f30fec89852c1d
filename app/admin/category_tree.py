"""What the pages of categories show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.i18n import gettext, lazy_gettext
from app.office import Office
from forms.choices import Choice, Choices
from persistence import categories
from persistence.categories import Category

VISIBILITIES: Mapping[str, str] = {
    "biasa": lazy_gettext("Biasa"),
    "anonim": lazy_gettext("Anonim"),
    "rahasia": lazy_gettext("Rahasia"),
}


@dataclass(frozen=True)
class Line:
    """One category with its sub-categories; `unit` is the name of the unit that is proposed for it."""

    category: Category
    unit: str
    children: tuple[Line, ...] = ()


def category_tree(office: Office) -> tuple[Line, ...]:
    """Return every category under its parent, as stored now."""
    with office.database.reading() as connection:
        every = categories.every(connection)
    units = office.catalogue.edited().unit_names

    def lines(parent_id: int | None) -> tuple[Line, ...]:
        return tuple(
            Line(category, units.get(category.unit_id or 0, ""), lines(category.id))
            for category in every
            if category.parent_id == parent_id
        )

    return lines(None)


def category_choices(office: Office, changed: Category | None = None) -> Choices:
    """Offer the active units, with the one that a category has already, and the categories on top as parents."""
    edited = office.catalogue.edited()
    units = edited.choices["units"]
    kept = changed.unit_id if changed else None
    if kept is not None and str(kept) not in {unit.value for unit in units}:
        label = gettext("%(unit)s (tidak aktif)", unit=edited.unit_names.get(kept, kept))
        units = (*units, Choice(str(kept), label))
    tops = (category for category in edited.categories.values() if category.parent_id is None and category.is_active)
    return {"units": units, "parents": tuple(Choice(str(category.id), category.name) for category in tops)}


def stored_values(category: Category) -> dict[str, Any]:
    """Return what the form of a category shows at first."""
    unit = {} if category.unit_id is None else {"unit": str(category.unit_id)}
    return {
        "nama": category.name,
        "kode": category.code,
        "kerahasiaan": category.visibility,
        "aktif": category.is_active,
        **unit,
    }


def stored_facts(office: Office, category: Category) -> list[tuple[str, str]]:
    """Say what is stored of a category."""
    return [
        (gettext("Nama"), category.name),
        (gettext("Unit yang diusulkan"), office.catalogue.edited().unit_names.get(category.unit_id or 0, "–")),
        (gettext("Kerahasiaan"), VISIBILITIES[category.visibility]),
        (gettext("Aktif"), gettext("Ya") if category.is_active else gettext("Tidak")),
    ]
