"""What staff write beside their forms: answer templates of the lead, and internal notes that name each other."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid5

from app.actions.note_readers import readers
from app.actions.save_answer_template import Saved, save_answer_template
from app.actions.write_note import write_note
from app.demo.cases import NAMESPACE, Play
from app.demo.cast import OPERATOR
from app.office import Office
from app.security.actor import Actor
from app.security.authorize import oversees, works_on
from persistence import cases, tasks
from persistence.answer_templates import TemplateText
from persistence.tasks import Task

GREETING = "Bapak/Ibu yang kami hormati,\n\n"
CLOSING = "\n\nTerima kasih atas laporannya.\n{kantor}"
TEMPLATES = (
    TemplateText(
        "jawaban",
        None,
        "Sudah ditangani unit",
        f"{GREETING}laporan {{nomor}} tentang “{{judul}}” sudah ditangani {{unit}}. Yang dikerjakan: …{CLOSING}",
        is_active=True,
    ),
    TemplateText(
        "jawaban",
        None,
        "Kewenangan instansi lain",
        f"{GREETING}hal yang Bapak/Ibu sampaikan dalam laporan {{nomor}} adalah kewenangan … Kami sudah meneruskannya "
        f"pada {{tanggal}}.{CLOSING}",
        is_active=True,
    ),
    TemplateText(
        "klasifikasi",
        None,
        "Hanya informasi",
        "Pelapor hanya meminta informasi tentang {kategori}; tidak ada keadaan yang harus diperbaiki.",
        is_active=True,
    ),
    TemplateText(
        "klasifikasi",
        None,
        "Perlu tindakan unit",
        "Ada keadaan yang harus diperiksa di lapangan dan diselesaikan unit.",
        is_active=True,
    ),
)
NOTES = (
    (
        "Lokasinya sama dengan laporan minggu lalu. @{other}, apakah sudah pernah dicek?",
        "Sudah, tinggal menunggu barang.",
    ),
    ("Foto kurang jelas, sudah diminta lagi lewat pesan.", ""),
    ("@{other}, tolong dibantu bila sampai sore belum selesai.", "Siap."),
)
MOST_NOTES = 12


@dataclass(frozen=True)
class Beginning:
    """Somebody's claimed task, and a colleague who may read its case, on the page of the task that she sees."""

    task: Task
    owner: Actor
    other: Actor
    seen_by_other: Task


def plan_desk_work(play: Play, until: datetime) -> None:
    """Let the lead write templates early on, and staff write notes to each other just before the end."""
    lead = play.people[OPERATOR.login]
    play.agenda.add(until - timedelta(days=80), lambda: _write_templates(play.office, lead))
    play.agenda.add(until - timedelta(minutes=50), lambda: _write_notes(play))


def _write_templates(office: Office, lead: Actor) -> None:
    for number, template in enumerate(TEMPLATES):
        first = save_answer_template(office, lead, template, None, f"demo/{number}")
        if number == 0:
            # One has an older version to look at.
            save_answer_template(office, lead, template, Saved(first.template_id, 1), "demo/again")


def _write_notes(play: Play) -> None:
    for number, one in enumerate(_beginnings(play)):
        text, reply = NOTES[number % len(NOTES)]
        _note(play, one.owner, one.task, text.format(other=one.other.name), "note")
        if reply:
            _note(play, one.other, one.seen_by_other, reply, "reply")


def _note(play: Play, writer: Actor, task: Task, text: str, purpose: str) -> None:
    write_note(play.office, writer, task.id, text, uuid5(NAMESPACE, f"{task.id}/{purpose}"))


def _beginnings(play: Play) -> list[Beginning]:
    """Find claimed tasks of whose case somebody else may take note, and who that is."""
    found: list[Beginning] = []
    with play.office.database.reading() as connection:
        for case_id in cases.running_ids(connection):
            every = tasks.of_case(connection, case_id)
            others = {reader.id for reader in readers(connection, case_id)}
            found += [_beginning(play, task, every, others) for task in every if task.state == "open" and task.owner_id]
    return found[:MOST_NOTES]


def _beginning(play: Play, task: Task, every: Sequence[Task], others: Collection[int]) -> Beginning:
    by_id = {actor.account_id: actor for actor in play.people.values()}
    owner = by_id[task.owner_id]
    # The supervisor reads every case, so there is always somebody.
    colleagues = [by_id[one] for one in sorted(others) if one != task.owner_id]
    other, seen = next(
        (one, each) for one in colleagues for each in every if works_on(one, each) or oversees(one, each)
    )
    return Beginning(task, owner, other, seen)
