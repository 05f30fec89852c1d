"""The office's own categories, and how it treats those of the SOP."""

from __future__ import annotations

import pytest
from app_cases import RECEIVE
from office_fixtures import Players

from app.actions.save_category import (
    CategoryCodeTaken,
    NoSubcategoryLeft,
    category_stamp,
    change_category,
    create_category,
)
from app.demo.cast import ADMINISTRATOR, OPERATOR
from app.errors import ChangedMeanwhile, Missing
from app.task_form import open_form
from persistence import categories, task_reading, units
from persistence.categories import Category


def found(players: Players, code: str, parent_id: int | None = None) -> Category:
    with players.office.database.reading() as connection:
        category = categories.read_by_code(connection, code, parent_id)
    assert category
    return category


def create(players: Players, code: str, name: str, parent_id: int | None = None) -> int:
    actor = players.actor(ADMINISTRATOR)
    with players.app.test_request_context():
        return create_category(players.office, actor, code, name, parent_id, None, "biasa")


def change(players: Players, category: Category, **treated: object) -> None:
    stamp = category_stamp(category)
    change_category(players.office, players.actor(ADMINISTRATOR), category.id, stamp, **treated)


def test_a_new_category_can_be_chosen_at_once(players: Players) -> None:
    """A new top category is offered with one sub-category, because the complaint form asks for one."""
    category_id = create(players, "pariwisata", "Pariwisata")
    choices = players.office.catalogue.edited().choices
    assert "pariwisata" in {choice.value for choice in choices["categories"]}
    assert [choice.value for choice in choices["subcategories"] if choice.parent == "pariwisata"] == ["lainnya"]
    create(players, "wisata_air", "Wisata air", category_id)
    case_id = players.submit(kategori=["pariwisata"], sub_kategori=["wisata_air"], sub_kategori_lain=[]).case_id
    assert players.open_task(case_id)


def test_a_code_is_taken_once_in_one_place(players: Players) -> None:
    """Two categories side by side need different codes; under another category the code is free."""
    with pytest.raises(CategoryCodeTaken):
        create(players, "health", "Kesehatan lain")
    assert create(players, "jalan_rusak", "Jalan desa rusak", found(players, "village").id)


def test_the_tree_has_two_levels(players: Players) -> None:
    """A sub-category has no sub-categories."""
    child = found(players, "jalan_rusak", found(players, "infrastructure").id)
    with pytest.raises(Missing):
        create(players, "aspal", "Aspal", child.id)


def test_the_sop_names_its_categories(players: Players) -> None:
    """The office changes the treatment of a category of the SOP, never its name."""
    category = found(players, "health")
    change(players, category, name="Lain", visibility="rahasia", unit_id=None, is_active=True)
    changed = found(players, "health")
    assert (changed.name, changed.visibility) == (category.name, "rahasia")


def test_an_offered_category_keeps_something_to_choose(players: Players) -> None:
    """The last sub-category of an offered category cannot be put away, but the whole category can."""
    category_id = create(players, "pariwisata", "Pariwisata")
    top, child = found(players, "pariwisata"), found(players, "lainnya", category_id)
    with pytest.raises(NoSubcategoryLeft):
        change(players, child, is_active=False)
    change(players, top, is_active=False)
    change(players, child, is_active=False)
    with pytest.raises(NoSubcategoryLeft):
        change(players, found(players, "pariwisata"), is_active=True)


def test_a_category_changed_meanwhile_is_not_written_over(players: Players) -> None:
    """The second of two administrators is refused."""
    category = found(players, "health")
    change(players, category, is_active=False)
    with pytest.raises(ChangedMeanwhile):
        change(players, category, visibility="rahasia")


def test_the_usual_unit_is_proposed_to_the_classifier(players: Players) -> None:
    """The classification form begins with the unit of the case's category, and another answer is as good."""
    with players.office.database.reading() as connection:
        unit = units.every(connection)[0]
    change(players, found(players, "infrastructure"), unit_id=unit.id)
    case_id = players.submit().case_id
    players.complete(OPERATOR, case_id, **RECEIVE)
    task = players.open_task(case_id)
    with players.app.test_request_context(), players.office.database.reading() as connection:
        entry = task_reading.read_for_completion(connection, task.id)
        assert entry
        assert open_form(players.office, connection, entry).carried["unit"] == str(unit.id)
    players.complete(OPERATOR, case_id, jenis=["informasi"], alasan=["Hanya bertanya"])
    assert players.open_task(case_id).element_id == "menginput_tanggapan"
