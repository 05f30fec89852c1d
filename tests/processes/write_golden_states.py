"""Keep states of this engine for the engines to come: python -m tests.processes.write_golden_states.

Run it once for each engine version. Files of earlier versions are never written again.
"""

import json

from processes.engine import ENGINE_VERSION
from tests.processes.play import FIXTURES, Case, carry_out, diagram

GOLDEN = FIXTURES / "engine" / "states"
CASES = {
    "kalang": "!waktu_menulis menulis !waktu_memeriksa ~ memeriksa menulis memeriksa:2",
    "pengingat": "!ingat mengerjakan:4 mencatat ~ !waktu_mengerjakan !ambil_alih mengingatkan mengambil_alih:3",
    "paralel": "menulis:1 !waktu_kiri kiri ~ !batas_kanan",
    "anak_proses": "menulis membaca:2 !waktu_membaca membaca:1 !jeda",
}


def play(name: str) -> Case:
    """Play a case from words: an element is completed (with a choice), !timer fires, ~ is another calendar."""
    case = Case.start(diagram(name))
    for word in CASES[name].split():
        element_id, _, choice = word.strip("!").partition(":")
        if word == "~":
            case.do("reschedule", calendar=1)
        elif word.startswith("!"):
            case.fire(element_id)
        else:
            case.complete(element_id, int(choice or 0))
    return case


def write() -> None:
    """Write each case as the list of its steps: command, state after it, and the hashes of that state."""
    version = ENGINE_VERSION.replace("/", "-")
    for name in CASES:
        case = play(name)
        steps, state = [], b""
        for command in case.commands:
            progress = carry_out(case.diagram, state, command)
            state = progress.state
            steps.append({"command": command, "state": state.decode(), "marking_hash": progress.marking_hash})
        GOLDEN.mkdir(exist_ok=True)
        with (GOLDEN / f"{name}-{version}.json").open("x") as file:
            json.dump({"diagram": name, "engine": ENGINE_VERSION, "steps": steps}, file, indent=1)


if __name__ == "__main__":
    write()
