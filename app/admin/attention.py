"""What needs an administrator: work that was given up, a worker that stands still, a year without its holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.actions.notice_kinds import KINDS, MAIL, PUSH, WHATSAPP
from app.health import PATIENCE
from app.i18n import gettext, lazy_gettext
from app.office import Office
from persistence import accounts, cases, office_counts, outbox, timers
from persistence.office_counts import OfficeCounts
from persistence.outbox import Message
from persistence.sop_versions import SopVersion
from persistence.timers import Timer

SHOWN = 20

CHANNELS: Mapping[str, str] = {
    MAIL: lazy_gettext("Surel"),
    PUSH: lazy_gettext("Push browser"),
    WHATSAPP: lazy_gettext("WhatsApp"),
}
REASONS: Mapping[str, str] = {
    "WrongKey": lazy_gettext("Kunci rahasia aplikasi bukan kunci yang menyegel data ini."),
    "UnknownSeal": lazy_gettext("Data tersegel dengan cara yang tidak dikenal versi ini."),
    "Erased": lazy_gettext("Isi kasus ini sudah dihapus."),
    "DatabaseBusy": lazy_gettext("Basis data terlalu sibuk."),
    "ConditionFailed": lazy_gettext("Syarat pada diagram tidak dapat dinilai untuk kasus ini."),
    "Refused": lazy_gettext("Ditolak oleh server penerima."),
    "AddressDead": lazy_gettext("Alamat ini tidak ada, menurut server penerima."),
    "Bounced": lazy_gettext("Surat ini kembali: tidak dapat disampaikan."),
    "PutOff": lazy_gettext("Server penerima menunda terus sampai kami berhenti mencoba."),
    "WayClosed": lazy_gettext("Server pengirim tidak dapat dihubungi."),
}


@dataclass(frozen=True)
class GivenUp:
    """One timer or message that the worker has given up, in words."""

    id: UUID | int
    what: str
    case_number: str
    since: datetime
    reason: str
    channel: str = ""
    recipient: str = ""


@dataclass(frozen=True)
class Overview:
    """Hold what the first page of administrators shows; `waiting_since` is set when no worker works."""

    timers: tuple[GivenUp, ...]
    messages: tuple[GivenUp, ...]
    more: int
    waiting_since: datetime | None
    unconfirmed_years: tuple[int, ...]
    counts: OfficeCounts
    version: SopVersion

    @property
    def is_calm(self) -> bool:
        """Tell whether nothing needs anybody."""
        return not (self.timers or self.messages or self.waiting_since or self.unconfirmed_years)


def look_around(office: Office) -> Overview:
    """Collect what needs attention now."""
    now, edited = office.now(), office.catalogue.edited()
    with office.database.reading() as connection:
        failed_timers, failed_messages = timers.failed(connection), outbox.failed(connection)
        next_tries = [timers.next_try_at(connection), outbox.next_try_at(connection)]
        return Overview(
            timers=tuple(_timer(office, connection, timer) for timer in failed_timers[:SHOWN]),
            messages=tuple(_message(connection, message) for message in failed_messages[:SHOWN]),
            more=len(failed_timers[SHOWN:]) + len(failed_messages[SHOWN:]),
            waiting_since=min((at for at in next_tries if at and now - at > PATIENCE), default=None),
            unconfirmed_years=edited.calendar.unconfirmed_years(edited.calendar.date_at(now)),
            counts=office_counts.count(connection, now),
            version=edited.version,
        )


def _timer(office: Office, connection: Connection, timer: Timer) -> GivenUp:
    case = cases.read(connection, timer.case_id)
    rows = office.catalogue.diagram(case.sop_version_id).sop.rows if case else ()
    named = (row.name for row in rows if timer.element_id in {each.id for each in row.timers})
    task = next(named, timer.element_id)
    number = case.number if case else ""
    what = gettext("Waktu “%(task)s”", task=task)
    return GivenUp(timer.id, what, number, timer.due_at, _reason(timer.last_error))


def _message(connection: Connection, message: Message) -> GivenUp:
    case = cases.read(connection, message.case_id) if message.case_id else None
    number = case.number if case else ""
    kind = KINDS.get(message.kind)
    what = str(kind.subject) % {"number": number or "–", "count": "…"} if kind else message.kind
    account = accounts.read(connection, message.account_id) if message.account_id is not None else None
    return GivenUp(
        message.id,
        what,
        number,
        message.created_at,
        _reason(message.last_error),
        str(CHANNELS[message.channel]),
        account.name if account else gettext("Pelapor"),
    )


def _reason(error: str | None) -> str:
    """Say why something was given up; the code of a server stands behind, for whoever asks its operator."""
    name, _, code = (error or "?").partition(": ")
    if name not in REASONS:
        return gettext("Sebab teknis: %(error)s", error=error or "?")
    return f"{REASONS[name]} ({code})" if code else str(REASONS[name])
