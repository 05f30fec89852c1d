"""What may be done with a task by whoever looks at it, and where not, why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from app.i18n import gettext
from app.security.actor import Actor
from app.security.authorize import directs, oversees, works_on
from app.times import short_moment
from persistence.task_reading import TaskInCase
from processes.sop import Lane
from processes.working_time import is_late


@dataclass(frozen=True)
class Action:
    """A button, or a link to the page that asks first; with a `reason` it cannot be pressed.

    `key` is the letter that presses it.
    """

    label: str
    icon: str
    url: str
    reason: str
    is_link: bool = False
    is_primary: bool = False
    key: str = ""


@dataclass(frozen=True)
class Possible:
    """What can be done with a task; the rest is empty where it may be done, else the sentence that says why not."""

    actions: tuple[Action, ...]
    fill_in: str
    write_note: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """Return why some action cannot be taken, each reason once."""
        return tuple(dict.fromkeys(action.reason for action in self.actions if action.reason))


def possible(actor: Actor, found: TaskInCase, lane: Lane, now: datetime) -> Possible:
    """Say what this person may do with a task that she sees."""
    is_open = found.task.state == "open"
    return Possible(
        actions=tuple(_actions(actor, found, lane, now)) if is_open else (),
        fill_in=_not_mine(actor, found, lane) if is_open else _closed(found),
        write_note=gettext("Kasus sudah ditutup, jadi tidak ada catatan baru.") if _has_ended(found) else "",
    )


def _actions(actor: Actor, found: TaskInCase, lane: Lane, now: datetime) -> Iterator[Action]:
    task = found.task
    not_mine = _not_mine(actor, found, lane)
    if not_mine:
        yield Action(
            gettext("Ambil tugas"),
            "hand-grab",
            _to("claim", found),
            _not_free(actor, found, lane),
            is_primary=True,
            key="a",
        )
    if works_on(actor, task):
        yield Action(gettext("Lepas tugas"), "arrow-back-up", _to("release", found), not_mine)
    may_hand_over = directs(actor, task) or actor.takes_over(task)
    yield Action(
        gettext("Alihkan"),
        "arrow-forward-up",
        _to("ask_hand_over", found),
        "" if may_hand_over else not_mine,
        is_link=True,
        key="s",
    )
    if _is_late(found, now) and (oversees(actor, task) or not not_mine):
        yield Action(gettext("Alasan terlambat"), "message-report", _to("ask_delay", found), "", is_link=True)
    if not works_on(actor, task):
        return
    if task.snoozed_until and task.snoozed_until > now:
        yield Action(gettext("Batal tunda"), "clock-play", _to("wake", found), not_mine)
    else:
        reason = not_mine or _too_late(found, now)
        yield Action(gettext("Tunda"), "clock-pause", _to("ask_snooze", found), reason, is_link=True, key="t")


def _to(view: str, found: TaskInCase) -> str:
    return url_for(f"inbox.{view}", task_id=found.task.id)


def _has_ended(found: TaskInCase) -> bool:
    return found.case.status != "running"


def _not_mine(actor: Actor, found: TaskInCase, lane: Lane) -> str:
    """Say why somebody cannot do what only a task's owner does."""
    task = found.task
    if not works_on(actor, task):
        return gettext("Bukan lajur Anda; tugas ini dikerjakan oleh %(lane)s.", lane=lane.name)
    if task.owner_id is None:
        return gettext("Belum diambil siapa pun.")
    return "" if task.owner_id == actor.account_id else _taken(found)


def _not_free(actor: Actor, found: TaskInCase, lane: Lane) -> str:
    """Say why somebody cannot claim a task; who stands in for its owner can."""
    if found.task.owner_id is None or actor.takes_over(found.task):
        return "" if works_on(actor, found.task) else _not_mine(actor, found, lane)
    return _not_mine(actor, found, lane)


def _taken(found: TaskInCase) -> str:
    if found.task.claimed_at is None:
        return gettext("Sudah diambil oleh %(who)s.", who=found.owner_name)
    return gettext("Sudah diambil oleh %(who)s, %(at)s.", who=found.owner_name, at=short_moment(found.task.claimed_at))


def _too_late(found: TaskInCase, now: datetime) -> str:
    return gettext("Tugas yang terlambat tidak dapat ditunda.") if _is_late(found, now) else ""


def _is_late(found: TaskInCase, now: datetime) -> bool:
    return found.task.due_at is not None and is_late(found.task.due_at, now)


def _closed(found: TaskInCase) -> str:
    task = found.task
    if task.closed_at is None:
        return gettext("Tugas ini sudah ditutup.")
    at = short_moment(task.closed_at)
    if not found.closed_by_name:
        return gettext("Tugas ini sudah ditutup, %(at)s.", at=at)
    return gettext("Sudah diselesaikan oleh %(who)s, %(at)s.", who=found.closed_by_name, at=at)
