"""Ready texts with which the owner of a task may begin: the templates of its lane, filled for this case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from app import page_form, times
from app.actions.save_answer_template import MARKED
from app.office import Office
from app.task_form import TaskForm
from persistence import answer_templates
from persistence.answer_templates import TemplateVersion


@dataclass(frozen=True)
class StartingText:
    """A text that may go into the form; `key` names it in an address, `about` says where it comes from."""

    key: str
    title: str
    about: str
    text: str


@dataclass(frozen=True)
class StartingTexts:
    """What may begin one field of a form; empty where the form has no such field."""

    field: str = ""
    templates: tuple[StartingText, ...] = ()

    def text_of(self, key: str) -> str:
        """Return the text that an address names, or nothing."""
        return next((one.text for one in self.templates if one.key == key), "")


def starting_texts(office: Office, connection: Connection, form: TaskForm, title: str) -> StartingTexts:
    """Return what the form of a task may begin with."""
    field = form.form.starting_field
    if not field:
        return StartingTexts()
    found = answer_templates.offered(connection, form.form.name, _categories(office, form))
    facts = _facts(office, form, title)
    return StartingTexts(field, tuple(_of_template(template, facts) for template in found))


def _of_template(template: TemplateVersion, facts: Mapping[str, str]) -> StartingText:
    filled = MARKED.sub(lambda mark: facts.get(mark[1], mark[0]), template.text)
    return StartingText(f"templat-{template.template_id}", template.title, "", filled)


def _facts(office: Office, form: TaskForm, title: str) -> dict[str, str]:
    """Return what stands for each placeholder; what the case does not know yet stays for the person to fill in."""
    edited, case = office.catalogue.edited(), form.found.case
    category = edited.categories.get(case.category_id or 0)
    known = {
        "nomor": case.number,
        "judul": title,
        "kategori": category.name if category else "",
        "unit": edited.unit_names.get(case.unit_id or 0, ""),
        "tanggal": times.day(page_form.today()),
        "kantor": office.settings.office_name,
    }
    return {name: value for name, value in known.items() if value}


def _categories(office: Office, form: TaskForm) -> list[int]:
    """Return the category of the case and the one above it."""
    every = office.catalogue.edited().categories
    category = every.get(form.found.case.category_id or 0)
    return [one for one in (category.id, category.parent_id) if one] if category else []
