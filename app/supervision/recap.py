"""The recap of a month: to read, to sign, and to reckon with."""

from __future__ import annotations

from datetime import date

from flask import Response, render_template, request, url_for

from app import page_form
from app.actions.record_export import record_export
from app.errors import Missing
from app.office import current_office
from app.security.login import current_actor, requires
from app.supervision.blueprint import bp
from app.supervision.files import XLSX, attachment
from app.supervision.recap_figures import Recap, month_name, read_recap, shifted
from app.supervision.recap_files import TREND, as_pdf, as_xlsx, figure_names, standing

FIRST_YEAR = 2000  # No office kept its complaints here before, and an address with the year 1 would only be a slip.


@bp.get("/rekap")
@requires("supervisor")
def recap() -> str:
    """Show the recap of a month, else of the present one."""
    office = current_office()
    shown = read_recap(office, _month(request.args.get("bulan", "")))
    before, after = shifted(shown.month, -1), shifted(shown.month, 1)
    return render_template(
        "supervision/recap.html",
        recap=shown,
        standing=standing(shown),
        figures=figure_names(),
        trend_figures=TREND,
        trend_names=[figure_names()[name] for name in TREND],
        before=(month_name(before), _url(before)),
        after=None if shown.is_running else (month_name(after), _url(after)),
        most=max(1, *(max(line.tally.received, line.tally.answered) for line in shown.trend)),
    )


@bp.get("/rekap/<month>.pdf")
@requires("supervisor")
def recap_pdf(month: str) -> Response:
    """Send the recap ready to be signed."""
    shown = _named(month)
    return _sent(shown, as_pdf(current_office().settings, shown), "application/pdf", "pdf")


@bp.get("/rekap/<month>.xlsx")
@requires("supervisor")
def recap_xlsx(month: str) -> Response:
    """Send the recap as a workbook."""
    shown = _named(month)
    return _sent(shown, as_xlsx(shown), XLSX, "xlsx")


def _named(month: str) -> Recap:
    """Read the recap of the month in an address. Raises Missing for one that cannot be, or has not begun."""
    wanted = _parsed(month)
    if wanted is None:
        raise Missing
    return read_recap(current_office(), wanted)


def _sent(recap: Recap, content: bytes, media_type: str, ending: str) -> Response:
    month = f"{recap.month:%Y-%m}"
    record_export(current_office(), current_actor(), "recap_exported", content, month=month, form=ending)
    return attachment(content, media_type, f"rekap-pengaduan-{month}.{ending}")


def _month(text: str) -> date:
    return _parsed(text) or page_form.today().replace(day=1)


def _parsed(text: str) -> date | None:
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return month if month.year >= FIRST_YEAR and month <= page_form.today() else None


def _url(month: date) -> str:
    return url_for("supervision.recap", bulan=f"{month:%Y-%m}")
