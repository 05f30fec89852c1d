"""Similar past cases with the answers they got, and cases that were perhaps reported already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from rapidfuzz import fuzz
from sqlalchemy import Connection

from app.case_file import title_of
from app.errors import Erased
from app.office import Office
from app.search.alike import alike
from app.search.reading import Content, contents_for, open_reading
from app.search.words import stem_of, words_of
from app.security.actor import Actor
from persistence import cases, tasks
from persistence.search_matches import FoundCase
from processes.errors import UnknownElement
from processes.sop import Row

RECENT = timedelta(days=90)
# The answer for the citizen, or what the unit wrote for it: fields of the forms, the first that a document holds.
ANSWERS = ("jawaban", "tanggapan")
# So many candidates for each that is shown have their titles opened and compared.
_CANDIDATES = 8
_LIKELY = 65
# So many different words beside the title tell what happened.
_A_STORY = 10


@dataclass(frozen=True)
class SimilarCase:
    """A case like another; `likeness` is 0 to 100, `answer` is empty while there is none that this person may read."""

    case_id: UUID
    task_id: UUID | None
    task_state: str | None
    number: str
    title: str
    visibility: str
    category: str
    unit: str
    row: Row | None
    is_open: bool
    status: str
    submitted_at: datetime
    closed_at: datetime | None
    likeness: int
    answer: str = ""


def similar(
    office: Office, connection: Connection, actor: Actor, text: str, limit: int, *, exclude: UUID | None = None
) -> list[SimilarCase]:
    """Find the cases most like a text among those that this person's inboxes have read, with the answers they gave.

    `exclude`: the case that the text is from.
    """
    found = alike(office, connection, actor, text, limit + 1, least=2 if exclude else 1)
    others = [case for case in found if case.case_id != exclude][:limit]
    return [replace(told(office, case), answer=_answer(office, connection, actor, case)) for case in others]


def near_duplicates(
    office: Office, connection: Connection, actor: Actor, title: str, text: str, limit: int = 5
) -> list[SimilarCase]:
    """Find open or recent cases that look like the one being written down, the most alike first.

    Their titles are compared letter by letter too, so that a slip of the pen hides none of them.
    """
    since = office.now() - RECENT
    found = alike(office, connection, actor, f"{title} {text}", _CANDIDATES * limit)
    recent = [told(office, case) for case in found if case.status == "running" or case.submitted_at >= since]
    is_told = len(set(words_of(text))) >= _A_STORY
    judged = [replace(case, likeness=_likeness(title, case, is_told=is_told)) for case in recent]
    likely = [case for case in judged if case.likeness >= _LIKELY]
    return sorted(likely, key=lambda case: -case.likeness)[:limit]


def told(office: Office, case: FoundCase) -> SimilarCase:
    """Open what the lists show of a case that was found."""
    edited = office.catalogue.edited()
    category = edited.categories.get(case.category_id or 0)
    return SimilarCase(
        case_id=case.case_id,
        task_id=case.task_id,
        task_state=case.task_state,
        number=case.number,
        title=title_of(office, case.case_id, case.sealed_key, case.sealed_title),
        visibility=case.visibility,
        category=category.name if category else "",
        unit=edited.unit_names.get(case.unit_id or 0, ""),
        row=_row(office, case),
        is_open=case.is_open,
        status=case.status,
        submitted_at=case.submitted_at,
        closed_at=case.closed_at,
        likeness=round(100 * min(case.score, 1)),
    )


def _row(office: Office, case: FoundCase) -> Row | None:
    try:
        return office.catalogue.diagram(case.sop_version_id).sop.row(case.element_id or "")
    except UnknownElement:
        return None


def _likeness(title: str, case: SimilarCase, *, is_told: bool) -> int:
    """Weigh how alike the titles read against the rare words that the texts share.

    Where the story is told, it counts by itself: two people give one thing two titles.
    """
    typed, stored = (" ".join(map(stem_of, words_of(text))) for text in (title, case.title))
    if not typed or not stored:
        return case.likeness
    titles = (fuzz.token_set_ratio(typed, stored) + fuzz.token_sort_ratio(typed, stored)) / 2
    return round(max(0.6 * titles + 0.4 * case.likeness, case.likeness if is_told else 0))


def _answer(office: Office, connection: Connection, actor: Actor, found: FoundCase) -> str:
    """Read the answer of a closed case, where a task of this person's inboxes was handed it or wrote it."""
    case = cases.read(connection, found.case_id)
    if case is None or case.status == "running":
        return ""
    try:
        reading = open_reading(office, connection, case)
    except Erased:
        return ""
    own = [task for task in tasks.of_case(connection, case.id) if task.inbox_key in actor.inbox_keys]
    contents = [content for task in own for _, content in contents_for(reading, task)]
    return next(_answers(contents), "")


def _answers(contents: list[Content]) -> Iterator[str]:
    """Yield the answers in documents, the newest of the most final kind first."""
    for name in ANSWERS:
        yield from (str(content[name]) for content in reversed(contents) if content.get(name))
