"""Ready texts with which the owner of a task may begin: templates filled for this case, and what similar cases say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app import page_form, times
from app.actions.save_answer_template import MARKED
from app.i18n import gettext
from app.office import Office
from app.search.similar import ANSWERS, SimilarCase, similar
from app.security.actor import Actor
from app.task_form import TaskForm
from persistence import answer_templates
from persistence.answer_templates import TemplateVersion

MOST_SIMILAR = 3
# Of a hundred; cases that share a place and little else lie below.
LEAST_LIKENESS = 35
# Words in a row make a text; a single one is a code or a choice.
LEAST_WORDS = 3


@dataclass(frozen=True)
class StartingText:
    """A text that may go into the form; `key` names it in an address, `shown` is what is read before it is taken.

    `task_id` is the task on whose page its case can be looked at, and `about` says what kind of case it was.
    """

    key: str
    title: str
    text: str
    shown: str = ""
    about: str = ""
    task_id: UUID | None = None


@dataclass(frozen=True)
class StartingTexts:
    """What may begin one field of a form; empty where the form has no such field."""

    field: str = ""
    templates: tuple[StartingText, ...] = ()
    similar: tuple[StartingText, ...] = ()

    def text_of(self, key: str) -> str:
        """Return the text that an address names, or nothing."""
        return next((one.text for one in (*self.templates, *self.similar) if one.key == key), "")


def starting_texts(office: Office, connection: Connection, actor: Actor, form: TaskForm, title: str) -> StartingTexts:
    """Return what the form of a task may begin with."""
    field = form.form.starting_field
    if not field:
        return StartingTexts()
    found = answer_templates.offered(connection, form.form.name, _categories(office, form))
    facts = _facts(office, form, title)
    case_id = form.found.case.id
    alike = similar(office, connection, actor, _substance(form, title), MOST_SIMILAR, exclude=case_id)
    return StartingTexts(
        field=field,
        templates=tuple(_of_template(template, facts) for template in found),
        similar=tuple(_of_case(case, field) for case in alike if case.likeness >= LEAST_LIKENESS),
    )


def _of_template(template: TemplateVersion, facts: Mapping[str, str]) -> StartingText:
    filled = MARKED.sub(lambda mark: facts.get(mark[1], mark[0]), template.text)
    return StartingText(f"templat-{template.template_id}", template.title, filled, filled)


def _of_case(case: SimilarCase, field: str) -> StartingText:
    """Offer the answer of a similar case where an answer is written, elsewhere a sentence that points to it."""
    text = case.answer if field in ANSWERS else _pointing(case)
    about = " · ".join(
        filter(None, (case.category, case.unit, gettext("berjalan") if case.status == "running" else ""))
    )
    return StartingText(
        key=f"kasus-{case.case_id}",
        title=f"{case.number} {case.title}",
        text=text,
        shown=case.answer or gettext("Belum ada jawaban yang dapat Anda baca."),
        about=about,
        task_id=case.task_id,
    )


def _pointing(case: SimilarCase) -> str:
    if case.unit:
        return gettext(
            "Serupa dengan laporan %(number)s, yang ditanggapi %(unit)s.", number=case.number, unit=case.unit
        )
    return gettext("Serupa dengan laporan %(number)s.", number=case.number)


def _substance(form: TaskForm, title: str) -> str:
    """Return what the case is about in its own words: the title, and whatever text its documents hold."""
    return " ".join([title, *_texts(form)])


def _texts(form: TaskForm) -> Iterator[str]:
    for kind, document in form.kelengkapan.items():
        for name, value in (document or {}).items():
            is_text = isinstance(value, str) and value.count(" ") >= LEAST_WORDS
            if is_text and name not in form.covered.get(kind, ()):
                yield value


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
