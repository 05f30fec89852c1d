"""The one blueprint of staff, and what its views share."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID, uuid4, uuid5

from flask import Blueprint, request

bp = Blueprint("inbox", __name__, url_prefix="/tugas")
SCHEMAS = Path(__file__).parent / "schemas"


def command_id(task_id: UUID, verb: str) -> UUID:
    """Name the press of a button, so that two of the same page have one effect."""
    return uuid5(task_id, f"{verb}/{request.form.get('perintah') or uuid4()}")
