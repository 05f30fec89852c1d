"""Submit a complaint: row 1 is done, the case gets its number, and the citizen a receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

import forms.answers
from app.actions import notices
from app.actions.complete_task import Raw
from app.actions.new_case import Hand, Opening, begin, complete_row, external_number, open_new_case
from app.attached_files import resealed
from app.case_file import CaseFile
from app.complaint_draft import ComplaintDraft, choices_for, complaint_form, read_draft, sending_name
from app.contact_index import hashes_of
from app.i18n import language
from app.office import Office
from app.security.actor import Actor
from forms.errors import FieldError, FieldErrors
from forms.messages import N_
from persistence import attachments, cases, drafts, sealing
from persistence.attachments import Attachment
from persistence.cases import Case

# The name space in which a browser's submission becomes a case id, so that sending it twice makes one case.
SUBMISSIONS = UUID("6f0c2f0a-2e1b-5f67-9a0e-8f3a5d2b7c11")
ALREADY_HERE = N_("Nomor ini sudah tercatat sebagai laporan %(number)s.")


@dataclass(frozen=True)
class Submitted:
    """A case that has begun."""

    case_id: UUID
    number: str


@dataclass(frozen=True)
class Sender:
    """Who hands a complaint in; an operator may say to which earlier case it is related."""

    actor: Actor
    by_staff: bool = False
    related_to: Case | None = None

    def hand(self, decided: Mapping[str, Any]) -> Hand:
        """Tell whose hand it is. An anonymous case keeps no link to its reporter's account, in row or journal."""
        if not self.by_staff:
            return Hand(account_id=None if decided.get("visibility") == "anonim" else self.actor.account_id)
        noted = {"recorded_by": self.actor.account_id, "channel": decided.get("channel")}
        related = {"related_to": self.related_to.number} if self.related_to else {}
        return Hand(self.actor.role, self.actor.account_id, {**noted, **related})


def submit_complaint(office: Office, actor: Actor, token: str, raw: Raw, sending: str) -> Submitted:
    """Turn the draft of this cookie, filled in as `raw`, into a case.

    `sending` names one press of the button: the same draft and name make one case, however often it is sent.
    Raises FieldErrors; the draft is kept then.
    """
    return submit(office, Sender(actor), token, raw, sending)


def submit(office: Office, sender: Sender, token: str, raw: Raw, sending: str) -> Submitted:
    """Turn a draft into a case, whoever hands it in. Raises FieldErrors."""
    try:
        return _submit(office, sender, token, raw, _case_id(token, sending))
    except (FieldErrors, IntegrityError):
        # The first sending took the draft with it, so a second one is refused here and answered as the first was.
        sent = find_submitted(office, token, sending)
        if sent is None:
            raise
        return sent


def find_submitted(office: Office, token: str, sending: str) -> Submitted | None:
    """Find the case that this draft has become, if it was sent."""
    with office.database.reading() as connection:
        sent = cases.read(connection, _case_id(token, sending))
    return Submitted(sent.id, sent.number) if sent else None


def _submit(office: Office, sender: Sender, token: str, raw: Raw, case_id: UUID) -> Submitted:
    now = office.now()
    with office.database.reading() as connection:
        draft = read_draft(office, connection, token)
        opening, answers = _judge(office, sender, draft, raw, case_id, now)
        _refuse_known_number(connection, opening, answers)
        files = list(_resealed_files(connection, draft, opening.case, answers))
    with office.database.transaction() as connection:
        number = open_new_case(connection, office, opening, now)
        for file, content in files:
            task_id = opening.steps[-1].task_id
            attachments.move_to_case(connection, file.id, case_id, task_id, file.name_sealed, content)
        if draft.id is not None:
            drafts.discard(connection, draft.id)
    return Submitted(case_id, number)


def _case_id(token: str, sending: str) -> UUID:
    # By the name instead of the token, so that a device that kept the complaint can ask what became of it.
    return uuid5(SUBMISSIONS, f"{sending_name(token)}/{sending}")


def _judge(
    office: Office, sender: Sender, draft: ComplaintDraft, raw: Raw, case_id: UUID, now: datetime
) -> tuple[Opening, Mapping[str, Any]]:
    form = complaint_form(office, by_staff=sender.by_staff)
    calendar = office.catalogue.edited().calendar
    answers = forms.answers.check(form.form, raw, choices_for(office, draft), today=calendar.date_at(now))
    decided = forms.answers.sets(form.form, answers)
    case = CaseFile(case_id, sealing.new_key(), form.diagram, None, calendar)
    by = sender.hand(decided)
    begun, task = begin(case, min(draft.started_at, now), now, by)
    done = complete_row(case, begun, task, answers, now, seq=2, kind="task_completed", by=by)
    opening = Opening(
        case=case,
        form=form,
        steps=(begun, done),
        decided=decided,
        contact=notices.contact_of(answers),
        by=by,
        contacts=hashes_of(office, form.form, answers),
        related_to=sender.related_to.id if sender.related_to else None,
        # The operator's own language says nothing of the reporter's.
        language="id" if sender.by_staff else language(),
    )
    return opening, answers


def _refuse_known_number(connection: Connection, opening: Opening, answers: Mapping[str, Any]) -> None:
    """Raise FieldErrors where a case with this number of the same channel is there already."""
    number = external_number(opening.decided)
    if number is None:
        return
    channel = opening.decided.get("channel", "web")
    known = cases.numbers_by_external(connection, [channel], [number]).get((channel, number))
    if known:
        properties = opening.form.form.properties
        name = next(name for name, rule in properties.items() if rule.get("x-sets") == "external_number")
        raise FieldErrors((FieldError(name, ALREADY_HERE, {"number": known}),), answers)


def _resealed_files(
    connection: Connection, draft: ComplaintDraft, case: CaseFile, answers: Mapping[str, Any]
) -> Iterator[tuple[Attachment, bytes]]:
    """Yield the files that the answers name; the others, such as an identity card in an anonymous case, go."""
    named = {item for value in answers.values() if isinstance(value, list) for item in value}
    for file in draft.files:
        if str(file.id) not in named:
            continue
        sealed = attachments.read_sealed(connection, file.id)
        if sealed is not None:
            yield resealed(draft.key, case.key, file, sealed)
