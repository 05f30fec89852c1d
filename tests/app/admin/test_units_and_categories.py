"""Administrators keep the units and the categories."""

from __future__ import annotations

from admin_desk import Desk

from persistence import categories, units


def test_a_unit_is_added_and_taken_out_of_use(desk: Desk) -> None:
    """A new unit can be chosen by classifiers at once; one out of use cannot."""
    assert desk.send("/unit/baru", {"nama": "Seksi Pemerintahan", "kode": "pemerintahan"}).status_code == 303
    labels = {choice.label for choice in desk.players.office.catalogue.edited().choices["units"]}
    assert "Seksi Pemerintahan" in labels
    with desk.players.office.database.reading() as connection:
        unit = next(unit for unit in units.every(connection) if unit.code == "pemerintahan")
    address = f"/unit/{unit.id}"
    assert desk.send(address, {"nama": "Seksi Tata Pemerintahan"}, seen=desk.seen(address)).status_code == 303
    labels = {choice.label for choice in desk.players.office.catalogue.edited().choices["units"]}
    assert not {"Seksi Pemerintahan", "Seksi Tata Pemerintahan"} & labels


def test_a_wrong_unit_is_told_at_its_field(desk: Desk) -> None:
    """A code that is taken or badly formed, and a name that is missing, answer 422."""
    for sent, field in (
        ({"nama": "Seksi Lain", "kode": "trantib"}, "kode"),
        ({"nama": "Seksi Lain", "kode": "Seksi Lain"}, "kode"),
        ({"kode": "lain"}, "nama"),
    ):
        answer = desk.send("/unit/baru", sent)
        assert answer.status_code == 422
        assert f'id="isian-{field}-kesalahan"' in answer.text


def test_a_unit_changed_meanwhile_is_not_written_over(desk: Desk) -> None:
    """The second of two administrators is told, with what is stored now."""
    seen = desk.seen("/unit/1")
    assert desk.send("/unit/1", {"nama": "Seksi Satu", "aktif": "true"}, seen=seen).status_code == 303
    answer = desk.send("/unit/1", {"nama": "Seksi Dua", "aktif": "true"}, seen=seen)
    assert answer.status_code == 409
    assert "Seksi Satu" in answer.text
    assert "Seksi Satu" in desk.read("/unit")


def test_a_category_is_added_under_another(desk: Desk) -> None:
    """The office's own category stands in the tree and says where it comes from."""
    with desk.players.office.database.reading() as connection:
        parent = categories.read_by_code(connection, "village", None)
    assert parent
    sent = {"induk": str(parent.id), "nama": "Badan usaha desa", "kode": "bumdes", "kerahasiaan": "biasa"}
    assert desk.send("/kategori/baru", {**sent, "unit": "1"}).status_code == 303
    assert "Badan usaha desa" in desk.read("/kategori")
    assert "Tambahan kantor" in desk.read("/kategori")
    assert desk.send("/kategori/baru", sent).status_code == 422


def test_unknown_values_of_a_category_are_refused(desk: Desk) -> None:
    """A parent, a unit or a confidentiality that is not offered answers 422."""
    sent = {"nama": "Pariwisata", "kode": "pariwisata", "kerahasiaan": "biasa"}
    for changed in ({"induk": "999999"}, {"unit": "999999"}, {"kerahasiaan": "terbuka"}):
        assert desk.send("/kategori/baru", {**sent, **changed}).status_code == 422


def test_a_category_of_the_sop_keeps_its_name(desk: Desk) -> None:
    """A posted name is ignored; unit and confidentiality are saved."""
    with desk.players.office.database.reading() as connection:
        category = categories.read_by_code(connection, "health", None)
    assert category
    address = f"/kategori/{category.id}"
    sent = {"nama": "Dokter", "unit": "1", "kerahasiaan": "rahasia", "aktif": "true"}
    seen = desk.seen(address)
    assert desk.send(address, sent, seen=seen).status_code == 303
    assert "Dokter" not in desk.read("/kategori")
    answer = desk.send(address, sent, seen=seen)
    assert answer.status_code == 409
    assert "Rahasia" in answer.text


def test_the_last_sub_category_is_told_at_the_field(desk: Desk) -> None:
    """An offered category keeps something to choose."""
    with desk.players.office.database.reading() as connection:
        top = categories.read_by_code(connection, "other", None)
        assert top
        child = categories.read_by_code(connection, "lainnya", top.id)
    assert child
    address = f"/kategori/{child.id}"
    answer = desk.send(address, {"kerahasiaan": "biasa"}, seen=desk.seen(address))
    assert answer.status_code == 422
    assert 'id="isian-aktif-kesalahan"' in answer.text
