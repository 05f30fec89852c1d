"""Take a copied chat apart: who wrote, when, and what, without the marks that WhatsApp puts around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.entries import clean_text

_DAY = r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{2,4})"
_TIME = r"\d{1,2}[.:]\d{2}(?:[.:]\d{2})?"
_WRITER = r"(?P<writer>[^:\n]{2,60}?):\s"
# An exported chat of Android, one of iOS, and messages copied from WhatsApp Web, which puts the time first.
_HEADERS = (
    re.compile(rf"{_DAY},? {_TIME} - {_WRITER}"),
    re.compile(rf"\[{_DAY},? {_TIME}\] {_WRITER}"),
    re.compile(rf"\[{_TIME}, {_DAY}\] {_WRITER}"),
)
_INVISIBLE = re.compile("[\u200b-\u200f\u2060]")
_NO_TEXT = re.compile(
    r"<[^<>]{3,40}>|pesan ini (?:telah )?dihapus|(?:gambar|video|audio) (?:tidak disertakan|dihilangkan)", re.I
)


@dataclass(frozen=True)
class Chat:
    """A message without its marks; `writer` and `sent_on` are empty for a text that is no chat."""

    text: str
    writer: str = ""
    sent_on: date | None = None


def read_chat(pasted: str) -> Chat:
    """Return what the first writer of a copied chat wrote; an answer of the office in between is left out."""
    text = clean_text(_INVISIBLE.sub("", pasted.replace("\u00a0", " ").replace("\u202f", " ")), multiline=True)
    lines = [(_header(line), line) for line in text.split("\n")]
    first = next((header for header, _ in lines if header), None)
    if first is None:
        return Chat(text)
    return Chat("\n".join(_said(lines, first["writer"])).strip(), first["writer"].strip(" ~"), _day(first))


def _said(lines: list[tuple[re.Match[str] | None, str]], writer: str) -> Iterator[str]:
    current = writer
    for header, line in lines:
        current = header["writer"] if header else current
        said = line[header.end() :] if header else line
        if current == writer and not _NO_TEXT.fullmatch(said.strip()):
            yield said


def _header(line: str) -> re.Match[str] | None:
    return next((found for form in _HEADERS if (found := form.match(line + " "))), None)


def _day(header: re.Match[str]) -> date | None:
    year = int(header["year"])
    try:
        return date(year + 2000 if year < 100 else year, int(header["month"]), int(header["day"]))
    except ValueError:
        return None
