"""The columns of the file, under our names and under those that other systems give them."""

from __future__ import annotations

from collections.abc import Mapping

TICKET, CHANNEL, RECEIVED = "nomor_tiket", "kanal", "tanggal_masuk"
CATEGORY_ID, CATEGORY = "kategori_id", "kategori"
TITLE, TEXT, KIND = "judul", "isi_laporan", "jenis_laporan"
LIST_SIGN = "|"

# Which field of the complaint form stands in which column; the text of an information request stands in the same one.
FIELDS: Mapping[str, str] = {
    "nomor_eksternal": TICKET,
    "kanal": CHANNEL,
    "tanggal_diterima": RECEIVED,
    "jenis_laporan": KIND,
    "kategori": CATEGORY,
    "sub_kategori": CATEGORY,
    "sub_kategori_lain": "sub_kategori_lain",
    "judul": TITLE,
    "uraian": TEXT,
    "rincian_informasi": TEXT,
    "tujuan_informasi": "tujuan_informasi",
    "cara_memperoleh": "cara_memperoleh",
    "cara_salinan": "cara_salinan",
    "lokasi_desa": "lokasi_desa",
    "lokasi_patokan": "lokasi_patokan",
    "tanggal_kejadian": "tanggal_kejadian",
    "terlapor": "terlapor",
    "kerugian": "kerugian",
    "penyelesaian": "penyelesaian",
    "kerahasiaan": "kerahasiaan",
    "nama": "nama",
    "alamat": "alamat",
    "pekerjaan": "pekerjaan",
    "cara_dihubungi": "cara_dihubungi",
    "no_hp": "no_hp",
    "email": "email",
    "nama_pemberi_kuasa": "nama_pemberi_kuasa",
    "alamat_pemberi_kuasa": "alamat_pemberi_kuasa",
    "hubungan_kuasa": "hubungan_kuasa",
}
# What only the export says: the import leaves these columns alone.
TOLD = ("nomor_laporan", "status", "tanggal_selesai")
COLUMNS = tuple(dict.fromkeys([TICKET, CHANNEL, RECEIVED, KIND, CATEGORY_ID, *FIELDS.values(), *TOLD]))
REQUIRED = (TICKET, TITLE, TEXT)
OTHER_NAMES: Mapping[str, str] = {
    "tracking_id": TICKET,
    "id_laporan": TICKET,
    "no_tiket": TICKET,
    "tanggal_laporan": RECEIVED,
    "tanggal_pengaduan": RECEIVED,
    "id_kategori": CATEGORY_ID,
    "judul_laporan": TITLE,
    "isi": TEXT,
    "isi_aduan": TEXT,
    "tipe_laporan": KIND,
    "klasifikasi": KIND,
    "nama_pelapor": "nama",
    "alamat_pelapor": "alamat",
    "telepon": "no_hp",
    "nomor_hp": "no_hp",
    "surel": "email",
    "lokasi": "lokasi_patokan",
    "sifat": "kerahasiaan",
}


def column_of(heading: str) -> str:
    """Return the name of a column however its heading is written; an unknown one stands for itself."""
    name = "_".join(heading.strip().lower().replace("-", " ").replace("_", " ").split())
    return OTHER_NAMES.get(name, name)
