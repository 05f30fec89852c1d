"""Judge a password that a person chooses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app import page_form
from app.security import passwords
from forms.errors import FieldErrors


def check_new_password(field: str, login: str, given: Mapping[str, Any]) -> None:
    """Check the password in this field. Raises FieldErrors."""
    weakness = passwords.weakness(given[field], login)
    if weakness:
        raise FieldErrors((page_form.refusal(field, weakness),), given)
