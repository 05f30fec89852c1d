"""Who may read an attached file, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app import case_additions, conversation, front_desk
from app.attached_files import content_of, name_of
from app.case_file import CaseFile, open_case
from app.complaint_draft import DESK_PLACES, desk_token, read_draft
from app.errors import Missing
from app.office import Office
from app.public.case_page import reporters_form
from app.security.actor import Actor
from app.security.authorize import follows, sees_identity, works_on
from app.task_form import TaskForm, open_form
from persistence import attachments, cases, task_reading, tasks
from persistence.attachments import Attachment
from persistence.cases import Case


@dataclass(frozen=True)
class Opened:
    """A file that this person may read."""

    name: str
    media_type: str
    content: bytes


def open_attachment(office: Office, actor: Actor, attachment_id: UUID, draft_token: str | None) -> Opened:
    """Open a file. Raises Missing for one that is not there or not for this person, without a difference."""
    with office.database.reading() as connection:
        file = attachments.read(connection, attachment_id)
        if file is None:
            raise Missing
        key = _key(office, connection, actor, file, draft_token)
        sealed = attachments.read_sealed(connection, attachment_id)
    if sealed is None:
        raise Missing
    return Opened(name_of(key, file), file.media_type, content_of(key, attachment_id, sealed))


def _key(office: Office, connection: Connection, actor: Actor, file: Attachment, draft_token: str | None) -> bytes:
    if file.case_id is None:
        return _key_of_draft(office, connection, actor, file, draft_token)
    case = cases.read(connection, file.case_id)
    if case is None or str(file.id) not in _visible(office, connection, actor, case):
        raise Missing
    return open_case(office, case).key


def _key_of_draft(
    office: Office, connection: Connection, actor: Actor, file: Attachment, draft_token: str | None
) -> bytes:
    """Return the key of the draft that holds the file: this browser's, or one that lies on this operator's desk."""
    tokens = [draft_token] if draft_token else []
    if actor.account_id is not None and file.created_by == actor.account_id:
        tokens += [desk_token(office, actor.account_id, place) for place in DESK_PLACES]
    for token in tokens:
        draft = read_draft(office, connection, token)
        if file.id in {each.id for each in draft.files}:
            return draft.key
    raise Missing


def _visible(office: Office, connection: Connection, actor: Actor, case: Case) -> set[str]:
    """Return the ids of the files that some page of this case shows to this person."""
    shown: set[str] = set()
    if follows(actor, case):
        form = reporters_form(office, connection, case)
        shown |= _shown_to_reporter(form) if form else set()
        shown |= _sent_later(connection, open_case(office, case))
    shown |= _read_at_desk(office, connection, actor, case)
    for form in _staff_forms(office, connection, actor, case):
        shown |= {str(file.id) for file in form.files}
    return shown


def _shown_to_reporter(form: TaskForm) -> set[str]:
    """Return the files of the answer and of the reply to it.

    Those with which the case began, such as an identity card, are not shown to whoever holds a mere code.
    """
    of_answer = {item for value in form.carried.values() if isinstance(value, list) for item in value}
    return of_answer | {str(file.id) for file in form.files if file.task_id == form.found.task.id}


def _sent_later(connection: Connection, file: CaseFile) -> set[str]:
    """Return the files with which the reporter has added to her case; whoever writes there reads them there."""
    said = conversation.of_reporter(conversation.read(connection, file))
    files = [each.files for each in said] + [each.files for each in case_additions.read(connection, file)]
    return {choice.value for some in files for choice in some}


def _read_at_desk(office: Office, connection: Connection, actor: Actor, case: Case) -> set[str]:
    """Return the files of what this member of staff reads beside a task, or at the front desk."""
    of_case = tasks.of_case(connection, case.id)
    own = {task.id for task in of_case if works_on(actor, task)}
    if not actor.memberships and not actor.stands_in:
        return set()
    file = open_case(office, case)
    said = conversation.of_staff(conversation.read(connection, file), own, actor.inbox_keys)
    is_at_work = any(task.id in own and task.state == "open" for task in of_case)
    is_at_desk = front_desk.inbox_of(file.diagram.sop, case.unit_id) in actor.inbox_keys
    additions = case_additions.read(connection, file) if is_at_work or (is_at_desk and case.status == "running") else ()
    talk = said if own or is_at_desk else ()
    files = [each.files for each in talk] + [each.files for each in additions]
    return {choice.value for some in files for choice in some}


def _staff_forms(office: Office, connection: Connection, actor: Actor, case: Case) -> Iterator[TaskForm]:
    """Open the forms of this case that wait in the inboxes of this member of staff."""
    for task in tasks.of_case(connection, case.id):
        if task.state == "open" and works_on(actor, task):
            found = task_reading.read_for_completion(connection, task.id)
            if found:
                yield open_form(office, connection, found, is_revealed=sees_identity(actor, task))
