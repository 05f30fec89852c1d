"""Passwords are kept as argon2id hashes."""

from __future__ import annotations

import pytest
from flask import Flask

from app.i18n import register
from app.security.passwords import hash_password, matches, needs_rehash, weakness


def test_only_the_right_password_matches() -> None:
    """A hash matches its own password and no other; without a hash nothing matches."""
    stored = hash_password("sandi yang panjang")
    assert stored.startswith("$argon2id$")
    assert matches(stored, "sandi yang panjang")
    assert not matches(stored, "sandi yang lain")
    assert not matches(None, "no account has this password")
    assert not matches("rusak", "sandi yang panjang")


def test_a_hash_of_older_parameters_is_noticed() -> None:
    """A hash made with weaker parameters is to be made again."""
    assert needs_rehash("$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$iWh06vD8Fy27wf9npn6FXWiCX4K6pW6Ue1Bnzz07Z8A")
    assert not needs_rehash(hash_password("sandi yang panjang"))


@pytest.mark.parametrize("password", ["pendek", "x" * 129, "siti-rahayu-1", "aaaaaaaaaaaa"])
def test_a_weak_password_is_refused_with_a_reason(password: str) -> None:
    """Too short, too long, the login itself, or one letter over and over: each is refused."""
    app = Flask(__name__)
    app.secret_key = "x"
    register(app)
    with app.test_request_context():
        assert weakness(password, "siti@contoh.id")
        assert weakness("lampu jalan mati", "siti@contoh.id") is None
