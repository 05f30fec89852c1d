"""A question inside an address: it can be kept, sent and gone back to, and neither logs nor histories can read it."""

from __future__ import annotations

import base64
import binascii

from app.office import Office
from persistence.sealing import UnknownSeal, WrongKey, open_, seal

_PLACE = b"search address"


def sealed_question(office: Office, text: str) -> str:
    """Seal what somebody asks, who may be asking for a name, into letters for an address."""
    sealed = seal(office.keys.office, text.encode(), _PLACE)
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")


def opened_question(office: Office, sealed: str) -> str:
    """Open what an address asks; nothing where it was not made here."""
    try:
        content = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
        return open_(office.keys.office, content, _PLACE).decode()
    except (binascii.Error, UnicodeError, WrongKey, UnknownSeal, ValueError):
        return ""
