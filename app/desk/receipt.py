"""The receipt that an operator hands to the reporter: on paper, or as a message to copy."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import segno
from flask import render_template

from app.desk.blueprint import bp
from app.errors import Missing
from app.i18n import gettext
from app.office import Office, current_office
from app.security import access_code
from app.security.actor import Actor
from app.security.login import current_actor
from app.times import moment
from app.tracking_link import tracking_link, tracking_page
from persistence import cases, tasks
from persistence.cases import Case
from persistence.tasks import Task

# The code opens the case as its reporter, so it is the operator's to hand out only while the reporter may still wait.
HANDED_OUT = timedelta(hours=24)


@bp.get("/tanda-terima/<uuid:case_id>")
def receipt(case_id: UUID) -> str:
    """Show the receipt to whoever recorded the complaint, on that day."""
    office, actor = current_office(), current_actor()
    with office.database.reading() as connection:
        case = cases.read(connection, case_id)
        open_tasks = [task for task in tasks.of_case(connection, case_id) if task.state == "open"]
    if case is None or not can_hand_out(actor, case, office.now()):
        raise Missing
    code = access_code.code_of(office.keys.access, case.id)
    link = tracking_link(office, case.number, code)
    task = next(iter(open_tasks), None)
    return render_template(
        "desk/receipt.html",
        case=case,
        code=code,
        qr_code=segno.make(link, error="m").svg_data_uri(scale=4, border=2),
        track_address=tracking_page(office),
        message=_message(office, case, code, link, task),
        task=task,
        is_next_mine=task is not None and task.owner_id is None and task.inbox_key in actor.inbox_keys,
    )


def can_hand_out(actor: Actor, case: Case, now: datetime) -> bool:
    """Tell whether this person may still read the code of a case."""
    return case.recorded_by == actor.account_id and now - case.submitted_at < HANDED_OUT


def _message(office: Office, case: Case, code: str, link: str, task: Task | None) -> str:
    """Write what is sent to the reporter; it says nothing of what she complains about."""
    lines = [
        gettext("Laporan Anda kepada %(office)s sudah kami catat.", office=office.settings.office_name),
        "",
        gettext("Nomor: %(number)s", number=case.number),
        gettext("Kode akses: %(code)s", code=code),
    ]
    if task and task.due_at:
        lines.append(gettext("Diperiksa petugas paling lambat %(at)s.", at=moment(task.due_at)))
    lines += [
        "",
        gettext("Ikuti perkembangannya:"),
        link,
        "",
        gettext("Simpan pesan ini dan jangan meneruskannya: nomor dan kode itu membuka laporan Anda."),
    ]
    return "\n".join(lines)
