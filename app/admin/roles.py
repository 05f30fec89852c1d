"""The roles of accounts, in words."""

from __future__ import annotations

from collections.abc import Mapping

from app.i18n import lazy_gettext

ROLES: Mapping[str, str] = {
    "citizen": lazy_gettext("Pelapor"),
    "staff": lazy_gettext("Petugas"),
    "supervisor": lazy_gettext("Pengawas"),
    "administrator": lazy_gettext("Administrator"),
    "auditor": lazy_gettext("Auditor"),
}
