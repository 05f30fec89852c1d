"""Commands that change or judge something say what came of it, and tell it by their exit code."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from office_fixtures import Players, settings_for

from app import create_app
from app.actions.log_in import log_in
from app.demo.cast import CITIZEN
from processes import diagram

PASSWORD = "sebuah kalimat yang panjang"


def run(players: Players, *arguments: str, typed: str | None = None) -> tuple[int, str]:
    """Run a command; give its exit code and what it printed."""
    result = players.app.test_cli_runner().invoke(args=arguments, input=typed)
    return result.exit_code, result.output


def test_a_new_database_is_set_up_and_an_old_one_is_left_as_it_is(tmp_path: Path) -> None:
    """`flask upgrade` makes the folder, the tables, the SOP and the calendar, and may be run again."""
    app = create_app(settings_for(f"sqlite:///{tmp_path}/new/tanggap.sqlite", tmp_path))
    office = app.extensions["tanggap"]
    for _ in range(2):
        result = app.test_cli_runner().invoke(args=["upgrade"])
        assert (result.exit_code, result.output) == (0, "Up to date.\n")
        assert office.catalogue.edited().version.number == 1
    office.database.close()


def test_every_command_says_what_it_does() -> None:
    """The application loads without a database, and each command has a sentence of help."""
    app = create_app(settings_for("sqlite:///nowhere/tanggap.sqlite", Path()))
    for command in app.cli.commands.values():
        assert (command.help or "").split("\n")[0].rstrip(".") != "", command.name


def test_the_first_administrator_can_log_in(players: Players) -> None:
    """The command asks for what it is not told, and the password is not shown."""
    code, told = run(players, "account", "create", typed=f"0812-3456-7890\nSri Lestari\n{PASSWORD}\n{PASSWORD}\n")
    assert code == 0
    assert PASSWORD not in told
    with players.app.test_request_context():
        account = log_in(players.office, "081234567890", PASSWORD, "192.0.2.1")
    assert (account.name, account.role) == ("Sri Lestari", "administrator")


@pytest.mark.parametrize(("login", "password"), [("baru@contoh.id", "pendek"), (CITIZEN.login, PASSWORD)])
def test_a_weak_password_or_a_taken_login_is_refused(players: Players, login: str, password: str) -> None:
    """What an administrator could not do on the page, the command does not do either."""
    code, told = run(players, "account", "create", "--login", login, "--name", "Sri", "--password", password)
    assert code == 1
    assert told.startswith("Error: ")


def test_the_seed_has_no_errors(players: Players, tmp_path: Path) -> None:
    """The packaged SOP may be published."""
    (tmp_path / "sop.bpmn").write_bytes(diagram.seed())
    assert run(players, "sop", "lint", str(tmp_path / "sop.bpmn"))[0] == 0


def test_a_broken_sop_is_told_by_line(players: Players, tmp_path: Path) -> None:
    """Each problem stands on one line with the place in the file."""
    file = tmp_path / "sop.bpmn"
    file.write_bytes(diagram.seed().replace(b"PT15M", b"PT0M"))
    code, told = run(players, "sop", "lint", str(file))
    assert code == 1
    assert told.startswith(f"{file}:")
    assert ": error: " in told


def test_a_published_sop_is_in_force(players: Players, tmp_path: Path) -> None:
    """New cases follow the next version from then on, with its times."""
    file = tmp_path / "sop.bpmn"
    file.write_bytes(diagram.seed().replace(b"PT10M", b"PT20M").replace(b'name="10 menit"', b'name="20 menit"'))

    assert run(players, "sop", "publish", str(file)) == (0, "Version 2 is in force for new cases.\n")

    task = players.open_task(players.submit().case_id)
    assert task.due_at == players.clock() + timedelta(minutes=20)


def test_a_broken_sop_is_not_published(players: Players, tmp_path: Path) -> None:
    """It is told what is wrong with it, and the version before stays in force."""
    file = tmp_path / "sop.bpmn"
    file.write_bytes(diagram.seed().replace(b"PT15M", b"PT0M"))

    code, told = run(players, "sop", "publish", str(file))

    assert code == 1
    assert ": error: " in told
    assert players.office.catalogue.edited().version.number == 1
