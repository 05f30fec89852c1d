"""bpmn.io's own tools accept the diagrams: its reader understands all of them, its linter recommends them."""

import json
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "app" / "browser" / "package.json"
SCRIPT = Path(__file__).parent / "bpmnlint.mjs"
DIAGRAMS = (
    Path(str(files("processes"))) / "diagrams" / "pengaduan.bpmn",
    ROOT / "tests" / "fixtures" / "reading_b.bpmn",
    ROOT / "tests" / "fixtures" / "reading_c.bpmn",
)


@pytest.fixture(scope="module")
def judged() -> dict[str, dict[str, list[object]]]:
    """Let bpmn-moddle and bpmnlint judge the three diagrams."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(sys.executable).parent))
    if node is None or not (PACKAGE.parent / "node_modules" / "bpmnlint").is_dir():
        told = "Node.js or bpmnlint is not installed; run `make setup`"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)
    command = [node, str(SCRIPT), str(PACKAGE), *map(str, DIAGRAMS)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PACKAGE.parent)
    result: dict[str, dict[str, list[object]]] = json.loads(ran.stdout)
    return result


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_the_reader_of_bpmn_js_understands_everything(path: Path, judged: dict[str, dict[str, list[object]]]) -> None:
    """bpmn-moddle, which reads for bpmn-js, has no warning."""
    assert judged[str(path)]["unread"] == []


@pytest.mark.parametrize("path", DIAGRAMS, ids=lambda path: path.stem)
def test_the_recommended_rules_pass(path: Path, judged: dict[str, dict[str, list[object]]]) -> None:
    """No rule is broken; the one remark is that row 6 joins nothing, and it should not.

    Ya and row 5 both lead to row 6 and only one of them ever comes: the SOP has one diamond, and a merge
    is no symbol of Permenpan-RB 35/2012.
    """
    assert judged[str(path)]["reports"] == [["warn", "fake-join", "menginput_tanggapan"]]
