"""The secret on a citizen's receipt: with the case number it opens the case, so it is long and never stored."""

from __future__ import annotations

import hmac
from uuid import UUID

from persistence.canonical import sha256_hex

# Crockford's base 32 has no I, L, O and U, so that a code copied by hand is read in one way only.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHARACTERS = 24  # 120 bits; OWASP ASVS 5.0, 6.5.2 asks for 112.
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})


def code_of(key: bytes, case_id: UUID) -> str:
    """Return the access code of a case, in groups of four."""
    number = int.from_bytes(hmac.digest(key, case_id.bytes, "sha256")[:15])
    letters = "".join(ALPHABET[(number >> 5 * place) & 31] for place in reversed(range(CHARACTERS)))
    return "-".join(letters[start : start + 4] for start in range(0, CHARACTERS, 4))


def digest(code: str) -> str:
    """Return what is stored of a code, however it was typed."""
    return sha256_hex(code.upper().translate(_READ_AS).encode())
