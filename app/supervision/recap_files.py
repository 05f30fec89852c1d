"""The recap as files: a PDF that is ready to be signed, and an XLSX to reckon with."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether

from app import paper, times
from app.config import Settings
from app.i18n import gettext
from app.supervision.recap_figures import Figures, Recap, Table
from persistence.recap import Tally


def figure_names() -> dict[str, str]:
    """Name the figures of a tally, in the order in which every table shows them."""
    return {
        "received": gettext("Masuk"),
        "answered": gettext("Dijawab"),
        "withdrawn": gettext("Ditutup tanpa jawaban"),
        "open": gettext("Belum dijawab"),
        "late": gettext("Di antaranya terlambat"),
        "late_steps": gettext("Langkah melewati waktu baku"),
    }


TREND = ("received", "answered", "withdrawn", "late_steps")


def standing(recap: Recap) -> str:
    """Say as of when the open cases were counted."""
    if recap.is_running:
        return gettext("Bulan ini masih berjalan; keadaan %(at)s.", at=times.moment(recap.at))
    return gettext("Keadaan pada akhir bulan.")


def as_pdf(settings: Settings, recap: Recap) -> bytes:
    """Print the recap with its tables, its trend and the block in which it is signed."""
    names = figure_names()
    story: list[Flowable] = [
        *paper.letterhead(settings),
        paper.paragraph(recap.title.upper(), paper.HEADING),
        paper.paragraph(standing(recap)),
        _total(recap.total, names),
    ]
    for table in recap.tables:
        story += _section(table, recap.total, names)
    story.append(KeepTogether(_trend(recap, names)))
    story.append(paper.signature(settings, times.local(recap.at).date()))
    return paper.pdf(settings, recap.title, story)


def as_xlsx(recap: Recap) -> bytes:
    """Write the recap as a workbook: one sheet per table and one for the trend. Texts are never formulas."""
    names = figure_names()
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": recap.title, "created": recap.at.replace(tzinfo=None)})
        bold = book.add_format({"bold": True, "text_wrap": True, "border": 1})
        for table in recap.tables:
            lines = [*table.lines, Figures(gettext("Jumlah"), recap.total)]
            _sheet(book.add_worksheet(table.by), (recap.title, standing(recap)), (table.by, names), lines, bold)
        shown = {name: names[name] for name in TREND}
        _sheet(book.add_worksheet(gettext("Tren")), (recap.title,), (gettext("Bulan"), shown), recap.trend, bold)
    return written.getvalue()


def _total(total: Tally, names: dict[str, str]) -> Flowable:
    return paper.table(list(names.values()), [[getattr(total, name) for name in names]], [29 * mm] * len(names))


def _section(table: Table, total: Tally, names: dict[str, str]) -> list[Flowable]:
    rows = [_row(line, tuple(names)) for line in (*table.lines, Figures(gettext("Jumlah"), total))]
    heading = paper.paragraph(gettext("Menurut %(thing)s", thing=table.by.lower()), paper.SUBHEADING)
    heading.keepWithNext = True
    return [
        heading,
        paper.table([table.by, *names.values()], rows, [54 * mm] + [20 * mm] * len(names), ends_with_sum=True),
    ]


def _trend(recap: Recap, names: dict[str, str]) -> list[Flowable]:
    head = [gettext("Bulan"), *(names[name] for name in TREND)]
    return [
        paper.paragraph(gettext("Tren dua belas bulan"), paper.SUBHEADING),
        paper.paragraph(gettext("Terang: masuk; gelap: dijawab."), paper.SMALL),
        _chart(recap.trend),
        paper.table(head, [_row(line, TREND) for line in recap.trend], [34 * mm] * len(head)),
    ]


def _chart(trend: Sequence[Figures]) -> Flowable:
    """Draw what came in beside what was answered; light and dark differ in print without colour too."""
    drawing = Drawing(174 * mm, 46 * mm)
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 8 * mm, 8 * mm, 160 * mm, 34 * mm
    chart.data = [[line.tally.received for line in trend], [line.tally.answered for line in trend]]
    chart.categoryAxis.categoryNames = [line.name for line in trend]
    chart.categoryAxis.labels.fontName, chart.categoryAxis.labels.fontSize = "Times-Roman", 7
    chart.valueAxis.labels.fontName, chart.valueAxis.labels.fontSize = "Times-Roman", 7
    chart.valueAxis.valueMin, chart.valueAxis.forceZero = 0, 1
    chart.valueAxis.valueStep = _step(max(max(series) for series in chart.data))
    chart.bars[0].fillColor, chart.bars[1].fillColor = colors.Color(0.75, 0.8, 0.86), colors.Color(0.12, 0.3, 0.55)
    drawing.add(chart)
    return drawing


def _step(most: int) -> int:
    """Choose a round number, so that the axis has about five of them."""
    power: int = 10 ** (len(str(max(1, most // 5))) - 1)
    return next(step for step in (power, 2 * power, 5 * power, 10 * power) if 5 * step >= most)


def _row(line: Figures, figures: Sequence[str]) -> list[str | int]:
    return [line.name, *(getattr(line.tally, name) for name in figures)]


def _sheet(
    sheet: xlsxwriter.worksheet.Worksheet,
    above: Sequence[str],
    head: tuple[str, dict[str, str]],
    lines: Sequence[Figures],
    bold: object,
) -> None:
    by, figures = head
    for number, text in enumerate(above):
        sheet.write_string(number, 0, text)
    top = len(above) + 1
    for column, text in enumerate((by, *figures.values())):
        sheet.write_string(top, column, text, bold)
    for number, line in enumerate(lines, start=top + 1):
        sheet.write_string(number, 0, line.name)
        for column, name in enumerate(figures, start=1):
            sheet.write_number(number, column, getattr(line.tally, name))
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, len(figures), 14)
    sheet.freeze_panes(top + 1, 1)
