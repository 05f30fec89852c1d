"""The columns of the inbox: which there are, which a list can be sorted by, and what somebody has chosen."""

from __future__ import annotations

from collections.abc import Iterable

from app.i18n import gettext
from persistence.inbox_select import DUE, NUMBER, ROW

TITLE = "judul"
# What each sorts by; a title is sealed, and sorted after it has been opened.
SORTS = {
    "nomor": NUMBER,
    TITLE: "",
    "baris": ROW,
    "kategori": "category_key",
    "unit": "unit_key",
    "tenggat": DUE,
    "pemilik": "owner_key",
    "kanal": "channel",
}
USUAL = (TITLE, "baris", "kategori", "tenggat", "pemilik")
SORTED_BY = "tenggat"


def labels() -> dict[str, str]:
    """Name the columns, in their usual order."""
    return {
        "nomor": gettext("Nomor"),
        TITLE: gettext("Laporan"),
        "baris": gettext("Langkah"),
        "kategori": gettext("Kategori"),
        "unit": gettext("Unit"),
        "tenggat": gettext("Tenggat, sisa waktu kerja"),
        "pemilik": gettext("Pemilik"),
        "kanal": gettext("Kanal"),
    }


def chosen(names: Iterable[str]) -> tuple[str, ...]:
    """Return the columns that are named, each once; a line can always be told from others by its report."""
    known = tuple(dict.fromkeys(name for name in names if name in SORTS))
    if not known:
        return USUAL
    return known if TITLE in known or "nomor" in known else ("nomor", *known)
