"""An office's lists, and complete answers to each form."""

from datetime import date

import pytest

from forms.choices import Choice, Choices

COMPLAINT = {
    "jenis_laporan": ["pengaduan"],
    "kategori": ["infrastructure"],
    "sub_kategori": ["street_light"],
    "judul": ["Lampu jalan depan pasar mati"],
    "uraian": ["Sejak dua minggu lampu jalan di depan pasar tidak menyala."],
    "lokasi_desa": ["Kebak"],
    "penyelesaian": ["Lampu diganti."],
    "kerahasiaan": ["biasa"],
    "nama": ["Siti Rahayu"],
    "alamat": ["Dusun Krajan RT 02 RW 01, Kebak"],
    "cara_dihubungi": ["hp"],
    "no_hp": ["0812 3456 7890"],
    "pernyataan": ["true"],
    "privasi_dibaca": ["true"],
}
WITHOUT_SUBSTANCE = {"uraian", "lokasi_desa", "penyelesaian"}
INFORMATION = {
    **{name: value for name, value in COMPLAINT.items() if name not in WITHOUT_SUBSTANCE},
    "jenis_laporan": ["informasi"],
    "rincian_informasi": ["Syarat dan biaya pindah domisili tahun 2026."],
    "tujuan_informasi": ["Untuk mengurus pindah rumah."],
    "cara_memperoleh": ["melihat", "salinan_digital"],
}


@pytest.fixture(scope="session")
def choices() -> Choices:
    """Give what an office offers; "lainnya" stands under every category, as in the SOP."""
    return {
        "categories": (Choice("infrastructure", "Infrastruktur"), Choice("population", "Kependudukan")),
        "subcategories": (
            Choice("street_light", "Lampu jalan", parent="infrastructure"),
            Choice("lainnya", "Lainnya", parent="infrastructure"),
            Choice("id_card", "KTP-el", parent="population"),
            Choice("lainnya", "Lainnya", parent="population"),
        ),
        "units": (Choice("1", "Seksi Pembangunan"), Choice("2", "Seksi Pelayanan")),
        "attachments": (
            Choice("f1", "foto.jpg", parent="lampiran", hint="1,2 MB", href="/berkas/f1"),
            Choice("f2", "surat.pdf", parent="surat_kuasa"),
            Choice("f3", "bukti.pdf", parent="lampiran_tanggapan"),
        ),
    }


@pytest.fixture(scope="session")
def today() -> date:
    """Give the day on which the forms are filled in."""
    return date(2026, 11, 24)


@pytest.fixture(scope="session")
def complaint() -> dict[str, list[str]]:
    """Give a complete complaint, as a browser posts it."""
    return COMPLAINT


@pytest.fixture(scope="session")
def information() -> dict[str, list[str]]:
    """Give a complete request for information, as a browser posts it."""
    return INFORMATION
