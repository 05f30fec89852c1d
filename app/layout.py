"""What every page shows: who is here, where she can go, and how times are written."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask, request, url_for

from app import front_desk, times
from app.actions.save_answer_template import led_rows
from app.i18n import gettext, language
from app.office import current_office
from app.security.actor import Actor
from app.security.login import current_actor

# Whoever works here all day reaches everything from the keyboard; for the others it would be one more thing to learn.
PALETTE_ROLES = frozenset({"staff", "supervisor", "administrator"})
# Where the front desk finds what waits to be passed on or handed over.
DESK = "inbox.message_list"
# The letter that, after g, leads to a page.
GO = {
    "inbox.tasks": "t",
    "inbox.search": "c",
    "supervision.morning": "p",
    "supervision.recap": "r",
    "desk.overview": "m",
    "admin.overview": "k",
    "admin.sop": "s",
    "public.account": "a",
}


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
    pages = entries(actor)
    here = _here(url_for(endpoint) for endpoint, _, _ in pages)
    return {
        "office_name": settings.office_name,
        "office_address": settings.office_address,
        "is_demo": settings.demo,
        "language": language(),
        "current_actor": actor,
        "navigation": [
            {
                "url": url_for(endpoint),
                "label": label,
                "icon": icon,
                "current": url_for(endpoint) == here,
                "key": GO.get(endpoint, ""),
                "count": front_desk.count_waiting(current_office(), actor) if endpoint == DESK else 0,
            }
            for endpoint, label, icon in pages
        ],
        "has_palette": bool(actor.roles & PALETTE_ROLES),
        "admin_tabs": admin_tabs(actor),
        "home_url": url_for("public.landing"),
        "login_url": url_for("public.log_in"),
        "logout_url": url_for("public.log_out"),
        "language_url": url_for("public.choose_language"),
    }


def entries(actor: Actor) -> list[tuple[str, str, str]]:
    """List the pages of a role: endpoint, label, icon."""
    entries = [*_of_reporter(actor), *_of_office(actor)]
    if actor.role == "administrator":
        entries.append(("admin.overview", gettext("Pengelolaan"), "settings"))
        entries.append(("supervision.list_substitutions", gettext("Penggantian"), "user-check"))
    if actor.is_logged_in:
        entries.append(("public.account", gettext("Akun saya"), "user"))
    return entries


def _of_reporter(actor: Actor) -> list[tuple[str, str, str]]:
    if actor.role not in {"guest", "citizen"}:
        return []
    entries = [
        ("public.complaint", gettext("Buat laporan"), "edit"),
        ("public.track", gettext("Lacak laporan"), "list-search"),
    ]
    return [*entries, ("public.my_cases", gettext("Laporan saya"), "folder")] if actor.is_logged_in else entries


def _of_office(actor: Actor) -> list[tuple[str, str, str]]:
    entries: list[tuple[str, str, str]] = []
    if "supervisor" in actor.roles:
        entries.append(("supervision.morning", gettext("Pengawasan"), "report-analytics"))
    if actor.role in {"staff", "supervisor"}:
        entries.append(("inbox.tasks", gettext("Kotak tugas"), "inbox"))
        entries.append(("inbox.search", gettext("Cari kasus"), "search"))
    if front_desk.is_staffed_by(current_office(), actor):
        entries.append(("desk.overview", gettext("Meja operator"), "clipboard-list"))
        entries.append((DESK, gettext("Pesan dan surat"), "message-2"))
    if actor.led_lanes and led_rows(current_office(), actor):
        entries.append(("inbox.list_templates", gettext("Templat jawaban"), "template"))
    if "supervisor" in actor.roles:
        entries.append(("supervision.recap", gettext("Rekap"), "chart-bar"))
        entries.append(("supervision.register", gettext("Register"), "book"))
        entries.append(("admin.sop", gettext("SOP"), "sitemap"))
    return entries


def admin_tabs(actor: Actor) -> list[tuple[str, str, str]]:
    """List the pages of an administrator: endpoint, label, icon."""
    if actor.role != "administrator":
        return []
    return [
        ("admin.overview", gettext("Ringkasan"), "list-check"),
        ("admin.list_accounts", gettext("Akun"), "users"),
        ("admin.list_units", gettext("Unit"), "building"),
        ("admin.list_categories", gettext("Kategori laporan"), "category"),
        ("admin.calendar", gettext("Kalender kerja"), "calendar"),
        ("admin.sop", gettext("SOP"), "sitemap"),
    ]


def _here(urls: Iterable[str]) -> str:
    """Return the page under which this request's address lies, the nearest one where pages lie under each other."""
    above = [url for url in urls if request.path == url or request.path.startswith(f"{url.rstrip('/')}/")]
    return max(above, key=len, default="")
