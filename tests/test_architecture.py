"""The rules that the folders promise: who imports whom, who reads the clock, who commits, who knows SpiffWorkflow."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("app", "forms", "persistence", "processes")
MODULES = {
    path.relative_to(ROOT).as_posix(): ast.parse(path.read_text("utf-8"))
    for package in PACKAGES
    for path in sorted((ROOT / package).rglob("*.py"))
    if "node_modules" not in path.parts
}

CLOCK = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "func.now", "func.current_timestamp"),
}
# SpiffWorkflow stamps its tasks; outside a command, where nothing is kept, it gets the real time.
READ_THE_CLOCK = {"app/clock.py", "processes/spiff/guards.py"}
# What breaks one timer or one message must not stop those behind it.
CONTAIN = {"app/containment.py"}


def test_the_packages_import_in_one_direction() -> None:
    """import-linter finds no import against the direction of the packages, and no cycle."""
    linter = shutil.which("lint-imports", path=str(Path(sys.executable).parent))
    assert linter, "import-linter is not installed; run `make setup`"

    ran = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_one_module_reads_the_clock() -> None:
    """Time is an argument everywhere else, so that every command can be played again."""
    readers = {module for module, name in _called() if name in CLOCK}

    assert readers <= READ_THE_CLOCK


def test_one_module_commits() -> None:
    """A change is written by `Database.transaction()` or not at all."""
    assert {module for module, name in _called() if name.endswith(".commit")} == {"persistence/database.py"}


def test_no_failure_is_swallowed() -> None:
    """Every `except` names what it expects, but for the one that keeps a worker alive."""
    broad = {
        module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        if node.type is None or {"Exception", "BaseException"} & {_dotted(each) for each in ast.walk(node.type)}
    }

    assert broad <= CONTAIN


def test_one_folder_knows_spiffworkflow() -> None:
    """Changing the engine touches processes/spiff/ and nothing else."""
    importers = {module for module, imported in _imported() if imported.partition(".")[0] == "SpiffWorkflow"}

    assert {Path(module).parent.as_posix() for module in importers} == {"processes/spiff"}


def test_nothing_imports_from_the_factory() -> None:
    """`app/__init__.py` wires the parts together, so none of them needs it."""
    names = {"create_app", "build_office"}
    importers = {
        module
        for module, tree in MODULES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "app" and names & {alias.name for alias in node.names}
    }

    assert importers == set()


# A migration lists what it makes, however much that is.
@pytest.mark.parametrize("module", [module for module in MODULES if "/migrations/" not in module])
def test_a_module_can_be_read_in_one_sitting(module: str) -> None:
    """No module is longer than 300 lines and no function longer than 40."""
    lines = (ROOT / module).read_text("utf-8").count("\n")
    functions = [node for node in ast.walk(MODULES[module]) if isinstance(node, ast.FunctionDef)]
    long = {node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 40}

    assert lines <= 300
    assert long == set()


def _called() -> Iterator[tuple[str, str]]:
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield module, _dotted(node.func)


def _imported() -> Iterator[tuple[str, str]]:
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                yield module, node.module or ""
            elif isinstance(node, ast.Import):
                yield from ((module, alias.name) for alias in node.names)


def _dotted(node: ast.AST) -> str:
    """Spell a name as it is written, without what it is called on when that is no name."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
