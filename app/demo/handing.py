"""Hand some of the demo's open tasks over and put some off, so that the list shows both from the start."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from uuid import UUID, uuid5

from app.actions.hand_over import hand_over
from app.actions.snooze_task import AfterDue, LateAlready, PutOff, snooze_task
from app.demo.cast import LEAD, OPERATOR, OTHER_UNIT_OFFICER, SECOND_OPERATOR, UNIT_OFFICER, Person
from app.office import Office
from app.security.actor import Actor
from persistence import inbox
from processes.working_time import next_opening

NAMESPACE = UUID("0f4b9f43-5a53-5b7e-9a3f-6e1c3f9b2f10")
DAY = timedelta(days=1)


def hand_and_put_off(office: Office, people: Mapping[str, Actor]) -> None:
    """Let one operator give a task to the other, and everybody put off what can wait until the next working day."""
    for task_id in _of(office, people, OPERATOR)[:1]:
        receiver = people[SECOND_OPERATOR.login].account_id
        reason = "Saya dinas luar ke kabupaten sampai sore."
        hand_over(office, people[OPERATOR.login], task_id, receiver, reason, uuid5(NAMESPACE, str(task_id)))
    for person in (UNIT_OFFICER, OTHER_UNIT_OFFICER, LEAD):
        next(_put_off(office, people, person), None)


def _put_off(office: Office, people: Mapping[str, Actor], person: Person) -> Iterator[UUID]:
    """Try this person's tasks, the last due first; what is late, or would be, is left alone."""
    calendar, now = office.catalogue.edited().calendar, office.now()
    tomorrow = calendar.date_at(next_opening(calendar.midnight(calendar.date_at(now) + DAY), calendar))
    wanted = PutOff(tomorrow, "Menunggu hasil peninjauan lapangan besok.")
    for task_id in reversed(_of(office, people, person)):
        try:
            snooze_task(office, people[person.login], task_id, wanted, uuid5(NAMESPACE, f"tunda/{task_id}"))
        except (AfterDue, LateAlready):
            continue
        yield task_id


def _of(office: Office, people: Mapping[str, Actor], person: Person) -> list[UUID]:
    with office.database.reading() as connection:
        return [line.id for line in inbox.of_owner(connection, people[person.login].account_id or 0)]
