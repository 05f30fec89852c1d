"""Tell what happened to a case in sentences."""

from __future__ import annotations

from app.i18n import lazy_gettext

SENTENCES = {
    "case_started": lazy_gettext("%(who)s mulai mengisi pengaduan."),
    "task_completed": lazy_gettext("%(who)s menyelesaikan “%(task)s”."),
    "task_carried_over": lazy_gettext("“%(task)s” disalin dari kasus %(number)s yang dilanjutkan."),
    "task_claimed": lazy_gettext("%(who)s mengambil “%(task)s”."),
    "task_released": lazy_gettext("%(who)s melepas “%(task)s”."),
    "timer_fired": lazy_gettext("Waktu “%(task)s” habis (tenggat %(due)s)."),
    "timers_moved": lazy_gettext("Tenggat dihitung ulang menurut kalender kerja versi %(calendar)s."),
    "identity_revealed": lazy_gettext("%(who)s membuka identitas pelapor; alasannya tercatat."),
    "follow_up_opened": lazy_gettext("Pelapor menyatakan belum selesai; kasus dilanjutkan sebagai %(number)s."),
    "case_cancelled": lazy_gettext("%(who)s menghentikan kasus."),
}
