"""Registering an account."""

from __future__ import annotations

import pytest
from office_fixtures import Players

from app.demo.cast import CITIZEN
from app.security.login_name import normal_login

NEW = {"nama": "Wati Susanti", "nama_masuk": "+62 812-3456-7890", "kata_sandi": "kuda baterai staples"}


def test_a_new_account_is_logged_in_at_once(players: Players) -> None:
    """Registering logs in; later the same number opens the account however it is typed."""
    client = players.client()
    assert client.post("/daftar", data=NEW).location == "/laporan-saya"
    assert "Wati Susanti" in client.get("/akun").text
    again = players.client()
    given = {"nama_masuk": "0812 3456 7890", "kata_sandi": NEW["kata_sandi"]}
    assert again.post("/masuk", data=given).status_code == 303


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"kata_sandi": "pendek"}, "terlalu pendek"),
        ({"kata_sandi": "aaaaaaaaaaaa"}, "terlalu mudah ditebak"),
        ({"nama_masuk": CITIZEN.login}, "sudah mempunyai akun"),
        ({"nama_masuk": "bukan apa-apa"}, "alamat e-mail"),
        ({"nama": ""}, "Nama lengkap wajib diisi"),
    ],
)
def test_what_is_wrong_is_said(players: Players, changed: dict[str, str], told: str) -> None:
    """A registration that cannot be accepted says why and keeps what was typed, but no password."""
    answer = players.client().post("/daftar", data={**NEW, **changed})
    assert answer.status_code == 422
    assert told in answer.text
    assert NEW["kata_sandi"] not in answer.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" Siti@Contoh.ID ", "siti@contoh.id"),
        ("0812 3456 7890", "081234567890"),
        ("+62 (812) 3456.7890", "081234567890"),
        ("62812-3456-7890", "081234567890"),
        ("021 555 0123", "021 555 0123"),
    ],
)
def test_one_person_has_one_login_name(typed: str, kept: str) -> None:
    """Mail addresses in any case and mobile numbers in any writing are one name."""
    assert normal_login(typed) == kept
