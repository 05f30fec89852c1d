"""From a case to a line of the file; who reported stays out of it where the office keeps it covered."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from app.catalogue import Edited
from app.sp4n.answers import code_path
from app.sp4n.columns import CATEGORY, CATEGORY_ID, CHANNEL, COLUMNS, FIELDS, LIST_SIGN, RECEIVED, TICKET
from app.sp4n.formulas import guarded
from forms.schema import Form
from persistence.cases import Case
from processes.working_calendar import WorkingCalendar

STATUSES = {"running": "berjalan", "closed": "selesai", "cancelled": "dicabut"}
COVERED = "Dirahasiakan"


def cells_of(case: Case, form: Form, complaint: Mapping[str, Any], edited: Edited) -> dict[str, str]:
    """Return the cells of a case. A confidential reporter is covered, and a NIK is never written."""
    calendar: WorkingCalendar = edited.calendar
    shown = _without_identity(form, complaint) if case.visibility == "rahasia" else complaint
    cells = {column: _text(shown[name]) for name, column in FIELDS.items() if name in shown}
    category = edited.categories.get(case.category_id or 0)
    received = complaint.get("tanggal_diterima") or calendar.date_at(case.submitted_at).isoformat()
    return {
        **cells,
        TICKET: case.external_number or case.number,
        CHANNEL: case.channel,
        RECEIVED: received,
        CATEGORY: code_path(edited, category),
        CATEGORY_ID: (category.external_id or "").split(",")[0] if category else "",
        "nomor_laporan": case.number,
        "status": STATUSES[case.status],
        "tanggal_selesai": calendar.date_at(case.closed_at).isoformat() if case.closed_at else "",
    }


def heading() -> bytes:
    """Return the first line, with the mark by which spreadsheets know UTF-8."""
    return b"\xef\xbb\xbf" + _line(COLUMNS)


def line_of(cells: Mapping[str, str]) -> bytes:
    """Return one line; no cell of it is run as a formula."""
    return _line([guarded(cells.get(column, "")) for column in COLUMNS])


def _without_identity(form: Form, complaint: Mapping[str, Any]) -> dict[str, Any]:
    """Cover who reported; the answer goes back the way on which the complaint came."""
    covered = {name for name, rule in form.properties.items() if rule.get("x-identity")}
    kept = {name: value for name, value in complaint.items() if name not in covered}
    return {**kept, "nama": COVERED, "alamat": COVERED, "cara_dihubungi": "kanal_asal"}


def _text(value: Any) -> str:
    return LIST_SIGN.join(map(str, value)) if isinstance(value, list) else str(value)


def _line(cells: Sequence[str]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=";", lineterminator="\r\n").writerow(cells)
    return buffer.getvalue().encode()
