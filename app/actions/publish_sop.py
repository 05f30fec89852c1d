"""Publish a diagram as the SOP that new cases follow, with the categories that it names."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

import forms.schema
from app.actions import office_journal
from app.office import Office
from app.security.actor import Actor
from persistence import categories, sop_versions
from persistence.categories import Category as StoredCategory
from processes import diagram, lint
from processes.errors import InvalidDiagram
from processes.sop import Category


def publish_sop(office: Office, actor: Actor, xml: bytes) -> int:
    """Publish a diagram and return its version's id. Raises InvalidDiagram, with everything the linter found."""
    now = office.now()
    read = diagram.read(xml)
    problems = [problem for problem in lint.check(read, forms.schema.names()) if problem.severity == "error"]
    if problems:
        raise InvalidDiagram(*problems)
    with office.database.transaction() as connection:
        version_id = sop_versions.add_draft(connection, read.sop.title, read.sha256, xml, now)
        sop_versions.publish(connection, version_id, now, actor.account_id)
        _take_over_categories(connection, read.sop.categories)
        office_journal.record(connection, office, "sop_published", actor, now, sop=version_id, sha256=read.sha256)
    office.catalogue.forget()
    return version_id


def _take_over_categories(connection: Connection, wanted: tuple[Category, ...]) -> None:
    """Add and rename what the SOP names, and retire what it no longer does; the office's own stay."""
    stored = {(category.parent_id, category.code): category for category in categories.every(connection)}
    kept: set[int] = set()
    for position, category in enumerate(wanted):
        parent_id = _take_over(connection, stored, None, category, position)
        kept.add(parent_id)
        for place, child in enumerate(category.subcategories):
            kept.add(_take_over(connection, stored, parent_id, child, place))
    for category_row in stored.values():
        if category_row.origin == "sop" and category_row.is_active and category_row.id not in kept:
            categories.change(connection, category_row.id, is_active=False)


def _take_over(
    connection: Connection,
    stored: dict[tuple[int | None, str], StoredCategory],
    parent_id: int | None,
    category: Category,
    position: int,
) -> int:
    values: dict[str, Any] = {"name": category.name, "external_id": category.external_id or None, "position": position}
    known = stored.get((parent_id, category.code))
    if known is None:
        visibility = "rahasia" if category.is_confidential else "biasa"
        return categories.create(
            connection, category.code, origin="sop", parent_id=parent_id, visibility=visibility, **values
        )
    if any(getattr(known, name) != value for name, value in values.items()):
        categories.change(connection, known.id, **values)
    return known.id
