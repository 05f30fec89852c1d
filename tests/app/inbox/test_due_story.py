"""The sum of a due time, stretch by stretch."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from office_fixtures import Players
from sop_steps import case_at, complaint

from app.demo.cast import OPERATOR, UNIT_OFFICER, Person
from app.inbox.due_story import DueStory
from app.inbox.task_page import task_page

FRIDAY_1530 = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)


def story_of(players: Players, person: Person, task_id: UUID) -> DueStory:
    """Return the sum on the page of a task."""
    with players.app.test_request_context():
        story = task_page(players.office, players.actor(person), task_id).due_story
    assert story
    return story


def test_minutes_run_in_working_time_only(players: Players) -> None:
    """120 minutes from Friday 15.30 end on Monday 08.30; every stretch says why the clock ran or stood still."""
    players.clock.at = FRIDAY_1530
    task_id = players.open_task(case_at(players, "3")).id
    players.clock.pass_(minutes=20)
    story = story_of(players, OPERATOR, task_id)
    assert story.equation == "Jumat 15.30 + 120 menit kerja = Senin 08.30"
    assert [(one.span, one.reason, one.counted) for one in story.stretches] == [
        ("Jumat, 27 Nov 15.30–16.30", "Jam kerja", "60 menit"),
        ("Jumat, 27 Nov 16.30 sampai Sabtu, 28 Nov 00.00", "Di luar jam kerja", ""),
        ("Sabtu, 28 Nov 00.00 sampai Senin, 30 Nov 00.00", "Bukan hari kerja", ""),
        ("Senin, 30 Nov 00.00–07.30", "Di luar jam kerja", ""),
        ("Senin, 30 Nov 07.30–08.30", "Jam kerja", "60 menit"),
    ]
    assert story.used == "Terpakai 20 menit waktu kerja; sisa 1 jam 40 menit."
    assert (story.calendar_version, story.has_moved) == (1, False)


def test_days_are_counted_from_the_day_after(players: Players) -> None:
    """Two working days from Friday end on Tuesday at closing time; the Friday itself does not count."""
    players.clock.at = FRIDAY_1530
    task_id = players.open_task(case_at(players, "4")).id
    players.clock.pass_(days=10)
    story = story_of(players, UNIT_OFFICER, task_id)
    assert story.equation == "Jumat 15.30 + 2 hari kerja = Selasa 16.00"
    counted = [one.counted for one in story.stretches if one.counted]
    assert counted == ["tidak dihitung", *["hari kerja ke-1"] * 2, *["hari kerja ke-2"] * 2]
    assert "lewat tenggat" in story.used


def test_a_finished_task_says_what_it_used(players: Players) -> None:
    """Only working minutes count as used."""
    players.clock.at = FRIDAY_1530
    case_id = case_at(players, "3")
    task_id = players.open_task(case_id).id
    players.clock.pass_(days=3)
    players.complete(OPERATOR, case_id, **complaint(players))
    story = story_of(players, OPERATOR, task_id)
    assert story.used == "Waktu kerja yang terpakai: 1 hari kerja 30 menit."
