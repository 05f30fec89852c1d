"""What every page shows: who is here, where she can go, and how times are written."""

from __future__ import annotations

from typing import Any

from flask import Flask, request, url_for

from app import times
from app.i18n import gettext, language
from app.office import current_office
from app.security.actor import Actor
from app.security.login import current_actor


def register(app: Flask) -> None:
    """Give the templates their context and filters."""
    app.context_processor(_context)
    app.jinja_env.filters.update(
        moment=times.moment,
        short_moment=times.short_moment,
        day=times.day,
        clock_time=times.clock_time,
        working_duration=times.working_duration,
    )


def _context() -> dict[str, Any]:
    settings = current_office().settings
    actor = current_actor()
    return {
        "office_name": settings.office_name,
        "office_address": settings.office_address,
        "is_demo": settings.demo,
        "language": language(),
        "current_actor": actor,
        "navigation": [
            {"url": url_for(endpoint), "label": label, "icon": icon, "current": _is_here(url_for(endpoint))}
            for endpoint, label, icon in _entries(actor)
        ],
        "home_url": url_for("public.landing"),
        "login_url": url_for("public.log_in"),
        "logout_url": url_for("public.log_out"),
        "language_url": url_for("public.choose_language"),
    }


def _entries(actor: Actor) -> list[tuple[str, str, str]]:
    """List the pages of a role: endpoint, label, icon."""
    entries: list[tuple[str, str, str]] = []
    if actor.role in {"guest", "citizen"}:
        entries += [
            ("public.complaint", gettext("Buat laporan"), "edit"),
            ("public.track", gettext("Lacak laporan"), "list-search"),
        ]
    if actor.role == "citizen":
        entries.append(("public.my_cases", gettext("Laporan saya"), "folder"))
    if "supervisor" in actor.roles:
        entries.append(("supervision.morning", gettext("Pengawasan"), "report-analytics"))
    if actor.role in {"staff", "supervisor"}:
        entries.append(("inbox.tasks", gettext("Kotak tugas"), "inbox"))
    if actor.role == "supervisor":
        entries.append(("supervision.recap", gettext("Rekap"), "chart-bar"))
        entries.append(("supervision.register", gettext("Register"), "book"))
        entries.append(("admin.sop", gettext("SOP"), "sitemap"))
    if actor.role == "administrator":
        entries.append(("admin.overview", gettext("Pengelolaan"), "settings"))
        entries.append(("supervision.list_substitutions", gettext("Penggantian"), "user-check"))
    if actor.is_logged_in:
        entries.append(("public.account", gettext("Akun saya"), "user"))
    return entries


def _is_here(url: str) -> bool:
    return request.path == url or (url != "/" and request.path.startswith(f"{url.rstrip('/')}/"))
