"""The same commands give the same bytes, on any machine and whatever else its process has done."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.processes.play import Case, diagram, random_case, replay

ROOT = Path(__file__).parents[2]
DIAGRAMS = ("pengaduan", "kalang", "pengingat", "paralel", "anak_proses")

a_case = st.tuples(st.sampled_from(DIAGRAMS), st.lists(st.integers(0, 10**6), max_size=20))


def replayed_elsewhere(cases: list[tuple[str, Case]], hash_seed: str, zone: str) -> list[list[str]]:
    """Replay a batch of cases in a process of its own."""
    batch = json.dumps([(name, case.commands) for name, case in cases])
    done = subprocess.run(
        [sys.executable, "-m", "tests.processes.play"],
        input=batch,
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "TZ": zone},
        capture_output=True,
        text=True,
        check=True,
    )
    hashes: list[list[str]] = json.loads(done.stdout)
    return hashes


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    batch=st.lists(a_case, min_size=10, max_size=40),
    hash_seed=st.integers(0, 2**32 - 1).map(str),
    zone=st.sampled_from(["Asia/Jayapura", "America/St_Johns", "Pacific/Kiritimati", "UTC"]),
)
def test_any_sequence_of_commands_replays_to_the_same_bytes_elsewhere(
    batch: list[tuple[str, list[int]]], hash_seed: str, zone: str
) -> None:
    """A fresh process with another hash seed and time zone comes to the same state after every command."""
    cases = [(name, random_case(name, choices)) for name, choices in batch]
    here = [[progress.state_hash for progress in replay(name, case.commands)] for name, case in cases]
    assert replayed_elsewhere(cases, hash_seed, zone) == here


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=a_case)
def test_any_sequence_of_commands_replays_to_the_same_bytes_here(case: tuple[str, list[int]]) -> None:
    """A replay repeats the whole Progress of every command, to the last byte."""
    played = random_case(*case)
    (*_, last) = replay(case[0], played.commands)
    assert last == played.progress


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(case=a_case)
def test_a_case_is_never_lost(case: tuple[str, list[int]]) -> None:
    """After every legal command a case is either finished with nothing open, or somebody or a clock can go on."""
    name, choices = case
    running = Case.start(diagram(name))
    for choice in choices:
        assert running.tasks or running.timers
        running.choose(choice)
        if running.progress.finished:
            assert not running.tasks
            assert not running.timers
            assert running.progress.reached or running.commands[-1]["kind"] == "cancel"
            break


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_changed_command_changes_the_bytes(name: str) -> None:
    """A replay with another document, instant or calendar is seen at that command."""
    first = Case.start(diagram(name)).tasks[0].element_id
    hashes = set()
    for choice, minutes, calendar in ((0, 1, 0), (10, 1, 0), (0, 2, 0), (0, 1, 1)):
        case = Case.start(diagram(name))
        at = (case.now + timedelta(minutes=minutes)).isoformat()
        case.complete(first, choice, at=at, calendar=calendar)
        hashes.add(case.do("reschedule", calendar=calendar, at=(case.now + timedelta(days=1)).isoformat()).state_hash)
    assert len(hashes) >= 3


def test_cases_in_several_threads_do_not_mix() -> None:
    """Threads that share a diagram come to the same bytes as one alone."""
    played = [(name, random_case(name, [7 * n, 11, 3 * n, 0, 5, n, 1])) for n in range(6) for name in DIAGRAMS]
    with ThreadPoolExecutor(max_workers=8) as pool:
        again = pool.map(lambda each: list(replay(each[0], each[1].commands))[-1], played)
    assert list(again) == [case.progress for _, case in played]
