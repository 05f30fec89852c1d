"""Exchange with SP4N-LAPOR!: complaints in, from its CSV file, and out, in the same columns."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from flask import Response, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.export_sp4n import Period, export_sp4n
from app.actions.import_sp4n import Report, check_sp4n, import_sp4n
from app.actions.keep_import_file import drop_import_file, keep_import_file, kept_import_file
from app.desk.blueprint import bp
from app.errors import UploadRefused
from app.i18n import gettext
from app.office import current_office
from app.security.login import current_actor
from app.sp4n.answers import SP4N
from app.sp4n.columns import COLUMNS, REQUIRED
from app.sp4n.reading import MOST_LINES
from forms.errors import FieldErrors

PERIOD = page_form.load(Path(__file__).parent / "schemas", "ekspor")
# A page with more lines would be slow to read and to send; what is wrong comes first.
MOST_SHOWN = 500
ORDER = {"refused": 0, "waiting": 1, "ready": 2, "done": 3, "known": 4}
Page = str | AnyResponse | tuple[str, int]


@bp.get("/sp4n")
def exchange() -> str:
    """Show what can be brought in and taken out."""
    return _page()


@bp.post("/sp4n")
def try_import() -> Page:
    """Tell what would become of each line of a file; nothing is recorded yet."""
    office, actor = current_office(), current_actor()
    try:
        content = _posted_file(office.settings.upload_max_mb)
        report = check_sp4n(office, actor, content)
    except UploadRefused as refused:
        return _page(problem=str(refused)), 422
    keep_import_file(office, actor, content)
    return _page(report=report)


@bp.post("/sp4n/impor")
def bring_in() -> Page:
    """Record what the trial found ready; a long file takes several presses."""
    office, actor = current_office(), current_actor()
    content = kept_import_file(office, actor)
    if content is None:
        return _page(problem=gettext("Berkas yang dicoba sudah tidak ada di sini. Coba sekali lagi.")), 422
    report = import_sp4n(office, actor, content)
    if not report.count("waiting"):
        drop_import_file(office, actor)
    return _page(report=report, is_done=True)


@bp.post("/sp4n/ekspor")
def take_out() -> Page:
    """Send the complaints of a period, as they are written."""
    try:
        given = page_form.answers(PERIOD)
    except FieldErrors as refused:
        return _page(wrong=refused), 422
    first, last = date.fromisoformat(given["dari"]), date.fromisoformat(given["sampai"])
    period = Period(first, last, SP4N if given.get("hanya_sp4n") else None)
    response = Response(export_sp4n(current_office(), current_actor(), period), mimetype="text/csv")
    name = f"laporan-{period.first}-{period.last}.csv"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _posted_file(max_mb: int) -> bytes:
    file = request.files.get("berkas")
    if file is None or not file.filename:
        raise UploadRefused(gettext("Pilih berkas CSV."))
    content: bytes = file.read()
    if len(content) > max_mb * 1024 * 1024:
        raise UploadRefused(gettext("Berkas lebih besar dari %(max)d MB.", max=max_mb))
    return content


def _page(
    report: Report | None = None, *, is_done: bool = False, problem: str = "", wrong: FieldErrors | None = None
) -> str:
    lines = sorted(report.lines, key=lambda line: (ORDER[line.outcome], line.line)) if report else []
    today = page_form.today()
    period = {"dari": today.replace(day=1).isoformat(), "sampai": today.isoformat()}
    return render_template(
        "desk/exchange.html",
        report=report,
        lines=lines[:MOST_SHOWN],
        is_done=is_done,
        problem=problem,
        period=page_form.shown(PERIOD, wrong.values if wrong else period, errors=wrong.errors if wrong else ()),
        columns=COLUMNS,
        required=REQUIRED,
        most_lines=MOST_LINES,
        max_mb=current_office().settings.upload_max_mb,
    )
