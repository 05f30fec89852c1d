"""Keep passwords as argon2id hashes (OWASP ASVS 5.0, 6.2 and 11.4)."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from app.i18n import gettext

MINIMUM, MAXIMUM = 10, 128
# No letter that is taken for another or for a digit.
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"
# A hash that no password matches: a login with an unknown name then takes as long as one with a wrong password.
_HASHER = PasswordHasher()
_NOBODY = _HASHER.hash("no account has this password")


def hash_password(password: str) -> str:
    """Return the argon2id hash to store."""
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether the password belongs to the stored hash, in the same time when there is none."""
    try:
        return _HASHER.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Tell whether the hash was made with older parameters."""
    return _HASHER.check_needs_rehash(stored)


def weakness(password: str, login: str) -> str | None:
    """Say what is wrong with a new password, or nothing."""
    if len(password) < MINIMUM:
        return gettext("Kata sandi paling sedikit %(count)d karakter.", count=MINIMUM)
    if len(password) > MAXIMUM:
        return gettext("Kata sandi paling banyak %(count)d karakter.", count=MAXIMUM)
    if login and login.partition("@")[0].lower() in password.lower():
        return gettext("Kata sandi tidak boleh memuat nama masuk Anda.")
    if len(set(password)) < 5:
        return gettext("Kata sandi terlalu mudah ditebak.")
    return None


def generate() -> str:
    """Make a first password that can be read out and copied by hand (79 random bits)."""
    letters = "".join(secrets.choice(READABLE) for _ in range(16))
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))
