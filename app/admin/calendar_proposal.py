"""One way for every change of the calendar: see what it does to open tasks, agree, and then it is in force."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from app import page_form
from app.actions.change_calendar import (
    change_calendar,
    count_moves,
    current_calendar,
    require_working_time,
)
from app.actions.seen import require_same
from app.admin.blueprint import Values, seen
from app.admin.calendar_words import differences
from app.errors import ChangedMeanwhile
from app.i18n import gettext, ngettext
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor
from forms.choices import Choices
from forms.errors import FieldErrors
from forms.schema import Form
from processes.errors import NoWorkingTime
from processes.working_calendar import WorkingCalendar

NOT_CARRIED = frozenset({"csrf_token", "dilihat", "setuju"})
Answer = Response | tuple[str, int] | str


@dataclass(frozen=True)
class Proposal:
    """A calendar that an administrator wants; `discarded` are proposed holidays that will not be any."""

    wanted: WorkingCalendar
    discarded: tuple[date, ...] = ()


@dataclass(frozen=True)
class Page:
    """A form page of the calendar: its form and choices, how it is shown, what it changes, where it leads back to."""

    form: Form
    show: Callable[..., str]
    change: Callable[[WorkingCalendar, Values], Proposal]
    back_url: str
    choices: Choices = field(default_factory=dict)


def calendar_in_force() -> WorkingCalendar:
    """Read the calendar as it is now, not as this process remembers it."""
    with current_office().database.reading() as connection:
        return current_calendar(connection)


def propose(page: Page) -> Answer:
    """Judge a filled-in form: show it again, show what it would do, or put it in force."""
    given: Values = page_form.NOTHING
    try:
        given = page_form.answers(page.form, page.choices)
        calendar = calendar_in_force()
        proposal = page.change(calendar, given)
        return settle(calendar, proposal, page.back_url)
    except FieldErrors as refused:
        return page.show(refused.values, refused.errors), 422
    except NoWorkingTime:
        too_little = gettext("Dengan kalender ini hampir tidak ada hari kerja, sehingga tenggat tidak dapat dihitung.")
        return page.show(given, [page_form.refusal(next(iter(page.form.properties)), too_little)]), 422
    except ChangedMeanwhile:
        return page.show(given, is_outdated=True), 409


def settle(calendar: WorkingCalendar, proposal: Proposal, back_url: str) -> Answer:
    """Show what a proposal would do, or put it in force once it is agreed to.

    Raises ChangedMeanwhile or NoWorkingTime.
    """
    office = current_office()
    if replace(proposal.wanted, version=calendar.version) == calendar and not proposal.discarded:
        flash(gettext("Tidak ada yang berubah."), "info")
        return see_other(back_url)
    if "setuju" not in request.form:
        require_working_time(proposal.wanted, office.now())
        if request.method == "POST":
            require_same(seen(), str(calendar.version))
        return _preview(calendar, proposal, back_url)
    require_same(seen(), str(calendar.version))
    changed = change_calendar(office, current_actor(), proposal.wanted, proposal.discarded)
    flash(_moved(changed.version, changed.moved), "success")
    return see_other(back_url)


def _preview(calendar: WorkingCalendar, proposal: Proposal, back_url: str) -> str:
    carried = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    return render_template(
        "admin/calendar_preview.html",
        version=proposal.wanted.version,
        differences=differences(calendar, proposal.wanted),
        discarded=proposal.discarded,
        moves=count_moves(current_office(), proposal.wanted),
        carried=[*carried, ("dilihat", str(calendar.version)), ("setuju", "ya")],
        url=request.path,
        back_url=back_url,
    )


def _moved(version: int, moved: int) -> str:
    in_force = gettext("Kalender versi %(version)s berlaku.", version=version)
    if not moved:
        return gettext("%(in_force)s Tidak ada tenggat yang bergeser.", in_force=in_force)
    told = ngettext("Tenggat %(num)d tugas terbuka digeser.", "Tenggat %(num)d tugas terbuka digeser.", moved)
    return f"{in_force} {told}"
