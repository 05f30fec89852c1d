"""The pages of citizens and visitors."""

from __future__ import annotations

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from app.i18n import LANGUAGES

bp = Blueprint("public", __name__)


@bp.get("/")
def landing() -> str:
    """Explain the service."""
    return "ok"


@bp.get("/pengaduan/baru")
def complaint() -> str:
    """Show the complaint form."""
    return "ok"


@bp.get("/lacak")
def track() -> str:
    """Ask for number and code."""
    return "ok"


@bp.get("/laporan-saya")
def my_cases() -> str:
    """List the cases of this account."""
    return "ok"


@bp.get("/akun")
def account() -> str:
    """Show the account."""
    return "ok"


@bp.get("/masuk")
def log_in() -> str:
    """Ask for login and password."""
    return "ok"


@bp.post("/keluar")
def log_out() -> str:
    """End the session."""
    return "ok"


@bp.post("/bahasa")
def choose_language() -> Response:
    """Remember the language."""
    chosen = request.form.get("language", "id")
    session["language"] = chosen if chosen in LANGUAGES else "id"
    target = request.form.get("next", "")
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\"))
    return redirect(target if is_ours else url_for("public.landing"))
