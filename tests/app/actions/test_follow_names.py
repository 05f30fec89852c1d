"""Open tasks are sorted and found by the names that units, categories and accounts have now."""

from __future__ import annotations

from office_fixtures import Players
from sop_steps import case_at

from app.actions.change_account import account_stamp, change_account
from app.actions.claim_task import claim_task
from app.actions.follow_names import NameFollower
from app.actions.save_category import category_stamp, change_category, create_category
from app.actions.save_unit import change_unit, unit_stamp
from app.demo.cast import ADMINISTRATOR, OPERATOR, UNIT_OFFICER
from persistence import accounts, categories, units
from persistence.tasks import Task


def keys(task: Task) -> tuple[str, str, str]:
    """Return what a task is sorted by, without the ids."""
    category, unit, owner = (key.rpartition("|")[0] for key in (task.category_key, task.unit_key, task.owner_key))
    return category, unit, owner


def test_a_task_is_sorted_by_what_its_case_and_owner_are_called(players: Players) -> None:
    """Channel and number from the beginning, the category too, the unit once it is decided, the owner once claimed."""
    case_id = case_at(players, "2")
    first = players.open_task(case_id)
    assert (first.channel, first.case_order, first.unit_key, first.owner_key) == ("web", 20260000001, "~", "~")
    assert first.category_key.startswith("infrastruktur dan pe|")
    later = players.open_task(case_at(players, "4"))
    assert later.unit_key.startswith("seksi pembangunan|")
    assert later.inbox_key.startswith("ppid_pembantu/")
    answered = players.open_task(case_at(players, "7"))
    assert answered.inbox_key == "@operator/-"
    assert answered.is_reporters
    with players.app.test_request_context():
        claim_task(players.office, players.actor(OPERATOR), first.id)
    assert players.open_task(case_id).owner_key.startswith("dewi lestari|")


def test_a_new_name_is_followed_at_once(players: Players) -> None:
    """Renaming a unit, a category above another, or an account changes the keys of the open tasks."""
    office, by = players.office, players.actor(ADMINISTRATOR)
    with players.app.test_request_context():
        top = create_category(office, by, "wisata", "Wisata", None, None, "biasa")
    new = case_at(players, "2", kategori=["wisata"], sub_kategori=["lainnya"], sub_kategori_lain=["Parkir"])
    case_id = case_at(players, "4")
    with office.database.reading() as connection:
        unit = next(unit for unit in units.every(connection) if unit.code == "pembangunan")
        category = categories.read(connection, top)
        account = accounts.read_by_login(connection, UNIT_OFFICER.login)
    assert category
    assert account
    players.clock.pass_(seconds=20)
    task = players.open_task(case_id)
    assert keys(players.open_task(new))[0] == f"wisata|{top}/lainnya"
    with players.app.test_request_context():
        claim_task(office, players.actor(UNIT_OFFICER), task.id)
    change_unit(office, by, unit.id, unit_stamp(unit), name="Bidang Bangunan", is_active=True)
    change_category(office, by, top, category_stamp(category), name="Pariwisata")
    change_account(office, by, account.id, account_stamp(account), name="Zaki", role="staff", language="id")
    assert keys(players.open_task(new))[0] == f"pariwisata|{top}/lainnya"
    assert keys(players.open_task(case_id))[1:] == ("bidang bangunan", "zaki")


def test_the_worker_follows_what_another_process_opened_with_the_old_name(players: Players) -> None:
    """A task that was opened just after the renaming, by a process that had not heard of it, is mended."""
    office, follow = players.office, NameFollower()
    case_id = case_at(players, "4")
    assert follow(office) == 0
    with office.database.transaction() as connection:
        unit = next(unit for unit in units.every(connection) if unit.code == "pembangunan")
        # As an administrator does in another process, whose tasks this one does not see.
        units.change(connection, unit.id, name="Bidang Bangunan")
    players.clock.pass_(seconds=15)
    assert follow(office) == 0
    players.clock.pass_(seconds=25)
    assert follow(office) == 1
    assert keys(players.open_task(case_id))[1] == "bidang bangunan"
    assert follow(office) == 0
