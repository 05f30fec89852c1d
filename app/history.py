"""Tell what happened to a case: in sentences, and as the path it took through its diagram."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from app import channels
from app.case_file import CaseFile
from app.i18n import gettext, lazy_gettext
from app.times import moment
from persistence import accounts, journal
from persistence.journal import JournalEntry
from processes.diagram import Diagram
from processes.sop import Row, Sop

SENTENCES = {
    "case_started": lazy_gettext("%(who)s mulai mengisi laporan."),
    "task_completed": lazy_gettext("%(who)s menyelesaikan “%(task)s”."),
    "task_carried_over": lazy_gettext("“%(task)s” disalin dari kasus %(number)s yang dilanjutkan."),
    "task_claimed": lazy_gettext("%(who)s mengambil “%(task)s”."),
    "task_released": lazy_gettext("%(who)s melepas “%(task)s”."),
    "task_handed_over": lazy_gettext("%(who)s mengalihkan “%(task)s” dari %(giver)s kepada %(receiver)s."),
    "task_snoozed": lazy_gettext("%(who)s menunda “%(task)s” sampai %(until)s."),
    "delay_explained": lazy_gettext("%(who)s menjelaskan mengapa “%(task)s” terlambat."),
    "task_woken": lazy_gettext("%(who)s tidak menunda “%(task)s” lagi."),
    "identity_revealed": lazy_gettext("%(who)s membuka identitas pelapor; alasannya tercatat."),
    "identity_copied": lazy_gettext("%(who)s memakai data pelapor dari laporan ini untuk laporan barunya."),
    "note_written": lazy_gettext("%(who)s menulis catatan internal."),
    "note_withdrawn": lazy_gettext("%(who)s menarik catatan internalnya."),
    "question_asked": lazy_gettext("%(who)s mengajukan pertanyaan kepada pelapor untuk “%(task)s”."),
    "question_passed_on": lazy_gettext("%(who)s meneruskan pertanyaan kepada pelapor."),
    "question_refused": lazy_gettext("%(who)s tidak meneruskan pertanyaan kepada pelapor."),
    "message_written": lazy_gettext("Pelapor mengirim pesan."),
    "message_passed_on": lazy_gettext("%(who)s meneruskan pesan pelapor kepada petugas yang menangani."),
    "message_noted": lazy_gettext("%(who)s membaca pesan pelapor."),
    "reply_written": lazy_gettext("%(who)s membalas pesan pelapor."),
    "evidence_added": lazy_gettext("Pelapor menambahkan bukti."),
    "own_data_corrected": lazy_gettext("Pelapor membetulkan data dirinya."),
    "case_adopted": lazy_gettext("Pelapor mencatat laporan ini pada akunnya."),
    "case_data_downloaded": lazy_gettext("Pelapor mengunduh data laporannya."),
    "case_withdrawn": lazy_gettext("Pelapor mencabut laporan."),
    "letter_handed_over": lazy_gettext("%(who)s menyerahkan surat jawaban."),
    "whatsapp_sent": lazy_gettext("%(who)s mengirim pemberitahuan kepada pelapor lewat WhatsApp atau telepon."),
    "whatsapp_not_sent": lazy_gettext("%(who)s mencatat bahwa nomor pelapor tidak dapat dihubungi."),
    "timer_fired": lazy_gettext("Waktu “%(task)s” habis (tenggat %(due)s)."),
    "timers_moved": lazy_gettext("Tenggat dihitung ulang menurut kalender kerja versi %(calendar)s."),
}
# What an operator records for a reporter is told of her.
RECORDED = {
    "case_started": lazy_gettext("%(who)s mulai mencatat laporan untuk pelapor."),
    "task_completed": lazy_gettext("“%(task)s” dicatat oleh %(who)s untuk pelapor (%(channel)s)."),
}
CONTINUED = lazy_gettext("Laporan ini dibuka sebagai lanjutan dari %(number)s.")
CLOSED_BY_ITSELF = lazy_gettext("“%(task)s” ditutup dengan sendirinya karena batas waktunya lewat.")
# The office writes these two so, in every language: Pelaksana Harian while somebody is away, Pelaksana Tugas for a post
# that nobody holds.
ACTING = {"plh": "Plh.", "plt": "Plt."}
COMPLETED = {"task_completed", "task_carried_over"}
WROTE = COMPLETED | {"own_data_corrected"}
# Why something was done is told here; why an identity was opened is for auditors.
REASONED = {"task_handed_over", "task_snoozed", "delay_explained", "question_refused", "case_withdrawn"}


@dataclass(frozen=True)
class Happening:
    """One entry of a case's journal, with its payload opened."""

    entry: JournalEntry
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Sentence:
    """What happened at one instant, for people."""

    at: datetime
    text: str


