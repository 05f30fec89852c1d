"""The one blueprint of the supervisor."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint

bp = Blueprint("supervision", __name__, url_prefix="/pengawasan")
SCHEMAS = Path(__file__).parent / "schemas"
