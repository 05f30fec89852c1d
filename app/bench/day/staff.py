"""What one person does in an hour: she looks at her inbox, takes the next task, writes, and is done with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from app.bench.day.browser import Browser
from app.demo.cast import PASSWORD

INBOX = "/tugas?tampilan=lajur"
REFRESHES = 15  # While she works on a task for five minutes, the list behind it asks for news every twenty seconds.
DRAFTS = 3

Answers = Mapping[str, Mapping[str, Sequence[str]]]


@dataclass(frozen=True)
class Done:
    """A task that this person was told is completed, or, with `is_done` false, one that was refused her."""

    task_id: UUID
    is_done: bool


@dataclass(frozen=True)
class Pace:
    """When each round of work begins: `begins` is the first, in seconds of `time.monotonic`."""

    begins: float
    rounds: int
    seconds_each: float

    def wait_for(self, number: int, part: float = 0.0) -> None:
        """Wait for a round, or for a part of it; whoever is late does not wait."""
        time.sleep(max(0.0, self.begins + (number + part) * self.seconds_each - time.monotonic()))


def work(browser: Browser, login: str, pace: Pace, answers: Answers, row_of: Callable[[UUID], str]) -> list[Done]:
    """Log in and work round after round; `row_of` tells which row a task is."""
    log_in(browser, login)
    done = []
    for number in range(pace.rounds):
        pace.wait_for(number)
        task_id = _take_next(browser)
        if task_id is None:
            continue
        _write(browser, task_id, answers[row_of(task_id)], pace, number)
        answer = _send(browser, "complete a task", f"/tugas/{task_id}", answers[row_of(task_id)])
        done.append(Done(task_id, answer == 303))
    return done


def log_in(browser: Browser, login: str) -> None:
    """Log in by the page."""
    browser.get("log in: the page", "/masuk")
    browser.post("log in", "/masuk", {"nama_masuk": login, "kata_sandi": PASSWORD})


def _take_next(browser: Browser) -> UUID | None:
    browser.get("inbox", INBOX)
    taken = browser.post("claim the next task", "/tugas/berikutnya", {"perintah": str(uuid4())})
    place = taken.location.rpartition("/")[2]
    if taken.status != 303 or len(place) != 36:
        return None
    browser.get("task page", f"/tugas/{place}")
    return UUID(place)


def _write(browser: Browser, task_id: UUID, raw: Mapping[str, Sequence[str]], pace: Pace, number: int) -> None:
    """Fill the form in, kept as a draft now and then, while the list of another tab refreshes itself."""
    etag = ""
    for refresh in range(REFRESHES):
        pace.wait_for(number, 0.9 * refresh / REFRESHES)
        etag = browser.get("inbox, refreshed", f"{INBOX}&bagian=daftar", etag).etag or etag
        if refresh % (REFRESHES // DRAFTS) == 0:
            _send(browser, "save a draft", f"/tugas/{task_id}/draf", raw)


def _send(browser: Browser, kind: str, path: str, raw: Mapping[str, Sequence[str]]) -> int:
    return browser.post(kind, path, {**raw, "perintah": str(uuid4())}).status
