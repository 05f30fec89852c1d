"""The documentation is whole: what can be set, run, stored, journalled or drawn is described; links lead somewhere."""

import ast
import re
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

import click
import pytest

import forms.grammar
from app import create_app
from app.config import DEMO_SECRET, Settings
from app.history import SENTENCES
from persistence.tables import metadata
from processes import diagram, lint_elements

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
README = (ROOT / "README.md").read_text("utf-8")
DECISIONS = sorted((DOCS / "decisions").glob("0*.md"))


def _reference(name: str) -> str:
    return PAGES[f"docs/reference/{name}.md"]


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_in_the_reference(setting: object) -> None:
    """A setting has its line, with its default where it has one that is not empty."""
    name, default = setting.name, setting.default  # type: ignore[attr-defined]

    (line,) = [line for line in _reference("settings").splitlines() if line.startswith(f"| `TANGGAP_{name.upper()}` |")]

    if default not in (MISSING, ""):
        written = {True: "1", False: "0"}.get(default, default) if isinstance(default, bool) else default
        assert f"| `{written}` |" in line


def test_every_command_is_in_the_reference(tmp_path: Path) -> None:
    """A command has its heading, and every option and argument is named below it."""
    app = create_app(Settings(secret_key=DEMO_SECRET, database_url=f"sqlite:///{tmp_path / 'none.sqlite'}"))

    for name, command in _commands(app.cli, "flask"):
        section = _section(_reference("commands"), f"## `{name}`")
        for parameter in command.params:
            shown = parameter.opts[0] if isinstance(parameter, click.Option) else str(parameter.name).upper()
            assert shown in section, name


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_is_in_the_reference(table: object) -> None:
    """A table has its heading, and every column is named below it."""
    section = _section(_reference("tables"), f"### `{table.name}`")  # type: ignore[attr-defined]

    assert {column.name for column in table.columns} <= set(re.findall(r"`(\w+)`", section))  # type: ignore[attr-defined]


def test_every_kind_of_journal_entry_is_in_the_reference() -> None:
    """Whatever an action writes, and whatever the history can say, has its line."""
    firsts = re.findall(r"^\| (`.+?`) \|", _reference("journal"), re.MULTILINE)
    described = {kind for first in firsts for kind in re.findall(r"\w+", first)}

    assert _journal_kinds() | set(SENTENCES) <= described


def test_every_element_of_a_diagram_is_in_the_reference() -> None:
    """What the linter lets pass is listed."""
    assert set(re.findall(r"`(\w+)`", _reference("bpmn-subset"))) >= lint_elements._KNOWN


def test_every_property_of_a_diagram_is_in_the_reference() -> None:
    """What the code reads, and what the packaged diagram says, is described."""
    reading = re.compile(r"""(?<!form\.)properties(?:\(\w+\))?(?:\.get\(|\[)"([a-z_]+)""")
    read = {name for source in _sources("app", "processes") for name in reading.findall(source)}
    said = set(re.findall(rb'spiffworkflow:property name="([a-z_]+)', diagram.seed()))
    described = re.findall(r"`([a-z_]+)(?:\.[^`]+)?`", _reference("bpmn-subset"))

    assert read
    assert read | {name.decode() for name in said} <= set(described)


def test_every_keyword_of_a_form_is_in_the_reference() -> None:
    """What a form's schema can say beyond JSON Schema is described."""
    described = set(re.findall(r"`([\w-]+)`", _reference("forms")))

    assert described >= forms.grammar.OWN_KEYWORDS | set(forms.grammar.TYPES_OF_WIDGETS)


@pytest.mark.parametrize("page", ["README.md", *PAGES])
def test_every_link_leads_somewhere(page: str) -> None:
    """A relative link names a file that is there, and its anchor a heading in it."""
    text = README if page == "README.md" else PAGES[page]

    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", text):
        path, _, anchor = target.partition("#")
        file = (ROOT / page).parent / path if path else ROOT / page
        assert file.exists(), target
        assert not anchor or anchor in _anchors(file.read_text("utf-8")), target


def test_every_page_can_be_found() -> None:
    """Whoever starts at the README comes to every page."""
    found: set[Path] = set()
    pending = [ROOT / "README.md"]
    while pending:
        page = pending.pop().resolve()
        if page not in found:
            found.add(page)
            links = re.findall(r"\]\((?!https?://)([^)\s#]+\.md)", page.read_text("utf-8"))
            pending.extend(page.parent / link for link in links)

    assert {(ROOT / page).resolve() for page in PAGES} <= found


def test_the_readme_is_short() -> None:
    """A README is read to its end or not at all."""
    assert len(README.splitlines()) <= 120


@pytest.mark.parametrize("path", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_says_why_and_at_what_price(path: Path) -> None:
    """A record has its number, the situation, what was decided and what follows."""
    number = DECISIONS.index(path) + 1
    text = path.read_text("utf-8")

    assert path.name.startswith(f"{number:04}-")
    assert text.startswith(f"# {number}. ")
    assert re.findall(r"^## (.+)", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]


def _sources(*folders: str) -> list[str]:
    paths = [path for folder in folders for path in (ROOT / folder).rglob("*.py") if "node_modules" not in path.parts]
    return [path.read_text("utf-8") for path in paths]


def _commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


def _section(page: str, heading: str) -> str:
    _, found, rest = page.partition(f"\n{heading}")
    assert found, f"{heading} is missing"
    return re.split(r"\n##+ ", rest, maxsplit=1)[0]


def _anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _journal_kinds() -> set[str]:
    """Find the kinds that actions write: whatever is called or given as `kind`, or comes first to those who record."""
    nodes = [node for source in _sources("app/actions") for node in ast.walk(ast.parse(source))]
    given: list[ast.expr] = []
    for node in nodes:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "kind":
            given.append(node.value)
        elif isinstance(node, ast.Call) and _called(node) in {"record", "person_entry"}:
            given += node.args
        elif isinstance(node, ast.Call) and _called(node) in {"Entry", "complete_row"}:
            given += [keyword.value for keyword in node.keywords if keyword.arg == "kind"]
    constants = [each for expression in given for each in ast.walk(expression) if isinstance(each, ast.Constant)]
    return {each.value for each in constants if isinstance(each.value, str)}


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