def read(connection: Connection, case: CaseFile) -> list[Happening]:
    """Read a case's journal in order."""
    entries = journal.entries_of(connection, case.case_id)
    return [Happening(entry, journal.open_payload(entry, case.key)) for entry in entries]


def tell(connection: Connection, happenings: Sequence[Happening], sop: Sop) -> list[Sentence]:
    """Say what happened, in order. The reporter is never named."""
    actors = {each.entry.actor_id for each in happenings if each.entry.actor_kind != "citizen"}
    actors |= {each.payload.get("on_behalf_of") for each in happenings}
    moved = [each.payload for each in happenings if each.entry.kind == "task_handed_over"]
    actors |= {payload[side] for payload in moved for side in ("from", "to")}
    names = accounts.names(connection, {actor for actor in actors if actor is not None})
    sentences = (Sentence(each.entry.at, _say(each, names, sop)) for each in happenings)
    return [sentence for sentence in sentences if sentence.text]


def completed_rows(happenings: Iterable[Happening]) -> list[str]:
    """Return the elements of the rows that are done, in order."""
    return [str(each.entry.element) for each in happenings if each.entry.kind in COMPLETED]


def path(happenings: Sequence[Happening], diagram: Diagram) -> list[str]:
    """Return every element that the case has passed: rows, flows, and the signs between them."""
    taken = {flow_id for each in happenings for flow_id in each.payload.get("flows", ())}
    rows = {row.element_id for row in diagram.sop.rows}
    ends = {end for flow in diagram.sop.flows if flow.id in taken for end in (flow.source, flow.target)}
    return [*completed_rows(happenings), *sorted(taken), *sorted(ends - rows)]


def writers(happenings: Iterable[Happening]) -> dict[str, str]:
    """Return which row wrote each document, by the document's id."""
    return {
        str(facts["dokumen"]): str(each.entry.element)
        for each in happenings
        if each.entry.kind in WROTE
        for facts in each.payload["documents"].values()
    }


def _say(happening: Happening, names: Mapping[int, str], sop: Sop) -> str:
    """Return the sentence for an entry, or nothing where it would say nothing to staff."""
    entry, payload = happening.entry, happening.payload
    sentence = SENTENCES.get(entry.kind, "")
    task = _row(sop, payload.get("task_element") or entry.element)
    if entry.kind == "timer_fired" and task:
        is_last = any(timer.interrupting for timer in task.timers if timer.id == entry.element)
        # The reporter's times inform only: she is never late.
        sentence = CLOSED_BY_ITSELF if is_last else sentence if task.lane.kind != "reporter" else ""
    if entry.kind == "timers_moved" and not payload["due"]:
        sentence = ""
    if entry.kind == "case_started" and "carried_from" in payload:
        sentence = CONTINUED
    elif "recorded_by" in payload:
        sentence = RECORDED[entry.kind]
    told = str(sentence) % {
        "who": _who(happening, names),
        "task": task.name if task else "",
        "number": payload.get("carried_from", ""),
        "due": _moment(payload.get("due")),
        "calendar": payload.get("calendar", ""),
        "channel": channels.names(sop).get(payload.get("channel", ""), "") if "recorded_by" in payload else "",
        "until": _moment(payload.get("until")),
        "giver": names.get(payload.get("from") or 0, gettext("lajur")),
        "receiver": names.get(payload.get("to") or 0, gettext("lajur")),
    }
    if "related_to" in payload and entry.kind == "task_completed":
        return f"{told} {gettext('Terkait dengan laporan %(number)s.', number=payload['related_to'])}"
    if entry.kind in REASONED and payload["reason"]:
        return f"{told} {gettext('Alasan: %(reason)s', reason=payload['reason'])}"
    return told


def _moment(text: object) -> str:
    return moment(datetime.fromisoformat(text)) if isinstance(text, str) else ""


def _who(happening: Happening, names: Mapping[int, str]) -> str:
    entry, absent = happening.entry, happening.payload.get("on_behalf_of")
    if entry.actor_kind == "citizen":
        return gettext("Pelapor")
    if entry.actor_id is None:
        return gettext("Sistem")
    if absent is None:
        return names[entry.actor_id]
    title = ACTING[happening.payload["acting"]]
    return gettext("%(who)s a.n. %(absent)s (%(title)s)", who=names[entry.actor_id], absent=names[absent], title=title)


def _row(sop: Sop, element_id: str | None) -> Row | None:
    return next((row for row in sop.rows if row.element_id == element_id), None)
