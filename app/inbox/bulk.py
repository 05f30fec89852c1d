"""Many tasks at once: each is claimed or handed over by itself, and each says what became of it."""

from __future__ import annotations

from uuid import UUID, uuid4

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.claim_task import claim_task
from app.actions.hand_over import hand_over
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp, command_id
from app.inbox.bulk_results import Result, results, subject_of, summary
from app.inbox.chosen import Chosen
from app.inbox.receivers import others, receiver_id, receivers
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires
from forms.choices import Choices
from forms.errors import FieldErrors
from persistence import task_reading

FORM = page_form.load(SCHEMAS, "alihkan")
MOST = 100  # More than a page of the list shows.
Page = str | AnyResponse | tuple[str, int]


@bp.post("/pilihan")
@requires("staff", "supervisor")
def chosen_tasks() -> Page:
    """Claim the chosen tasks, or ask to whom they are to be handed over."""
    task_ids = _task_ids()
    if not task_ids:
        flash(gettext("Belum ada tugas yang dipilih. Centang dahulu tugas di daftar."), "warning")
        return see_other(_back())
    if request.form.get("tindakan") == "alihkan":
        return _ask(task_ids)
    office, actor = current_office(), current_actor()

    def claim(task_id: UUID) -> str:
        claim_task(office, actor, task_id)
        return gettext("Diambil; kini milik Anda.")

    return _told(gettext("diambil"), results(office, actor, task_ids, claim))


@bp.post("/pilihan/alihkan")
@requires("staff", "supervisor")
def hand_over_chosen() -> Page:
    """Hand the chosen tasks over, each by itself."""
    task_ids = _task_ids()
    try:
        given = page_form.answers(FORM, _choices(task_ids))
    except FieldErrors as refused:
        return _ask(task_ids, refused), 422
    office, actor, to = current_office(), current_actor(), receiver_id(given["penerima"])

    def hand(task_id: UUID) -> str:
        name = hand_over(office, actor, task_id, to, given["alasan_pengalihan"], command_id(task_id, "alihkan"))
        return gettext("Dialihkan kepada %(name)s.", name=name) if name else gettext("Dikembalikan ke lajur.")

    return _told(gettext("dialihkan"), results(office, actor, task_ids, hand))


def _task_ids() -> list[UUID]:
    """Return the chosen tasks in the order of the list; what is no id was not made by the page."""
    texts = dict.fromkeys(request.form.getlist("tugas", type=UUID))
    return list(texts)[:MOST]


def _choices(task_ids: list[UUID]) -> Choices:
    """Offer whoever works in the inbox of at least one of the tasks; each task is judged when it is handed over."""
    with current_office().database.reading() as connection:
        found = [task_reading.read_for_completion(connection, task_id) for task_id in task_ids]
        seen = [one.task for one in found if one and one.task.inbox_key]
        return receivers(connection, {task.inbox_key for task in seen}, current_office().today())


def _ask(task_ids: list[UUID], refused: FieldErrors | None = None) -> str:
    values, errors = (refused.values, refused.errors) if refused else ({}, ())
    office, actor = current_office(), current_actor()
    subjects: list[Chosen] = [found for task_id in task_ids if (found := subject_of(office, actor, task_id))]
    offered = others(_choices([subject.id for subject in subjects]), {subject.owner_id for subject in subjects})
    return render_template(
        "inbox/hand_over_chosen.html",
        subjects=subjects,
        fields=page_form.shown(FORM, values, offered, errors),
        command=uuid4(),
        back_url=_back(),
    )


def _told(done: str, every: tuple[Result, ...]) -> str:
    return render_template("inbox/chosen_results.html", results=every, summary=summary(done, every), back_url=_back())


def _back() -> str:
    """Return the list from which somebody came, with its filters."""
    lists, wanted = [url_for("inbox.tasks"), url_for("supervision.task_list")], request.form.get("kembali", "")
    return wanted if any(wanted == url or wanted.startswith(f"{url}?") for url in lists) else lists[0]
