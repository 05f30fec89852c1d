"""Answer templates: the newest version of each is offered, every version stays readable."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, or_, select, update

from persistence.inserting import insert_row
from persistence.tables import accounts, answer_template_versions, answer_templates


@dataclass(frozen=True)
class TemplateText:
    """Hold what its writer decides of a template; without a category it fits every one."""

    form: str
    category_id: int | None
    title: str
    text: str
    is_active: bool


@dataclass(frozen=True)
class TemplateVersion:
    """Hold one version of a template and who wrote it."""

    template_id: int
    version: int
    form: str
    category_id: int | None
    title: str
    text: str
    is_active: bool
    written_at: datetime
    writer_name: str


_version = answer_template_versions.c
_VERSIONS: Select[Any] = select(
    _version.template_id,
    _version.version,
    _version.form,
    _version.category_id,
    _version.title,
    _version.text,
    _version.is_active,
    _version.written_at,
    accounts.c.name,
).join(accounts, accounts.c.id == _version.written_by)
_NEWEST = _VERSIONS.join(
    answer_templates, (answer_templates.c.id == _version.template_id) & (answer_templates.c.version == _version.version)
)


def add(connection: Connection, new: TemplateText, by: int, at: datetime) -> int:
    """Write a template with its first version, and give its id."""
    template_id = insert_row(connection, answer_templates, version=1)
    _write(connection, template_id, 1, new, by, at)
    return template_id


def add_version(connection: Connection, template_id: int, seen: int, new: TemplateText, by: int, at: datetime) -> bool:
    """Write the next version of a template. Returns False when `seen` is no longer its newest."""
    newest = answer_templates.c.id == template_id, answer_templates.c.version == seen
    moved = connection.execute(update(answer_templates).where(*newest).values(version=seen + 1))
    if moved.rowcount != 1:
        return False
    _write(connection, template_id, seen + 1, new, by, at)
    return True


def every(connection: Connection, forms: Collection[str]) -> list[TemplateVersion]:
    """List the newest version of each template of these forms, those in use first, by title."""
    rows = _NEWEST.where(_version.form.in_(forms))
    order = (_version.is_active.desc(), _version.form, _version.title, _version.template_id)
    return [TemplateVersion(*row) for row in connection.execute(rows.order_by(*order))]


def offered(connection: Connection, form: str, categories: Collection[int]) -> list[TemplateVersion]:
    """List the templates in use that fit a form and a case in these categories, the fitting category first."""
    fits = or_(_version.category_id.is_(None), _version.category_id.in_(categories))
    rows = _NEWEST.where(_version.form == form, _version.is_active, fits)
    order = (_version.category_id.is_(None), _version.title, _version.template_id)
    return [TemplateVersion(*row) for row in connection.execute(rows.order_by(*order))]


def versions(connection: Connection, template_id: int) -> list[TemplateVersion]:
    """List every version of a template, newest first."""
    rows = _VERSIONS.where(_version.template_id == template_id).order_by(_version.version.desc())
    return [TemplateVersion(*row) for row in connection.execute(rows)]


def _write(connection: Connection, template_id: int, version: int, new: TemplateText, by: int, at: datetime) -> None:
    row = {**vars(new), "template_id": template_id, "version": version, "written_at": at, "written_by": by}
    connection.execute(insert(answer_template_versions).values(row))
