"""The sentences that tell a person what to correct, by JSON Schema keyword."""

from typing import Any


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for "to be translated, but not here".
    """Mark a text for the translation catalogue and return it unchanged."""
    return text


YES = N_("Ya")
NOT_IN_LIST = N_("Pilih %(label)s dari daftar.")
NOT_IN_PARENT = N_("%(label)s yang dipilih tidak termasuk dalam %(parent)s. Pilih yang sesuai.")
IN_THE_FUTURE = N_("%(label)s tidak boleh setelah hari ini.")

REQUIRED = N_("%(label)s wajib diisi.")
REQUIRED_BY_WIDGET = {
    "radio": N_("Pilih %(label)s."),
    "select": N_("Pilih %(label)s."),
    "checkboxes": N_("Pilih paling sedikit satu pada %(label)s."),
    "attachments": N_("Unggah %(label)s."),
    "checkbox": N_("Centang untuk melanjutkan: %(label)s"),
}

BY_FORMAT = {
    "date": N_("%(label)s belum benar. Tulis tanggal seperti 2026-11-24."),
    "email": N_("%(label)s belum benar. Tulis seperti nama@contoh.id."),
}

BY_KEYWORD = {
    "minLength": N_("%(label)s terlalu pendek: tulis paling sedikit %(limit)d karakter."),
    "maxLength": N_("%(label)s terlalu panjang: paling banyak %(limit)d karakter."),
    "minimum": N_("%(label)s paling kecil %(limit)d."),
    "maximum": N_("%(label)s paling besar %(limit)d."),
    "minItems": N_("%(label)s: paling sedikit %(limit)d."),
    "maxItems": N_("%(label)s: paling banyak %(limit)d."),
    "enum": NOT_IN_LIST,
    "const": REQUIRED_BY_WIDGET["checkbox"],
}

BY_TYPE = {
    "integer": N_("%(label)s harus berupa bilangan bulat."),
}

NOT_ACCEPTED = N_("%(label)s belum dapat diterima. Periksa kembali isian ini.")


def message(keyword: str, limit: Any, *, pattern_message: str | None = None) -> str:
    """Return the msgid for a failed keyword; a pattern may bring its own sentence."""
    if keyword == "pattern" and pattern_message:
        return pattern_message
    if keyword == "format":
        return BY_FORMAT.get(str(limit), NOT_ACCEPTED)
    if keyword == "type":
        return BY_TYPE.get(str(limit), NOT_ACCEPTED)
    return BY_KEYWORD.get(keyword, NOT_ACCEPTED)
