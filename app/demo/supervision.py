"""What the Camat of the demo does: she names substitutes, and says with her people why some tasks are late."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid5

from app.actions.explain_delay import explain_delay
from app.actions.name_substitute import Wanted, name_substitute
from app.demo.cases import NAMESPACE, Play
from app.demo.cast import LEAD, OPERATOR, SUPERVISOR, UNIT_OFFICER
from app.security.actor import Actor
from app.work_days import bounds_at
from persistence import supervision
from persistence.supervision import Line
from persistence.supervision import Wanted as WantedTasks

REASONS = (
    "Menunggu hasil pengukuran dari dinas kabupaten, dijanjikan minggu ini.",
    "Dua petugas mengikuti pelatihan; dikerjakan begitu mereka kembali.",
    "Lokasi belum dapat dicapai karena jalan ditutup untuk perbaikan.",
    "Perlu keterangan dari desa, sudah diminta dua kali.",
)
ACTING_UNIT = "bagus@contoh.id"


def plan_supervision(play: Play, until: datetime) -> None:
    """Plan a substitution that is over and, at the end of the play, one that holds and the reasons for delays."""
    play.agenda.add(until - timedelta(days=20), lambda: _name(play, UNIT_OFFICER.login, ACTING_UNIT, 3, "800/118/2026"))
    play.agenda.add(until - timedelta(minutes=2), lambda: _name(play, LEAD.login, OPERATOR.login, 4, "800/131/2026"))
    play.agenda.add(until - timedelta(minutes=1), lambda: _explain(play))


def _name(play: Play, absent: str, substitute: str, days: int, basis: str) -> None:
    today = play.office.today()
    ids = play.people[absent].account_id, play.people[substitute].account_id
    wanted = Wanted(ids[0] or 0, ids[1] or 0, "plh", today, today + timedelta(days=days - 1), basis=basis)
    name_substitute(play.office, _camat(play), wanted)


def _explain(play: Play) -> None:
    """Let whoever has a late task say why, and the Camat where nobody has it; every other one stays without."""
    bounds = bounds_at(play.office.now(), play.calendar)
    with play.office.database.reading() as connection:
        late = supervision.listed(connection, WantedTasks("late"), bounds, limit=2 * len(REASONS))
    for line, reason in zip(late[::2], REASONS, strict=False):
        explain_delay(play.office, _who_answers(play, line), line.id, reason, uuid5(NAMESPACE, f"delay/{line.id}"))


def _who_answers(play: Play, line: Line) -> Actor:
    owners = [actor for actor in play.people.values() if line.owner_id and actor.account_id == line.owner_id]
    return owners[0] if owners else _camat(play)


def _camat(play: Play) -> Actor:
    return play.people[SUPERVISOR.login]
