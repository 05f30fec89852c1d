"""The day that a message speaks of, counted from the day on which it is read."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
WEEKDAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")
NUMBERS = {"satu": 1, "se": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7}
UNITS = {"hari": 1, "minggu": 7, "pekan": 7}

_LONG = re.compile(
    r"\b(?P<day>\d{1,2})\s+(?P<month>jan|feb|mar|apr|mei|jun|jul|ag[us]|sep|okt|nov|des)[a-z]*\.?(?:\s+(?P<year>\d{4}))?\b",
    re.I,
)
_SHORT = re.compile(r"\b(?P<day>\d{1,2})[/-](?P<month>\d{1,2})(?:[/-](?P<year>\d{4}|\d{2}))?\b(?![/\d])")
_AGO = re.compile(
    r"\b(?P<number>\d{1,2}|se|satu|dua|tiga|empat|lima|enam|tujuh)\s*(?P<unit>hari|minggu|pekan)\s+(?:yang\s+|yg\s+)?(?:lalu|kemarin)\b",
    re.I,
)
_WEEKDAY = re.compile(
    r"\b(?:hari\s+)?(?P<weekday>senin|selasa|rabu|kamis|jum'?at|sabtu|minggu)\s+(?:kemarin|lalu|yang lalu|yg lalu)\b",
    re.I,
)
_NEAR = (
    (re.compile(r"\b(?:kemarin lusa|kemaren lusa)\b", re.I), 2),
    (re.compile(r"\b(?:kemarin|kemaren|semalam|tadi malam|td malam)\b", re.I), 1),
    (re.compile(r"\b(?:hari ini|tadi pagi|tadi siang|tadi sore|barusan|baru saja)\b", re.I), 0),
)


def day_in(text: str, today: date) -> tuple[date, str] | None:
    """Return the day that a text names first in the surest way, with its words; never one after today."""
    for ways in (_dates, _relative):
        found = next(ways(text, today), None)
        if found:
            return found
    return None


def _dates(text: str, today: date) -> Iterator[tuple[date, str]]:
    readers: tuple[tuple[re.Pattern[str], Callable[[str], int]], ...] = ((_LONG, _month), (_SHORT, int))
    for form, month_of in readers:
        for found in form.finditer(text):
            # RT 02/03 is written as a date is.
            if re.search(r"\brt\W*$|\brw\W*$", text[: found.start()], re.I):
                continue
            day = _past(int(found["day"]), month_of(found["month"]), found["year"], today)
            if day:
                yield day, found[0]


def _relative(text: str, today: date) -> Iterator[tuple[date, str]]:
    for found in _AGO.finditer(text):
        number = found["number"].lower()
        count = int(number) if number.isdigit() else NUMBERS[number]
        yield today - timedelta(days=count * UNITS[found["unit"].lower()]), found[0]
    for found in _WEEKDAY.finditer(text):
        wanted = WEEKDAYS.index(found["weekday"].lower().replace("'", ""))
        yield today - timedelta(days=(today.weekday() - wanted - 1) % 7 + 1), found[0]
    for form, days in _NEAR:
        for found in form.finditer(text):
            yield today - timedelta(days=days), found[0]


def _month(name: str) -> int:
    short = name.lower()[:3]
    return MONTHS.index("agu" if short == "ags" else short) + 1


def _past(day: int, month: int, year: str | None, today: date) -> date | None:
    """Return the day, of this year or the last where the year is not written."""
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else [today.year, today.year - 1]
    for each in years:
        try:
            found = date(each, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None
