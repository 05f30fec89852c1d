"""Let the operator send by hand, each afternoon, what reporters with a number are told; the last days still wait."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from uuid import NAMESPACE_URL, uuid5

from app.actions.settle_by_hand import settle_by_hand
from app.demo.cases import Play
from app.demo.cast import OPERATOR
from app.demo.plots import SPAN
from persistence import outbox
from processes.working_time import is_working

AFTERNOON = timedelta(hours=14, minutes=30)
LEFT = timedelta(hours=30)


def plan_whatsapp(play: Play, until: datetime) -> None:
    """Plan an afternoon's round for every working day but the last."""
    first = play.calendar.date_at(until - SPAN)
    for number in range(SPAN.days):
        at = play.calendar.midnight(first + timedelta(days=number)) + AFTERNOON
        if is_working(at, play.calendar) and at < until - LEFT:
            play.agenda.add(at, partial(_send_all, play))


def _send_all(play: Play) -> None:
    with play.office.database.reading() as connection:
        waiting = outbox.by_hand(connection, 100)
    for message in waiting:
        command = uuid5(NAMESPACE_URL, f"demo/whatsapp/{message.id}")
        settle_by_hand(play.office, play.people[OPERATOR.login], message.id, "sent", command)
