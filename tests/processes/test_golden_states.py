"""States that were stored by a released engine can still be read, and go on as they would have then."""

import json
from typing import Any

import pytest

from processes.engine import ENGINE_VERSION
from tests.processes.play import carry_out, diagram
from tests.processes.write_golden_states import CASES, GOLDEN

FILES = sorted(GOLDEN.glob("*.json"))


def read(path: Any) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(path.read_text())
    return kept


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_stored_state_goes_on_as_before(path: Any) -> None:
    """Every step from every stored state gives the bytes, or in a later engine the marking, that it gave then."""
    kept = read(path)
    state = b""
    for step in kept["steps"]:
        progress = carry_out(diagram(kept["diagram"]), state, step["command"])
        assert progress.marking_hash == step["marking_hash"]
        if kept["engine"] == ENGINE_VERSION:
            assert progress.state.decode() == step["state"]
        state = step["state"].encode()


def test_this_engine_has_left_its_states() -> None:
    """Both forms of state of the engine in use are kept for the next one."""
    kept = [read(path) for path in FILES]
    assert {each["diagram"] for each in kept if each["engine"] == ENGINE_VERSION} == set(CASES)
