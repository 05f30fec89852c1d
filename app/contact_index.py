"""By which contacts a reporter's cases can be found again, without a number standing anywhere in the clear."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from app.office import Office
from forms.contacts import nik, phone
from forms.schema import Form
from persistence.contacts import ContactHash
from persistence.sealing import blind_index

# How each kind of contact is written in one way; the kinds stand in forms as `x-contact`.
SPELLINGS: Mapping[str, Callable[[str], str | None]] = {"nik": nik, "phone": phone}


def hash_of(office: Office, kind: str, text: str) -> ContactHash | None:
    """Hash a contact with the office's key, or return None for what is no contact of this kind."""
    spelled = SPELLINGS[kind](text)
    return ContactHash(kind, blind_index(office.keys.index, f"{kind}/{spelled}")) if spelled else None


def hash_of_any(office: Office, text: str) -> ContactHash | None:
    """Hash a NIK or a telephone number, whichever a text is."""
    hashes = (hash_of(office, kind, text) for kind in SPELLINGS)
    return next((found for found in hashes if found), None)


def hashes_of(office: Office, form: Form, answers: Mapping[str, Any]) -> tuple[ContactHash, ...]:
    """Hash every contact that a complaint's answers hold; an anonymous one holds none."""
    contacts = ((rule["x-contact"], name) for name, rule in form.properties.items() if "x-contact" in rule)
    hashes = (hash_of(office, kind, str(answers[name])) for kind, name in contacts if name in answers)
    return tuple({found for found in hashes if found})
