"""The pages of a year's special days: import, confirm, add and remove."""

from __future__ import annotations

from functools import partial
from typing import cast

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.import_holidays import ESTIMATED, import_holidays
from app.admin.blueprint import SCHEMAS, Errors, Values, bp
from app.admin.calendar_changes import next_version, with_day, without_day
from app.admin.calendar_page import day_lines, proposed_days
from app.admin.calendar_proposal import Answer, Page, Proposal, calendar_in_force, propose, settle
from app.admin.calendar_words import special_day
from app.errors import Missing
from app.i18n import gettext, ngettext
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor
from app.times import day
from forms.choices import Choice
from persistence.calendars import CalendarDay
from processes.working_calendar import WorkingCalendar
from processes.working_hours import Day, DayKind

CONFIRM, NEW = page_form.load(SCHEMAS, "sahkan_libur"), page_form.load(SCHEMAS, "hari_khusus")
YEARS = range(2000, 2101)


@bp.get("/kalender/tahun/<int:year>")
def year(year: int) -> str:
    """Show the special days of a year."""
    return _year_page(year)


@bp.post("/kalender/tahun/<int:year>/impor")
def import_year(year: int) -> Response:
    """Propose the holidays of a year."""
    _require_year(year)
    number = import_holidays(current_office(), current_actor(), year)
    if number:
        told = ngettext(
            "%(num)d usulan diimpor. Periksa lalu sahkan.", "%(num)d usulan diimpor. Periksa lalu sahkan.", number
        )
        flash(told, "success")
    else:
        flash(gettext("Tidak ada usulan baru untuk tahun ini."), "info")
    return see_other(url_for("admin.year", year=year))


@bp.post("/kalender/tahun/<int:year>/sahkan")
def confirm_year(year: int) -> Answer:
    """Make proposed holidays count."""
    _require_year(year)
    proposed = proposed_days(current_office(), calendar_in_force(), year)

    def change(current: WorkingCalendar, given: Values) -> Proposal:
        chosen = {one.date: _entry(one) for one in proposed if one.date.isoformat() in given.get("hari", [])}
        is_complete = given.get("lengkap", False)
        confirmed = current.confirmed_years | ({year} if is_complete else set())
        wanted = next_version(current, days={**current.days, **chosen}, confirmed_years=confirmed)
        discarded = tuple(one.date for one in proposed if is_complete and one.date not in chosen)
        return Proposal(wanted, discarded)

    choices = {"days": tuple(map(_choice, proposed))}
    back_url = url_for("admin.year", year=year)
    return propose(Page(CONFIRM, partial(_year_page, year), change, back_url, choices))


@bp.get("/kalender/hari/baru")
def new_day() -> str:
    """Show the form of a special day."""
    asked = request.args.get("tanggal", "")
    return _day_page({"jenis": "closure", "tanggal": asked})


@bp.post("/kalender/hari/baru")
def add_day() -> Answer:
    """Add a special day."""

    def change(current: WorkingCalendar, given: Values) -> Proposal:
        return Proposal(with_day(current, given))

    when = request.form.get("tanggal", "")[:4]
    back_url = url_for("admin.year", year=int(when)) if when.isdecimal() else url_for("admin.calendar")
    return propose(Page(NEW, _day_page, change, back_url))


@bp.route("/kalender/hari/<when>/hapus", methods=["GET", "POST"])
def remove_day(when: str) -> Answer:
    """Ask, then make a special day an ordinary one."""
    current = calendar_in_force()
    found = next((day for day in current.days if day.isoformat() == when), None)
    if found is None:
        raise Missing
    return settle(current, Proposal(without_day(current, found)), url_for("admin.year", year=found.year))


def _require_year(year: int) -> None:
    if year not in YEARS:
        raise Missing


def _entry(one: CalendarDay) -> Day:
    return Day(cast(DayKind, one.kind), one.name)


def _choice(one: CalendarDay) -> Choice:
    hint = gettext("Perkiraan: tunggu penetapan pemerintah sebelum mengesahkannya.") if one.source == ESTIMATED else ""
    return Choice(one.date.isoformat(), f"{day(one.date)}: {special_day(_entry(one))}", hint=hint)


def _year_page(year: int, values: Values | None = None, errors: Errors = (), *, is_outdated: bool = False) -> str:
    _require_year(year)
    office, current = current_office(), calendar_in_force()
    proposed = proposed_days(office, current, year)
    settled = [one.date.isoformat() for one in proposed if one.source != ESTIMATED]
    choices = {"days": tuple(map(_choice, proposed))}
    shown = {"hari": settled, "lengkap": year in current.confirmed_years} if values is None else values
    return render_template(
        "admin/calendar_year.html",
        year=year,
        lines=day_lines(current, year),
        is_confirmed=year in current.confirmed_years,
        has_proposals=bool(proposed),
        fields=page_form.shown(CONFIRM, shown, choices, errors),
        version=current.version,
        is_outdated=is_outdated,
    )


def _day_page(values: Values, errors: Errors = (), *, is_outdated: bool = False) -> str:
    return render_template(
        "admin/calendar_day.html",
        fields=page_form.shown(NEW, values, errors=errors),
        version=calendar_in_force().version,
        is_outdated=is_outdated,
    )
