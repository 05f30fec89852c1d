"""A small day of a served office, over real connections: what its people were told is what the database holds."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from office_fixtures import settings_for

from app import create_app
from app.bench.day.report import Load, live
from app.bench.places import Place


def test_nothing_is_lost_or_doubled_while_everybody_works(place: Place, tmp_path: Path) -> None:
    """Operators, a lead and units work at once through the pages; every verdict on the day holds, and they did work."""
    app = create_app(settings_for(f"sqlite:///{tmp_path / 'none.sqlite'}", tmp_path))
    with app.test_request_context():
        day = live(place, Load(staff=6, cases=12, minutes=0.05, rounds=3))

    assert [verdict for verdict in day.verdicts if not verdict.holds] == []
    assert Counter(visit.kind for visit in day.visits)["complete a task"] >= 10
