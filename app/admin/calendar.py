"""The pages of the working calendar: its hours, its seasons and its versions."""

from __future__ import annotations

from datetime import date
from functools import partial

from flask import render_template, request, url_for

from app import page_form
from app.admin.blueprint import SCHEMAS, Errors, Values, bp
from app.admin.calendar_changes import week_values, with_hours, with_season, without_season
from app.admin.calendar_page import version_lines, year_lines
from app.admin.calendar_proposal import Answer, Page, Proposal, calendar_in_force, propose, settle
from app.admin.calendar_words import DAY_RULES, span, week
from app.errors import Missing
from app.office import current_office
from processes.office_hours import RAMADAN_ESTIMATES, RAMADAN_WEEK, zone_name
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Season

HOURS, SEASON = page_form.load(SCHEMAS, "jam_kerja"), page_form.load(SCHEMAS, "musim")


@bp.get("/kalender")
def calendar() -> str:
    """Show the calendar in force, the years and the versions."""
    office, current, today = current_office(), calendar_in_force(), page_form.today()
    return render_template(
        "admin/calendar.html",
        calendar=current,
        zone=zone_name(current.zone),
        week=week(current.weekly),
        rule=DAY_RULES[current.day_rule],
        seasons=[(season, span(season.first, season.last), week(season.weekly)) for season in current.seasons],
        estimates=[(one, span(one.first, one.last)) for one in _open_estimates(current, today)],
        years=year_lines(office, current, today),
        unconfirmed=current.unconfirmed_years(today),
        versions=version_lines(office),
    )


@bp.get("/kalender/jam")
def hours() -> str:
    """Show the form of the ordinary week."""
    current = calendar_in_force()
    return _hours_page({**week_values(current.weekly), "aturan_hari": current.day_rule})


@bp.post("/kalender/jam")
def save_hours() -> Answer:
    """Change the ordinary week."""

    def change(current: WorkingCalendar, given: Values) -> Proposal:
        return Proposal(with_hours(current, given))

    return propose(Page(HOURS, _hours_page, change, url_for("admin.calendar")))


@bp.get("/kalender/musim/baru")
def new_season() -> str:
    """Show the form of a season, with the usual hours of Ramadan and the dates proposed for a year."""
    year = request.args.get("tahun", default=0, type=int)
    estimate = RAMADAN_ESTIMATES.get(year)
    return _season_page(None, _season_values(estimate) if estimate else week_values(RAMADAN_WEEK))


@bp.post("/kalender/musim/baru")
def add_season() -> Answer:
    """Add a season."""

    def change(current: WorkingCalendar, given: Values) -> Proposal:
        return Proposal(with_season(current, given))

    return propose(Page(SEASON, partial(_season_page, None), change, url_for("admin.calendar")))


@bp.get("/kalender/musim/<first>")
def season(first: str) -> str:
    """Show the form of a season, named by its first day."""
    found = _season(calendar_in_force(), first)
    return _season_page(found, _season_values(found))


@bp.post("/kalender/musim/<first>")
def save_season(first: str) -> Answer:
    """Change a season."""
    found = _season(calendar_in_force(), first)

    def change(current: WorkingCalendar, given: Values) -> Proposal:
        return Proposal(with_season(current, given, _season(current, first)))

    return propose(Page(SEASON, partial(_season_page, found), change, url_for("admin.calendar")))


@bp.route("/kalender/musim/<first>/hapus", methods=["GET", "POST"])
def remove_season(first: str) -> Answer:
    """Ask, then remove a season."""
    current = calendar_in_force()
    wanted = without_season(current, _season(current, first))
    return settle(current, Proposal(wanted), url_for("admin.calendar"))


def _season(current: WorkingCalendar, first: str) -> Season:
    for found in current.seasons:
        if found.first.isoformat() == first:
            return found
    raise Missing


def _season_values(shown: Season) -> dict[str, object]:
    return {
        "nama": shown.name,
        "mulai": shown.first.isoformat(),
        "sampai": shown.last.isoformat(),
        "perkiraan": shown.is_estimate,
        **week_values(shown.weekly),
    }


def _open_estimates(current: WorkingCalendar, today: date) -> list[Season]:
    """List the proposed seasons that are not over and that the calendar has nothing for."""
    taken = {one.first.year for one in current.seasons}
    return [one for year, one in RAMADAN_ESTIMATES.items() if year not in taken and one.last >= today]


def _hours_page(values: Values, errors: Errors = (), *, is_outdated: bool = False) -> str:
    return render_template(
        "admin/calendar_hours.html",
        fields=page_form.shown(HOURS, values, errors=errors),
        version=calendar_in_force().version,
        is_outdated=is_outdated,
    )


def _season_page(shown: Season | None, values: Values, errors: Errors = (), *, is_outdated: bool = False) -> str:
    return render_template(
        "admin/calendar_season.html",
        season=shown,
        fields=page_form.shown(SEASON, values, errors=errors),
        version=calendar_in_force().version,
        is_outdated=is_outdated,
    )
