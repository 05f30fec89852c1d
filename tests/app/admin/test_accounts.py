"""Administrators create and change accounts, and are told what is wrong at the field."""

from __future__ import annotations

import re

import pytest
from admin_desk import Desk
from office_fixtures import Players

from app.demo.cast import ADMINISTRATOR, CITIZEN, OPERATOR, Person
from persistence import accounts

NEW = {"nama": "Wati Susanti", "nama_masuk": "0812 3456 7890", "peran": "staff", "bahasa": "id"}


def id_of(players: Players, person: Person) -> int:
    return players.actor(person).account_id or 0


def test_a_new_account_gets_a_password_that_is_shown_once(desk: Desk) -> None:
    """The first password stands on the page that answers the form, works, and is nowhere afterwards."""
    answer = desk.send("/akun/baru", NEW)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    shown = re.search(r'<code class="secret">([^<]+)</code>', answer.text)
    assert shown
    with desk.players.office.database.reading() as connection:
        account = accounts.read_by_login(connection, "081234567890")
    assert account
    visitor = desk.players.client()
    logged_in = visitor.post("/masuk", data={"nama_masuk": "+62 812-3456-7890", "kata_sandi": shown[1]})
    assert logged_in.status_code == 303
    assert shown[1] not in desk.read(f"/akun/{account.id}")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"nama": ""}, "nama"),
        ({"nama_masuk": "bukan apa-apa"}, "nama_masuk"),
        ({"nama_masuk": "DEWI@contoh.id"}, "nama_masuk"),
        ({"peran": "raja"}, "peran"),
        ({"bahasa": "jv"}, "bahasa"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(desk: Desk, changed: dict[str, str], field: str) -> None:
    """What is missing, unknown or taken answers 422 with the error at its field, and nothing entered is lost."""
    answer = desk.send("/akun/baru", {**NEW, **changed})
    assert answer.status_code == 422
    assert f'id="isian-{field}-kesalahan"' in answer.text
    assert changed.get("nama", NEW["nama"]) in answer.text


def test_accounts_are_found_by_name_login_and_role(desk: Desk) -> None:
    """The search looks into names and logins in any case, and a role narrows it."""
    assert "Dewi Lestari" in desk.read("/akun?cari=dEWI")
    assert "Dewi Lestari" not in desk.read("/akun?cari=dewi&peran=citizen")
    assert "Siti Rahayu" in desk.read("/akun?cari=siti@contoh&peran=citizen")
    assert "Tidak ada akun yang cocok" in desk.read("/akun?cari=%25")
    assert "Dewi Lestari" in desk.read("/akun?halaman=x&peran=raja")


def test_a_long_list_has_pages(desk: Desk) -> None:
    """More than fifty accounts are shown on several pages."""
    now = desk.players.clock()
    with desk.players.office.database.transaction() as connection:
        for number in range(60):
            accounts.create(connection, f"warga{number}@contoh.id", f"Warga {number:02}", "citizen", now)
    first = desk.read("/akun?cari=warga")
    assert "1–50 dari 60" in first
    assert "Warga 59" not in first
    assert "Warga 59" in desk.read("/akun?cari=warga&halaman=2")


def test_an_account_is_changed(desk: Desk) -> None:
    """Name, role and language are saved, and the page says so."""
    address = f"/akun/{id_of(desk.players, CITIZEN)}"
    sent = {"nama": "Siti R.", "peran": "auditor", "bahasa": "en"}
    answer = desk.send(address, sent, seen=desk.seen(address))
    assert answer.status_code == 303
    assert "Akun Siti R. disimpan." in desk.read(address)


def test_the_last_administrator_is_told_at_the_role(desk: Desk) -> None:
    """An administrator cannot take her own role away when nobody else has it, nor shut herself out."""
    address = f"/akun/{id_of(desk.players, ADMINISTRATOR)}"
    sent = {"nama": "Tri Wahyuni", "peran": "staff", "bahasa": "id"}
    answer = desk.send(address, sent, seen=desk.seen(address))
    assert answer.status_code == 422
    assert 'id="isian-peran-kesalahan"' in answer.text
    assert desk.send(f"{address}/nonaktif", {}).status_code == 422
    assert desk.read("/")


def test_the_second_of_two_administrators_sees_what_the_first_saved(desk: Desk) -> None:
    """The later form is not saved: it comes back with the stored values beside it, and can be saved knowingly."""
    address = f"/akun/{id_of(desk.players, OPERATOR)}"
    seen = desk.seen(address)
    same = {"peran": "staff", "bahasa": "id"}
    assert desk.send(address, {**same, "nama": "Dewi Satu"}, seen=seen).status_code == 303
    answer = desk.send(address, {**same, "nama": "Dewi Dua"}, seen=seen)
    assert answer.status_code == 409
    assert "Dewi Satu" in answer.text
    assert 'value="Dewi Dua"' in answer.text
    assert desk.send(address, {**same, "nama": "Dewi Dua"}, seen=desk.seen(address)).status_code == 303


def test_the_seats_of_an_account_are_set(desk: Desk) -> None:
    """Seats are chosen from the lanes of the SOP; an unknown one is refused at the field."""
    address = f"/akun/{id_of(desk.players, OPERATOR)}"
    seats = f"{address}/kursi"
    seen = desk.seen(address, seats)
    refused = desk.send(seats, {"kursi": ["operator/-", "raja/-"]}, seen=seen)
    assert refused.status_code == 422
    assert 'id="isian-kursi-kesalahan"' in refused.text
    assert desk.send(seats, {"kursi": ["operator/-", "ppid_pembantu/1"]}, seen=seen).status_code == 303
    assert {seat.lane for seat in desk.players.actor(OPERATOR).memberships} == {"operator", "ppid_pembantu"}
    outdated = desk.send(seats, {}, seen=seen)
    assert outdated.status_code == 409
    assert "orang lain mengubah data ini" in outdated.text


def test_a_forgotten_password_is_replaced(desk: Desk) -> None:
    """Resetting asks first, shows the new password once, and a second press of the same button is refused."""
    address = f"/akun/{id_of(desk.players, CITIZEN)}/sandi"
    seen = desk.seen(address)
    assert 'class="secret"' in desk.send(address, {}, seen=seen).text
    assert desk.send(address, {}, seen=seen).status_code == 409


def test_an_account_is_shut_out_and_let_in(desk: Desk) -> None:
    """Its page says whether an account may log in."""
    address = f"/akun/{id_of(desk.players, CITIZEN)}"
    citizen = desk.players.client(CITIZEN)
    assert desk.send(f"{address}/nonaktif", {}).status_code == 303
    assert citizen.get("/laporan-saya").status_code == 401
    assert "Aktifkan lagi" in desk.read(address)
    assert desk.send(f"{address}/aktif", {}).status_code == 303
    assert "Nonaktifkan" in desk.read(address)


def test_what_is_not_there_is_missing(desk: Desk) -> None:
    """Unknown accounts, units, categories and special days answer 404."""
    for address in (
        "/akun/999999",
        "/unit/999999",
        "/kategori/999999",
        "/kalender/hari/2026-01-01/hapus",
        "/kalender/tahun/1",
    ):
        assert desk.client.get(f"/pengelolaan{address}").status_code == 404
