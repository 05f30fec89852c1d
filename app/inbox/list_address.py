"""The address of a list: view, filters, order and columns stand in it, so that it can be kept and sent.

Nothing of what a person wrote or is called stands there: names are ids, and what is searched for is sealed. What an
address cannot mean is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import parse_qsl, urlencode
from uuid import UUID

from flask import url_for

from app.inbox.list_columns import SORTED_BY, SORTS, chosen

DOWN = "turun"
LONGEST, LONGEST_QUERY = 60, 2000
FILTERS = ("baris", "kategori", "unit", "pemilik", "kanal", "tenggat", "dari", "sampai", "tanya")
# A filter is kept for every day and every reader: not at which place it was read, nor words that were searched for.
NOT_KEPT = frozenset({"sesudah", "tanya"})


@dataclass(frozen=True)
class Address:
    """Hold what an address says, as text; an empty text says nothing."""

    tampilan: str = ""
    baris: str = ""
    kategori: str = ""
    unit: str = ""
    pemilik: str = ""
    kanal: str = ""
    tenggat: str = ""
    dari: str = ""
    sampai: str = ""
    tanya: str = ""
    urut: str = ""
    arah: str = ""
    kolom: str = ""
    sesudah: str = ""

    @property
    def sort(self) -> str:
        """Return the column by which the list is sorted."""
        return self.urut if self.urut in SORTS else SORTED_BY

    @property
    def is_descending(self) -> bool:
        """Tell whether the order is reversed."""
        return self.arah == DOWN

    @property
    def after(self) -> UUID | None:
        """Return the task behind which the page begins; anything else is the beginning of the list."""
        try:
            return UUID(self.sesudah)
        except ValueError:
            return None

    @property
    def columns(self) -> tuple[str, ...] | None:
        """Return the columns that the address asks for, if it does."""
        return chosen(self.kolom.split(",")) if self.kolom else None

    @property
    def filters(self) -> dict[str, str]:
        """Return the filters that say something."""
        return {name: getattr(self, name) for name in FILTERS if getattr(self, name)}

    @property
    def url(self) -> str:
        """Write the address."""
        return url_for("inbox.tasks") + (f"?{urlencode(self.said)}" if self.said else "")

    @property
    def said(self) -> dict[str, str]:
        """Return everything that says something, by name."""
        return {field.name: getattr(self, field.name) for field in fields(self) if getattr(self, field.name)}

    @property
    def kept(self) -> str:
        """Write what a saved filter keeps."""
        return urlencode({name: value for name, value in self.said.items() if name not in NOT_KEPT})

    def with_(self, **changed: str) -> Address:
        """Return another address, which begins at the beginning of its list."""
        return replace(self, **{"sesudah": "", **changed})

    def without_filters(self) -> Address:
        """Return the address of the whole view."""
        return self.with_(**dict.fromkeys(FILTERS, ""))

    def sorted_by(self, column: str) -> Address:
        """Return the address of the same list in this order, or reversed where that is its order."""
        is_here = self.sort == column
        return self.with_(urut=column, arah=DOWN if is_here and not self.is_descending else "")


def read(arguments: Mapping[str, str]) -> Address:
    """Read an address; the sealed question alone is longer than a word."""
    said = {field.name: arguments.get(field.name, "") for field in fields(Address)}
    return Address(**{name: text if name in {"tanya", "kolom"} else text[:LONGEST] for name, text in said.items()})


def read_kept(query: str) -> str:
    """Return of a posted query what a saved filter may keep."""
    return read(dict(parse_qsl(query[:LONGEST_QUERY]))).kept
