"""Find what says who the reporter is in a text that colleagues without that right are going to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import forms.schema
from app.case_file import CaseFile
from app.i18n import gettext
from forms.identity import covered_fields
from persistence.documents import Document
from processes.sop import Row

# Words of the law are numbers too, so only what has the form of a NIK, of a mobile number or of a mailbox counts.
NIK = re.compile(r"(?<!\d)\d(?:[ .-]?\d){15}(?!\d)")
MOBILE = re.compile(r"(?<!\d)(?:\+?62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)")
MAILBOX = re.compile(r"[\w.+-]+@(?![\w.-]*\.go\.id\b)[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
SHORTEST = 4  # A shorter value is found in too many innocent words.


def contact_in(text: str) -> str:
    """Say which kind of contact or number of a person a text holds, or nothing."""
    kinds = ((NIK, gettext("NIK")), (MOBILE, gettext("nomor HP")), (MAILBOX, gettext("alamat e-mail")))
    return next((name for pattern, name in kinds if pattern.search(text)), "")


def identity_rows(case: CaseFile) -> frozenset[str]:
    """Return the elements of the rows that are handed a document with the reporter's identity."""
    sop = case.diagram.sop
    named = sop.row(sop.first_row).outputs
    return frozenset(row.element_id for row in sop.rows if set(named) & set(row.inputs))


def names_reporter(case: CaseFile, documents: Mapping[str, Document], text: str) -> bool:
    """Tell whether a text holds a value under which the first row's form keeps who the reporter is.

    Ask it only for a writer who is handed these values anyway: the answer must not let anybody else try names.
    """
    sop = case.diagram.sop
    first = sop.row(sop.first_row)
    # Opened as for a row that is handed what the first one leaves behind.
    opened = case.kelengkapan(replace(first, inputs=first.outputs), documents)
    said = _plain(text)
    return any(value in said for content in opened.values() if content for value in _values(first, content))


def _values(row: Row, content: Mapping[str, Any]) -> Iterator[str]:
    form = forms.schema.load(row.form, by_staff=True)
    for name in covered_fields(form, content, is_confidential=True):
        value = content[name]
        if isinstance(value, str) and len(value.strip()) >= SHORTEST:
            yield _plain(value)


def _plain(text: str) -> str:
    """Return a text as words in small letters with one space around each, so that only whole words match."""
    words = re.findall(r"[\w@]+", text.casefold())
    return f" {' '.join(words)} "
