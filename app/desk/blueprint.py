"""The one blueprint of the operator's desk."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

bp = Blueprint("desk", __name__, url_prefix="/meja")
SCHEMAS = Path(__file__).parent / "schemas"
