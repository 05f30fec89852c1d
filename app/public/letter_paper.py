"""The answer as a letter on paper: number, date, whom it goes to, what it says, who signs, and where to go next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from app import paper
from app.config import Settings
from app.i18n import format_date, gettext
from app.public.next_instances import NextInstances
from forms.fields import Field

QR = 26 * mm


@dataclass(frozen=True)
class Letter:
    """Everything that is printed; `to` is empty where nobody may read who the reporter is."""

    number: str
    case_number: str
    title: str
    on: date
    received_on: date
    to: tuple[str, ...]
    answer: tuple[Field, ...]
    instances: NextInstances
    address: str


def printed(settings: Settings, letter: Letter) -> bytes:
    """Set the letter on A4. The same letter gives the same bytes."""
    story = [
        *paper.letterhead(settings),
        _head(letter),
        Spacer(1, 6 * mm),
        *(paper.paragraph(line, paper.TEXT) for line in _addressee(letter)),
        Spacer(1, 4 * mm),
        paper.paragraph(_opening(letter)),
        *_answer(letter.answer),
        paper.paragraph(gettext("Demikian jawaban kami. Atas perhatian Saudara kami sampaikan terima kasih.")),
        paper.signature(settings, letter.on),
        Spacer(1, 6 * mm),
        _foot(settings, letter),
    ]
    return paper.pdf(settings, gettext("Surat jawaban %(number)s", number=letter.number), story)


def _head(letter: Letter) -> Flowable:
    lines = [
        (gettext("Nomor"), letter.number),
        (gettext("Tanggal"), format_date(letter.on, "d MMMM y")),
        (gettext("Perihal"), gettext("Jawaban atas laporan “%(title)s”", title=letter.title)),
    ]
    cells = [[paper.paragraph(name), paper.paragraph(":"), paper.paragraph(text)] for name, text in lines]
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
    ]
    return Table(cells, colWidths=[22 * mm, 6 * mm, None], style=[*style, ("BOTTOMPADDING", (0, 0), (-1, -1), 0)])


def _addressee(letter: Letter) -> Sequence[str]:
    if letter.to:
        return [gettext("Kepada Yth."), *letter.to]
    return [gettext("Kepada Yth."), gettext("Pelapor dengan nomor laporan %(number)s", number=letter.case_number)]


def _opening(letter: Letter) -> str:
    return gettext(
        "Menjawab laporan Saudara nomor %(number)s yang kami terima tanggal %(day)s, bersama ini kami sampaikan:",
        number=letter.case_number,
        day=format_date(letter.received_on, "d MMMM y"),
    )


def _answer(fields: Sequence[Field]) -> list[Flowable]:
    """Set the answer; files that come with it are named, as they lie on the page."""
    story: list[Flowable] = []
    for field in fields:
        texts = [choice.label for choice in field.shown]
        if any(choice.href for choice in field.shown):
            said = gettext(
                "%(label)s, dapat dibuka pada halaman laporan: %(names)s", label=field.label, names=", ".join(texts)
            )
            story.append(paper.paragraph(said))
        else:
            story += [paper.paragraph(text) for text in "\n".join(texts).split("\n\n")]
    return story


def _foot(settings: Settings, letter: Letter) -> Flowable:
    told = [paper.paragraph(text, paper.SMALL) for text in _next(settings, letter)]
    drawing = Drawing(QR, QR)
    drawing.add(QrCodeWidget(letter.address, barWidth=QR, barHeight=QR, barLevel="M"))
    return KeepTogether(
        Table([[told, drawing]], colWidths=[None, QR + 4 * mm], style=[("VALIGN", (0, 0), (-1, -1), "TOP")])
    )


def _next(settings: Settings, letter: Letter) -> list[str]:
    until = letter.instances
    objection = gettext(
        "Bila permintaan informasi ditolak atau tidak dijawab: keberatan tertulis kepada atasan PPID melalui"
        " %(office)s, %(address)s, sampai %(day)s (30 hari kerja, UU 14/2008).",
        office=settings.office_name,
        address=settings.office_address,
        day=format_date(until.objection_until, "d MMMM y"),
    )
    ombudsman = gettext(
        "Bila penanganan laporan mengecewakan: Ombudsman Republik Indonesia, telepon 137, ombudsman.go.id, sampai"
        " %(day)s (dua tahun, UU 37/2008).",
        day=format_date(until.ombudsman_until, "d MMMM y"),
    )
    page = gettext(
        "Laporan ini dapat dibuka dengan nomor dan kode aksesnya: %(address)s", address=letter.address.partition("#")[0]
    )
    return [*((objection, ombudsman) if until.is_request else (ombudsman, objection)), page]
