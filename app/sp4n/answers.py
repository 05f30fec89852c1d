"""From a line of the file to the answers of the complaint form, as an operator would have filled it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from app.catalogue import Edited
from app.sp4n.columns import CATEGORY, CATEGORY_ID, CHANNEL, FIELDS, KIND, LIST_SIGN, RECEIVED, TEXT, TITLE
from forms.choices import choices_of
from forms.pasted.what import title_in
from forms.schema import Form
from persistence.categories import Category

SP4N = "sp4n_lapor"
# The file asks less than our form does; what it does not say is said to be unsaid.
UNSAID = "Tidak disebutkan pada SP4N-LAPOR!"
KINDS = {"permintaan informasi": "informasi", "permintaan_informasi": "informasi", "keluhan": "pengaduan"}
_DATE = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})(?:\D.*)?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
DATES = (RECEIVED, "tanggal_kejadian")


def raw_of(cells: Mapping[str, str], form: Form, edited: Edited) -> dict[str, list[str]]:
    """Return what a browser would post for a line; whatever cannot be read is left for the form to refuse."""
    kind = cells.get(KIND, "pengaduan").lower()
    values = {field: cells[column] for field, column in FIELDS.items() if column in cells}
    values |= {field: _iso(values[field]) for field, column in FIELDS.items() if column in DATES and column in cells}
    values |= dict(_category(cells, edited))
    values |= {
        "jenis_laporan": KINDS.get(kind, kind),
        "kanal": channel_of(cells, form),
        "judul": cells.get(TITLE) or title_in(cells.get(TEXT, "")),
        "kerahasiaan": cells.get("kerahasiaan", "biasa" if "nama" in cells else "anonim").lower(),
        "dikuasakan": "true" if "nama_pemberi_kuasa" in cells else "",
        "pernyataan": "true",
        "privasi_dibaca": "true",
    }
    unsaid = {name: text for name, text in _unsaid(cells) if name not in values}
    lists = {"cara_memperoleh": values.pop("cara_memperoleh", "salinan_digital").split(LIST_SIGN)}
    return {name: [value] for name, value in {**unsaid, **values}.items() if value} | lists


def category_of_number(edited: Edited, number: str) -> Category | None:
    """Find the category that SP4N-LAPOR! knows by a number; a sub-category before the one above it."""
    known = [each for each in edited.categories.values() if number in re.split(r"[ ,]+", each.external_id or "")]
    return min(known, key=lambda each: (each.parent_id is None, not each.is_active, each.position), default=None)


def code_path(edited: Edited, category: Category | None) -> str:
    """Spell a category by its codes, from the top: infrastructure/lampu_jalan."""
    if category is None:
        return ""
    above = edited.categories.get(category.parent_id or 0)
    return f"{above.code}/{category.code}" if above else category.code


def channel_of(cells: Mapping[str, str], form: Form) -> str:
    """Return the channel of a line; what came by nobody's hand, as by our own pages, came here by this file."""
    given = cells.get(CHANNEL, SP4N).lower()
    rules = [rule for rule in form.properties.values() if rule.get("x-sets") == "channel"]
    return given if given in {choice.value for rule in rules for choice in choices_of(rule, {})} else SP4N


def _category(cells: Mapping[str, str], edited: Edited) -> Iterator[tuple[str, str]]:
    """Yield category and sub-category: by our codes where the line has them, else by the number of SP4N-LAPOR!."""
    path = cells.get(CATEGORY, "")
    if edited.category_id(*_pair(path)) is None and CATEGORY_ID in cells:
        path = code_path(edited, category_of_number(edited, cells[CATEGORY_ID])) or path
    code, subcode = _pair(path)
    yield "kategori", code
    # A number of the top level says nothing more; every category has a sub-category for that.
    yield "sub_kategori", subcode or "lainnya"


def _pair(path: str) -> tuple[str, str]:
    code, _, subcode = path.partition("/")
    return code.strip(), subcode.strip()


def _unsaid(cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in ("alamat", "lokasi_desa", "penyelesaian", "tujuan_informasi"):
        yield name, UNSAID
    yield "cara_salinan", "elektronik"
    ways = {"hp": "no_hp", "email": "email"}
    yield "cara_dihubungi", next((way for way, column in ways.items() if column in cells), "kanal_asal")


def _iso(text: str) -> str:
    """Return a date as forms write it, without the time of day behind it; what is no date stays as it is."""
    iso, local = _ISO.match(text), _DATE.fullmatch(text)
    if iso:
        return iso[0]
    if not local:
        return text
    try:
        return date(int(local["year"]), int(local["month"]), int(local["day"])).isoformat()
    except ValueError:
        return text
