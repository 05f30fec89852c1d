"""Find a case by its number, or by a part of it, for whoever may see one of its tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flask import url_for
from sqlalchemy import Connection

from app.case_file import title_of
from app.i18n import gettext
from app.office import Office
from app.palette.offers import CASE, Offer
from app.security.actor import Actor
from app.security.authorize import oversees, works_on
from app.times import local
from persistence import cases, tasks
from persistence.cases import Case
from persistence.tasks import Task

# “KBK/2026/11/0001”, “2026/11/1”, “11-0001”, “1”: letters, then numbers with something between them.
NUMBER = re.compile(r"[#A-Za-z]*[\s/.\-]*(\d{1,9}(?:[\s/.\-]+\d{1,9}){0,3})")


def cases_like(office: Office, actor: Actor, text: str) -> list[Offer]:
    """Offer the cases that a number means and that this person may see, this year's before last year's."""
    parsed = NUMBER.fullmatch(text.strip())
    if parsed is None:
        return []
    numbers = [int(number) for number in re.findall(r"\d+", parsed[1])]
    with office.database.reading() as connection:
        found = [
            case for year in _years(office, numbers) if (case := cases.read_by_serial(connection, year, numbers[-1]))
        ]
        return [offer for case in found for offer in _offers(office, connection, actor, case)]


def _years(office: Office, numbers: list[int]) -> tuple[int, ...]:
    """Read the year from a number that names one; a bare number is meant for this year, or else for the last."""
    written = [number for number in numbers[:-1] if 2000 <= number < 2100]
    this_year = local(office.now()).year
    return tuple(written[:1]) or (this_year, this_year - 1)


def _offers(office: Office, connection: Connection, actor: Actor, case: Case) -> Iterator[Offer]:
    seen = [task for task in tasks.of_case(connection, case.id) if works_on(actor, task) or oversees(actor, task)]
    if not seen:
        return
    # Her open task of the case, or the last one that she can look back at.
    task = next((task for task in seen if task.state == "open"), seen[-1])
    title = title_of(office, case.id, case.sealed_key, case.sealed_title) or gettext("(tanpa judul)")
    yield Offer(CASE, case.number, url_for("inbox.task", task_id=task.id), f"{title} · {_step(office, case, task)}")


def _step(office: Office, case: Case, task: Task) -> str:
    row = office.catalogue.diagram(case.sop_version_id).sop.row(task.element_id)
    return f"{row.number}. {row.name}"
