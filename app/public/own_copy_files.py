"""A person's own data as one file: JSON for machines, a page for reading, and the attached files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import orjson
from flask import render_template

from app import times
from app.office import Office
from app.public.own_copy import CaseCopy, content
from forms.fields import Field
from persistence.accounts import Account

IN_MEMORY = 8 * 1024 * 1024
Address = Mapping[str, str]


@dataclass(frozen=True)
class Copy:
    """What goes into the file; `account` is None for a case that is opened by its code."""

    at: datetime
    account: Account | None
    cases: tuple[CaseCopy, ...]


def packed(office: Office, copy: Copy) -> IO[bytes]:
    """Pack everything; what does not fit into memory lies in a temporary file, which goes when it is closed."""
    # The caller sends it and then closes it.
    packing: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115
    names = {str(file.id): name for one in copy.cases for name, file in _named(one)}
    with ZipFile(packing, "w", ZIP_DEFLATED) as archive:
        _write(archive, copy.at, "data.json", orjson.dumps(_json(copy, names), option=orjson.OPT_INDENT_2))
        page = render_template("public/own_copy.html", copy=copy, names=names)
        _write(archive, copy.at, "baca-saya.html", page.encode())
        for one in copy.cases:
            for name, file in _named(one):
                # Pictures and PDFs are compressed already.
                _write(archive, copy.at, name, content(office, one.case, file), ZIP_STORED)
    packing.seek(0)
    return packing


def _write(archive: ZipFile, at: datetime, name: str, data: bytes, way: int = ZIP_DEFLATED) -> None:
    entry = ZipInfo(name, times.local(at).timetuple()[:6])
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, data, way)


def _named(one: CaseCopy) -> Iterator[tuple[str, Any]]:
    folder = one.case.number.replace("/", "-")
    for place, (name, file) in enumerate(one.files, start=1):
        yield f"lampiran/{folder}/{place:02}-{name}", file


def _json(copy: Copy, names: Address) -> dict[str, Any]:
    account = copy.account
    return {
        "dibuat": copy.at.isoformat(),
        "akun": {"nama": account.name, "nama_masuk": account.login, "terdaftar": account.created_at.isoformat()}
        if account
        else None,
        "laporan": [_case(one, names) for one in copy.cases],
    }


def _case(one: CaseCopy, names: Address) -> dict[str, Any]:
    case = one.case
    told: dict[str, Any] = {
        "nomor": case.number,
        "kerahasiaan": case.visibility,
        "kanal": case.channel,
        "dikirim": case.submitted_at.isoformat(),
        "dijawab": case.answered_at.isoformat() if case.answered_at else None,
        "ditutup": case.closed_at.isoformat() if case.closed_at else None,
    }
    if one.page is None:
        return told
    return {
        **told,
        "status": str(one.page.standing.words.title),
        "isi": [{"ditulis": each.at.isoformat(), "isian": _fields(each.fields, names)} for each in one.versions],
        "bukti_tambahan": [
            {
                "ditulis": each.at.isoformat(),
                "keterangan": each.text,
                "berkas": [names[file.value] for file in each.files],
            }
            for each in one.page.additions
        ],
        "pesan": [
            {
                "dari": "pelapor" if each.is_reporters else "kantor",
                "pada": (each.row.created_at if each.is_reporters else each.read_at).isoformat(),
                "teks": each.text if each.is_reporters else each.words,
                "berkas": [names[file.value] for file in each.files],
            }
            for each in one.said
        ],
        "jawaban": _fields(one.page.answer, names),
        "tanggapan_anda": _fields(one.page.reply, names),
    }


def _fields(fields: Sequence[Field], names: Address) -> list[dict[str, Any]]:
    return [
        {
            "isian": field.name,
            "judul": field.label,
            "nilai": [names.get(choice.value, choice.label) if choice.href else choice.label for choice in field.shown],
        }
        for field in fields
    ]
