"""Add a category to those of the SOP, or change how the office treats one."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from app.actions import office_journal
from app.actions.seen import require_same, stamp
from app.errors import Missing
from app.i18n import gettext
from app.office import Office
from app.security.actor import Actor
from persistence import categories, tasks
from persistence.categories import Category
from persistence.sort_keys import category_key

OTHER = "lainnya"


class CategoryCodeTaken(Exception):
    """Another category beside it has this code."""


class NoSubcategoryLeft(Exception):
    """A category that is offered would have no sub-category to choose, and the complaint form asks for one."""


def category_stamp(category: Category) -> str:
    """Mark what a form shows of a category."""
    return stamp(category.name, category.unit_id, category.visibility, category.is_active)


def create_category(
    office: Office, actor: Actor, code: str, name: str, parent_id: int | None, unit_id: int | None, visibility: str
) -> int:
    """Add a category of the office's own and return its id; a new top category gets “Lainnya” to choose under it.

    Raises Missing or CategoryCodeTaken.
    """
    now = office.now()
    treated = {"unit_id": unit_id, "visibility": visibility}
    try:
        with office.database.transaction() as connection:
            _require_top(connection, parent_id)
            place = 1 + max((category.position for category in categories.every(connection)), default=0)
            category_id = categories.create(connection, code, name, "office", place, parent_id=parent_id, **treated)
            if parent_id is None:
                label = gettext("Lainnya")
                categories.create(connection, OTHER, label, "office", 0, parent_id=category_id, **treated)
            office_journal.record(connection, office, "category_created", actor, now, category=category_id)
    except IntegrityError as error:
        raise CategoryCodeTaken from error
    office.catalogue.forget()
    return category_id


def change_category(office: Office, actor: Actor, category_id: int, seen: str, **treated: Any) -> None:
    """Change the usual unit and confidentiality of a category, its use, and the name of one that is the office's own.

    Raises Missing, ChangedMeanwhile or NoSubcategoryLeft.
    """
    now = office.now()
    with office.database.transaction() as connection:
        category = categories.read_locked(connection, category_id)
        if category is None:
            raise Missing
        require_same(seen, category_stamp(category))
        if category.origin == "sop":
            treated = {name: value for name, value in treated.items() if name != "name"}
        categories.change(connection, category_id, **treated)
        _follow_name(connection, category, treated.get("name", category.name))
        office_journal.record(connection, office, "category_changed", actor, now, category=category_id)
        _require_choices(connection, category.parent_id or category.id)
    office.catalogue.forget()


def _follow_name(connection: Connection, category: Category, name: str) -> None:
    """Sort the open tasks of a category, and of what stands under it, by its new name."""
    if category.parent_id is not None:
        parent = categories.read(connection, category.parent_id)
        above = (parent.name, parent.id) if parent else None
        old, new = (category_key(each, category.id, above) for each in (category.name, name))
        tasks.key_changed(connection, "category_key", old, new)
        return
    for each in categories.every(connection):
        if category.id in {each.id, each.parent_id}:
            old, new = (_key_under(each, category, called) for called in (category.name, name))
            tasks.key_changed(connection, "category_key", old, new)


def _key_under(each: Category, top: Category, called: str) -> str:
    if each.id == top.id:
        return category_key(called, top.id, None)
    return category_key(each.name, each.id, (called, top.id))


def _require_top(connection: Connection, parent_id: int | None) -> None:
    if parent_id is not None:
        parent = categories.read(connection, parent_id)
        if parent is None or parent.parent_id is not None:
            raise Missing


def _require_choices(connection: Connection, top_id: int) -> None:
    offered = categories.every(connection, only_active=True)
    is_offered = any(category.id == top_id for category in offered)
    if is_offered and not any(category.parent_id == top_id for category in offered):
        raise NoSubcategoryLeft
