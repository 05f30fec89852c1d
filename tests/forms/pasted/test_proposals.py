"""A pasted message is read into proposals: what a person would find in it, and nothing that a field cannot hold."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.choices import Choice, Choices
from forms.pasted.proposals import propose
from forms.schema import load

TODAY = date(2026, 11, 24)  # A Tuesday.
FORM = load("pengaduan", by_staff=True)
CHOICES: Choices = {
    "subcategories": (
        Choice("jalan_rusak", "Jalan rusak", parent="infrastructure"),
        Choice("lampu_jalan", "Lampu jalan", parent="infrastructure"),
        Choice("sampah", "Sampah", parent="environment"),
        Choice("ktp_kk_akta", "KTP-el, KK, atau akta", parent="population"),
        Choice("pungutan_liar", "Pungutan liar", parent="integrity"),
        Choice("bank_desa", "Koperasi simpan pinjam", parent="own"),
    )
}
CHAT = """[03/11/26 10.15] +62 812-3456-7890: Assalamualaikum, selamat pagi Pak. Saya Siti Rahayu warga Desa Kebak \
RT 02/RW 03. Lampu jalan di depan pasar mati sejak kemarin, jadi gelap sekali.
[03/11/26 10.16] +62 812-3456-7890: Mohon segera diperbaiki.
[03/11/26 10.20] Kecamatan: Baik Bu, nama saya Dewi, kami catat"""
LABELLED = """Nama: Budi Santoso
Alamat: Dusun Sari RT 1 RW 2, Desa Nangsri
NIK 3313111708900001
HP: 081234567890 email budi@contoh.id
Perihal: jalan rusak
Pada tanggal 3 November jalan depan SD berlubang besar. Tolong ditambal."""


def proposed(text: str) -> dict[str, str]:
    """Return the proposals for a text, by field."""
    return {each.field: each.value for each in propose(FORM, text, CHOICES, TODAY)}


def test_a_copied_chat_is_taken_apart() -> None:
    """Headers, greeting, introduction and the office's own answer go; “kemarin” counts from the day of the message."""
    assert proposed(CHAT) == {
        "kanal": "whatsapp",
        "tanggal_diterima": "2026-11-03",
        "kategori": "infrastructure",
        "sub_kategori": "lampu_jalan",
        "judul": "Lampu jalan di depan pasar mati sejak kemarin, jadi gelap sekali",
        "uraian": "Lampu jalan di depan pasar mati sejak kemarin, jadi gelap sekali.\nMohon segera diperbaiki.",
        "lokasi_desa": "Kebak",
        "tanggal_kejadian": "2026-11-02",
        "penyelesaian": "Mohon segera diperbaiki.",
        "nama": "Siti Rahayu",
        "alamat": "RT 02/RW 03, Desa Kebak",
        "cara_dihubungi": "hp",
        "no_hp": "0812-3456-7890",
    }


def test_a_labelled_message_is_read_by_its_labels() -> None:
    """Who writes stands in her own fields and not in the text that the unit reads."""
    found = proposed(LABELLED)
    assert (found["nama"], found["alamat"]) == ("Budi Santoso", "Dusun Sari RT 1 RW 2, Desa Nangsri")
    assert (found["nik"], found["no_hp"], found["email"]) == ("3313111708900001", "0812-3456-7890", "budi@contoh.id")
    assert (found["judul"], found["tanggal_kejadian"]) == ("Jalan rusak", "2026-11-03")
    for secret in ("Budi", "Dusun Sari", "33131117", "0812", "budi@"):
        assert secret not in found["uraian"]


def test_a_message_in_one_breath_comes_to_the_point() -> None:
    """Somebody who writes without capitals and points is understood, and her name leaves the text."""
    found = proposed("selamat siang pak nama saya sri wahyuni dari desa kaliwuluh mau tanya ktp saya belum jadi juga")
    assert (found["nama"], found["lokasi_desa"]) == ("Sri Wahyuni", "Kaliwuluh")
    assert found["judul"] == "Ktp saya belum jadi juga"
    assert found["sub_kategori"] == "ktp_kk_akta"
    assert "sri wahyuni" not in found["uraian"]


@pytest.mark.parametrize(
    "header",
    [
        "3/11/26, 10.15 - Pak Karto: ",
        "03/11/2026 10.15 - Pak Karto: ",
        "[10.15, 3/11/2026] Pak Karto: ",
        "\u200e[03/11/26 10.15.22] ~\u202fPak Karto: ",
    ],
)
def test_every_way_of_copying_is_known(header: str) -> None:
    """An export of Android or iOS and a copy from WhatsApp Web say the same, with media left out."""
    found = proposed(f"{header}Sampah menumpuk di pinggir kali.\n{header}<Media tidak disertakan>")
    assert (found["nama"], found["kanal"], found["tanggal_diterima"]) == ("Pak Karto", "whatsapp", "2026-11-03")
    assert found["uraian"] == "Sampah menumpuk di pinggir kali."


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("kemarin", "2026-11-23"),
        ("kemarin lusa", "2026-11-22"),
        ("tadi pagi", "2026-11-24"),
        ("dua minggu yang lalu", "2026-11-10"),
        ("3 hari lalu", "2026-11-21"),
        ("hari Senin kemarin", "2026-11-23"),
        ("Selasa lalu", "2026-11-17"),
        ("tanggal 3 November", "2026-11-03"),
        ("tgl 25 Des", "2025-12-25"),
        ("pada 17/8/2026", "2026-08-17"),
        ("1 Agustus 2025", "2025-08-01"),
    ],
)
def test_a_day_is_never_after_today(said: str, day: str) -> None:
    """A day without a year is the last one that there was; words are counted from today."""
    assert proposed(f"Jalan itu rusak {said} karena hujan")["tanggal_kejadian"] == day


@pytest.mark.parametrize("said", ["RT 02/03", "31 Februari", "12/2030", "nomor 99/99", "besok"])
def test_what_is_no_day_is_not_proposed(said: str) -> None:
    """Neighbourhood numbers, impossible and coming days are no day of what happened."""
    assert "tanggal_kejadian" not in proposed(f"Jalan itu rusak di {said} karena hujan")


def test_a_category_of_the_offices_own_speaks_by_its_name() -> None:
    """Words that belong to no known category are found in the names; a text without any proposes none."""
    assert proposed("Koperasi kami tidak dapat membayar anggota.")["sub_kategori"] == "bank_desa"
    assert "kategori" not in proposed("Bagaimana kabarnya hari ini semua")


@settings(max_examples=150, deadline=None)
@given(
    st.text(max_size=400)
    | st.lists(
        st.sampled_from(
            [
                *CHAT.split(" "),
                *LABELLED.split(" "),
                "nama saya",
                "[1/1/26 1.1] ",
                "saya ",
                ": ",
                "\n",
                "0",
                "+62",
                "rt",
            ]
        ),
        max_size=60,
    ).map(" ".join)
)
def test_any_text_can_be_pasted(text: str) -> None:
    """Whatever is pasted, nothing fails, and each proposal fits its field."""
    for field, value in proposed(text).items():
        rule = FORM.properties[field]
        assert rule.get("minLength", 1) <= len(value) <= rule.get("maxLength", 10**6)
        assert "enum" not in rule or value in rule["enum"]
