"""The one blueprint of administrators, closed to everybody else, and what its views share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from flask import Blueprint, request

from app.security.authorize import ADMINISTRATOR, require_role
from app.security.login import current_actor
from forms.errors import FieldError

bp = Blueprint("admin", __name__, url_prefix="/pengelolaan")
SCHEMAS = Path(__file__).parent / "schemas"
# Pages that others may read too; every other page here is for administrators alone.
ALSO_FOR: Mapping[str, tuple[str, ...]] = {"admin.sop": ("supervisor",), "admin.sop_diagram": ("supervisor",)}

Values = Mapping[str, Any]
Errors = Sequence[FieldError]


@bp.before_request
def admit_administrators() -> None:
    """Refuse everybody whose pages these are not. Raises LoginRequired or Missing."""
    require_role(current_actor(), ADMINISTRATOR, *ALSO_FOR.get(request.endpoint or "", ()))


def seen() -> str:
    """Return the mark of what this form showed when it was opened."""
    return request.form.get("dilihat", "")
