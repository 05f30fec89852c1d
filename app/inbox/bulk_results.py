"""What became of each of many tasks: done, or refused and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from app.actions.hand_over import AlreadyThere, NoSuchReceiver
from app.errors import PAGES, Erased, Missing, NotAllowed, TaskGone, TaskTaken
from app.i18n import gettext, lazy_gettext
from app.inbox.chosen import Chosen, chosen
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import require_visible
from persistence import task_reading
from persistence.database import DatabaseBusy

# What stops one task and not the others; whatever else goes wrong stops the request.
REFUSALS = (Missing, NotAllowed, TaskGone, TaskTaken, Erased, NoSuchReceiver, AlreadyThere, DatabaseBusy)
# What the page of the fact would say too generally here.
SENTENCES: Mapping[type[Exception], Any] = {
    Missing: lazy_gettext("Tugas ini tidak ada, atau bukan di lajur Anda."),
    NotAllowed: lazy_gettext("Tugas ini belum diambil. Ambil dahulu, baru dapat dialihkan."),
    NoSuchReceiver: lazy_gettext("Penerima tidak bekerja di lajur tugas ini."),
    AlreadyThere: lazy_gettext("Tugas ini sudah ada pada penerima."),
}


@dataclass(frozen=True)
class Result:
    """One line: `subject` is None for a task that this person may not see."""

    subject: Chosen | None
    is_done: bool
    text: str


def subject_of(office: Office, actor: Actor, task_id: UUID) -> Chosen | None:
    """Name a task, if this person may see it."""
    with office.database.reading() as connection:
        found = task_reading.read_for_completion(connection, task_id)
    try:
        return chosen(office, require_visible(actor, found))
    except Missing:
        return None


def results(office: Office, actor: Actor, task_ids: Iterable[UUID], act: Callable[[UUID], str]) -> tuple[Result, ...]:
    """Do the same with each task, in a transaction of its own; one that is refused stops no other."""
    return tuple(_result(office, actor, task_id, act) for task_id in task_ids)


def _result(office: Office, actor: Actor, task_id: UUID, act: Callable[[UUID], str]) -> Result:
    subject = subject_of(office, actor, task_id)
    try:
        return Result(subject, is_done=True, text=act(task_id))
    except REFUSALS as error:
        return Result(subject, is_done=False, text=_why(error))


def _why(error: Exception) -> str:
    if type(error) in SENTENCES:
        return str(SENTENCES[type(error)])
    _, _, sentence = PAGES[type(error)]
    return sentence(error)


def summary(done: str, every: Iterable[Result]) -> str:
    """Say how many went well and how many did not; `done` is the word for the first."""
    listed = list(every)
    well = sum(result.is_done for result in listed)
    if well == len(listed):
        return gettext("%(count)d tugas %(done)s.", count=well, done=done)
    return gettext("%(count)d tugas %(done)s, %(refused)d ditolak.", count=well, done=done, refused=len(listed) - well)
