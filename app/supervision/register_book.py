"""The register book of a year: to look through, to sign, and to keep."""

from __future__ import annotations

from itertools import islice

from flask import Response, render_template, url_for

from app import page_form
from app.actions.record_export import record_export
from app.errors import Missing
from app.office import current_office
from app.security.login import current_actor, requires
from app.supervision import register_files
from app.supervision.blueprint import bp
from app.supervision.files import XLSX, attachment
from app.supervision.register_lines import columns, entries
from persistence import register as book

SHOWN = 100


@bp.get("/register", defaults={"register_year": None})
@bp.get("/register/<int:register_year>")
@requires("supervisor")
def register(register_year: int | None) -> str:
    """Show the beginning of a year's book, else of the present one's; the files hold all of it."""
    office = current_office()
    years = _years()
    wanted = years[0] if register_year is None else _known(register_year)
    found = list(islice(entries(office, wanted), SHOWN + 1))
    return render_template(
        "supervision/register.html",
        title=register_files.title_of(wanted),
        year=wanted,
        years=[(each, url_for("supervision.register", register_year=each)) for each in years],
        columns=columns(),
        entries=found[:SHOWN],
        is_whole=len(found) <= SHOWN,
    )


@bp.get("/register/<int:register_year>.pdf")
@requires("supervisor")
def register_pdf(register_year: int) -> Response:
    """Send the book ready to be signed."""
    office, today = current_office(), page_form.today()
    content = register_files.as_pdf(office.settings, register_year, list(entries(office, _known(register_year))), today)
    return _sent(register_year, content, "application/pdf", "pdf")


@bp.get("/register/<int:register_year>.xlsx")
@requires("supervisor")
def register_xlsx(register_year: int) -> Response:
    """Send the book as a workbook."""
    content = register_files.as_xlsx(register_year, list(entries(current_office(), _known(register_year))))
    return _sent(register_year, content, XLSX, "xlsx")


def _known(year: int) -> int:
    """Return a year that has a book. Raises Missing."""
    if year not in _years():
        raise Missing
    return year


def _years() -> list[int]:
    with current_office().database.reading() as connection:
        return book.years(connection) or [page_form.today().year]


def _sent(year: int, content: bytes, media_type: str, ending: str) -> Response:
    record_export(current_office(), current_actor(), "register_exported", content, year=str(year), form=ending)
    return attachment(content, media_type, f"register-pengaduan-{year}.{ending}")
