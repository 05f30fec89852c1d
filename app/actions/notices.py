"""Tell the reporter by mail that a complaint arrived or is answered; no mail says what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import orjson
from flask import current_app
from flask_babel import force_locale

from app.case_file import CaseFile
from app.i18n import gettext
from app.office import Office
from persistence.cases import Case
from persistence.documents import Document, open_document
from persistence.outbox import Message, NewMessage
from persistence.sealing import open_, seal
from processes.progress import Progress

RECIPIENT, PAYLOAD = b"outbox/recipient", b"outbox/payload"


@dataclass(frozen=True)
class Letter:
    """A mail as it goes out."""

    recipient: str
    subject: str
    text: str


def received(office: Office, case: CaseFile, number: str, email: object, progress: Progress) -> list[NewMessage]:
    """Confirm a submission to a reporter who left a mail address."""
    return _message(office, case, "received", email, number, progress)


def after_step(
    office: Office, row: Case, case: CaseFile, progress: Progress, newest: Mapping[str, Document]
) -> list[NewMessage]:
    """Tell the reporter when an answer waits for her."""
    sop = case.diagram.sop
    if not any(sop.row(task.element_id).lane.kind == "reporter" for task in progress.opened):
        return []
    identity = sop.row(sop.first_row).outputs
    emails = [open_document(case.key, newest[kind]).get("email") for kind in identity if kind in newest]
    return _message(office, case, "answered", next(iter(emails), None), row.number, progress)


def letter(office: Office, message: Message) -> Letter:
    """Write the mail of an outbox row, in the reporter's language. Raises WrongKey."""
    master = office.keys.master
    recipient = open_(master, message.recipient_sealed, RECIPIENT).decode()
    facts = orjson.loads(open_(master, message.payload_sealed, PAYLOAD))
    with force_locale(facts["language"]):
        subject = {
            "received": gettext("Laporan %(number)s sudah kami terima", number=facts["number"]),
            "answered": gettext("Laporan %(number)s sudah dijawab", number=facts["number"]),
        }[message.kind]
        # Not render_template: it would add what pages show of the person who asks for them, and here nobody does.
        template = current_app.jinja_env.get_template(f"mail/{message.kind}.txt")
        text = template.render(office=office.settings, **facts)
    return Letter(recipient, subject, text)


def _message(
    office: Office, case: CaseFile, kind: str, email: object, number: str, progress: Progress
) -> list[NewMessage]:
    if not isinstance(email, str) or not email:
        return []
    payload = orjson.dumps({"number": number, "language": "id"})
    master = office.keys.master
    return [
        NewMessage(
            kind=kind,
            recipient_sealed=seal(master, email.encode(), RECIPIENT),
            payload_sealed=seal(master, payload, PAYLOAD),
            created_at=progress.at,
            case_id=case.case_id,
        )
    ]
