"""What can go wrong, as facts, and the one table that says which page each fact becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask import Flask, render_template
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from app.i18n import gettext, lazy_gettext
from app.times import moment
from persistence.database import DatabaseBusy


class Missing(Exception):
    """Nothing that this person may see is at this address."""


class NotAllowed(Exception):
    """This account may not do this."""


class LoginRequired(Exception):
    """This page is for people who have logged in."""


class TaskGone(Exception):
    """Somebody else has finished this task."""

    def __init__(self, who: str, at: datetime | None) -> None:
        super().__init__(who)
        self.who, self.at = who, at


class TaskTaken(Exception):
    """Somebody else has claimed this task."""

    def __init__(self, who: str, at: datetime | None) -> None:
        super().__init__(who)
        self.who, self.at = who, at


class ChangedMeanwhile(Exception):
    """Somebody else has changed what this person was looking at; nothing was written."""


class TooManyAttempts(Exception):
    """Guessing was stopped for a while."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class CaseEnded(Exception):
    """The case has ended, or has come too far for this."""

    def __init__(self, at: datetime | None) -> None:
        super().__init__(at)
        self.at = at


class Erased(Exception):
    """The personal content of this case has been erased."""


class NotSetUp(Exception):
    """The office has no SOP or no working calendar yet; `flask upgrade` gives it both."""


class UploadRefused(Exception):
    """A file is too large, or is not what the office accepts; the argument is the sentence to show."""


def _task_gone(error: TaskGone) -> str:
    if error.at is None:
        return gettext("Tugas ini sudah tidak terbuka lagi. Isian Anda tidak disimpan sebagai jawaban.")
    if not error.who:
        return gettext("Tugas ini sudah ditutup pada %(at)s.", at=moment(error.at))
    return gettext("Tugas ini sudah diselesaikan oleh %(who)s pada %(at)s.", who=error.who, at=moment(error.at))


def _task_taken(error: TaskTaken) -> str:
    if error.at is None:
        return gettext("Tugas ini sudah diambil oleh %(who)s.", who=error.who)
    return gettext("Tugas ini sudah diambil oleh %(who)s pada %(at)s.", who=error.who, at=moment(error.at))


# The fact, its HTTP status, the title of its page and the sentence on it.
PAGES: Mapping[type[Exception], tuple[int, str, Callable[[Any], str]]] = {
    Missing: (
        404,
        lazy_gettext("Halaman tidak ditemukan"),
        lambda _: gettext("Alamat ini tidak ada, atau Anda tidak berhak melihatnya."),
    ),
    NotAllowed: (
        403,
        lazy_gettext("Tidak diizinkan"),
        lambda _: gettext("Akun Anda tidak berhak melakukan ini."),
    ),
    LoginRequired: (
        401,
        lazy_gettext("Silakan masuk"),
        lambda _: gettext("Halaman ini hanya untuk pengguna yang sudah masuk."),
    ),
    TaskGone: (409, lazy_gettext("Tugas sudah selesai"), _task_gone),
    TaskTaken: (
        409,
        lazy_gettext("Tugas sedang dikerjakan orang lain"),
        _task_taken,
    ),
    ChangedMeanwhile: (
        409,
        lazy_gettext("Sudah diubah orang lain"),
        lambda _: gettext("Sementara itu data ini diubah orang lain. Tidak ada yang tersimpan; buka lagi lalu ulangi."),
    ),
    TooManyAttempts: (
        429,
        lazy_gettext("Terlalu banyak percobaan"),
        lambda error: gettext("Silakan coba lagi setelah %(until)s.", until=moment(error.until)),
    ),
    CaseEnded: (
        409,
        lazy_gettext("Laporan sudah tidak dapat diubah"),
        lambda error: (
            gettext("Laporan ini sudah ditutup pada %(at)s. Kiriman Anda tidak disimpan.", at=moment(error.at))
            if error.at
            else gettext("Laporan ini sudah dijawab. Kiriman Anda tidak disimpan.")
        ),
    ),
    UploadRefused: (422, lazy_gettext("Berkas tidak diterima"), str),
    Erased: (
        410,
        lazy_gettext("Isi laporan sudah dihapus"),
        lambda _: gettext("Isi laporan ini sudah dihapus menurut ketentuan penyimpanan data."),
    ),
    NotSetUp: (
        503,
        lazy_gettext("Layanan belum siap"),
        lambda _: gettext("Kantor ini belum mempunyai SOP yang berlaku. Silakan kembali nanti."),
    ),
    CSRFError: (
        400,
        lazy_gettext("Formulir kedaluwarsa"),
        lambda _: gettext("Halaman terlalu lama terbuka. Muat ulang halaman lalu kirim kembali; draf Anda tersimpan."),
    ),
    DatabaseBusy: (
        503,
        lazy_gettext("Sistem sedang sibuk"),
        lambda _: gettext("Tidak ada yang tersimpan. Silakan coba lagi sebentar lagi."),
    ),
}


def register(app: Flask) -> None:
    """Turn every known fact into its page, and everything else into a page without details."""
    for kind in PAGES:
        app.register_error_handler(kind, page_of)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(SecurityError, _foreign_host)


def page_of(error: Exception) -> tuple[str, int, dict[str, str]]:
    """Return the page of a known fact."""
    status, title, text = PAGES[type(error)]
    headers = {"Retry-After": "2"} if status == 503 else {}
    return render_template("error.html", code=status, title=title, text=text(error)), status, headers


def _foreign_host(_: SecurityError) -> tuple[str, int]:
    # Flask builds no addresses for a host that it does not trust, so this page has no links and no frame.
    return gettext("Permintaan tidak dapat diproses"), 400


def _http(error: HTTPException) -> tuple[str, int] | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    title, text = _http_words(status)
    return render_template("error.html", code=status, title=title, text=text), status


def _http_words(status: int) -> tuple[str, str]:
    if status == 404:
        return gettext("Halaman tidak ditemukan"), gettext("Alamat ini tidak ada, atau Anda tidak berhak melihatnya.")
    if status == 413:
        return gettext("Kiriman terlalu besar"), gettext("Berkas yang dikirim melebihi batas ukuran.")
    if status < 500:
        return gettext("Permintaan tidak dapat diproses"), gettext("Periksa alamat atau isian Anda, lalu coba lagi.")
    return gettext("Terjadi gangguan"), gettext("Kesalahan ini sudah dicatat. Tidak ada yang tersimpan setengah jalan.")
