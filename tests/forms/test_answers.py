"""Answers are accepted whole, or refused with a sentence for each field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from forms.answers import carried, check, initial_values, sets
from forms.choices import Choice, Choices
from forms.errors import FieldErrors
from forms.schema import load

Raw = dict[str, list[str]]
Told = Callable[[str, Mapping[str, list[str]]], dict[str, str]]


@pytest.fixture
def told(choices: Choices, today: date) -> Told:
    """Give the sentences that a person reads after posting an answer, by field; none if it is accepted."""

    def ask(name: str, raw: Mapping[str, list[str]]) -> dict[str, str]:
        try:
            check(load(name), raw, choices, today=today)
        except FieldErrors as refused:
            return {error.field: error.text(str) for error in refused.errors}
        return {}

    return ask


def test_a_complaint_is_accepted(complaint: Raw, choices: Choices, today: date) -> None:
    """A complete complaint comes back as typed values, and decides title, category and visibility of the case."""
    answers = check(load("pengaduan"), complaint, choices, today=today)
    assert answers["nama"] == "Siti Rahayu"
    assert answers["pernyataan"] is True
    assert sets(load("pengaduan"), answers) == {
        "title": "Lampu jalan depan pasar mati",
        "category": "infrastructure",
        "subcategory": "street_light",
        "visibility": "biasa",
        "answer_channel": "hp",
    }


def test_a_request_for_information_is_accepted(information: Raw, told: Told) -> None:
    """A request for information needs what is asked for, why and how, and no place of an event."""
    assert told("pengaduan", information) == {}
    assert told("pengaduan", {"jenis_laporan": ["informasi"]}).keys() >= {"rincian_informasi", "tujuan_informasi"}
    assert "lokasi_desa" not in told("pengaduan", {"jenis_laporan": ["informasi"]})


def test_an_anonymous_complaint_keeps_no_identity(complaint: Raw, choices: Choices, today: date) -> None:
    """Whoever chose anonymity leaves no name, address or contact behind, even where the browser posted them."""
    raw = {**complaint, "kerahasiaan": ["anonim"], "nik": ["3313010101010001"], "dikuasakan": ["true"]}
    raw |= {"nama_pemberi_kuasa": ["Budi"], "surat_kuasa": ["f2"]}
    answers = check(load("pengaduan"), raw, choices, today=today)
    left = {"nama", "alamat", "cara_dihubungi", "no_hp", "nik", "dikuasakan", "nama_pemberi_kuasa", "surat_kuasa"}
    assert not left & answers.keys()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"judul": []}, "judul", "Judul wajib diisi."),
        ({"judul": ["Mati"]}, "judul", "Judul terlalu pendek: tulis paling sedikit 10 karakter."),
        ({"judul": ["x" * 121]}, "judul", "Judul terlalu panjang: paling banyak 120 karakter."),
        ({"kategori": []}, "kategori", "Pilih Kategori."),
        ({"kategori": ["asing"]}, "kategori", "Pilih Kategori dari daftar."),
        ({"jenis_laporan": ["asing"]}, "jenis_laporan", "Pilih Jenis laporan dari daftar."),
        (
            {"sub_kategori": ["id_card"]},
            "sub_kategori",
            "Sub kategori yang dipilih tidak termasuk dalam Kategori. Pilih yang sesuai.",
        ),
        ({"nik": ["331301"]}, "nik", "NIK terdiri atas 16 angka."),
        ({"no_hp": ["nol delapan"]}, "no_hp", "Tulis nomor telepon dengan angka, misalnya 0812 3456 7890."),
        ({"no_hp": []}, "no_hp", "Nomor HP atau WhatsApp wajib diisi."),
        (
            {"cara_dihubungi": ["email"], "email": ["siti@"]},
            "email",
            "Alamat e-mail belum benar. Tulis seperti nama@contoh.id.",
        ),
        ({"tanggal_kejadian": ["2026-11-25"]}, "tanggal_kejadian", "Tanggal kejadian tidak boleh setelah hari ini."),
        (
            {"tanggal_kejadian": ["24/11/2026"]},
            "tanggal_kejadian",
            "Tanggal kejadian belum benar. Tulis tanggal seperti 2026-11-24.",
        ),
        ({"tanggal_kejadian": ["2026-02-30"]}, "tanggal_kejadian", None),
        ({"dikuasakan": ["true"]}, "nama_pemberi_kuasa", "Nama pemberi kuasa wajib diisi."),
        ({"lampiran": ["f2"]}, "lampiran", "Pilih Lampiran bukti dari daftar."),
        ({"pernyataan": []}, "pernyataan", None),
    ],
)
def test_each_mistake_is_said_in_words(
    complaint: Raw, told: Told, changed: Raw, field: str, sentence: str | None
) -> None:
    """A mistake names the field as the form does and says what to do; nothing else is complained about."""
    sentences = told("pengaduan", {**complaint, **changed})
    assert sentences.keys() == {field}
    assert sentence in (None, sentences[field])


def test_today_is_not_the_future(complaint: Raw, told: Told) -> None:
    """An event of the day itself can be reported."""
    assert told("pengaduan", {**complaint, "tanggal_kejadian": ["2026-11-24"]}) == {}


def test_a_refused_form_loses_nothing(complaint: Raw, choices: Choices, today: date) -> None:
    """Everything entered is there to be shown again, also what a condition hides."""
    raw = {**complaint, "judul": ["Mati"], "kerahasiaan": ["anonim"], "asing": ["x"]}
    with pytest.raises(FieldErrors) as refused:
        check(load("pengaduan"), raw, choices, today=today)
    assert refused.value.values.keys() == complaint.keys()


@pytest.mark.parametrize(("jenis", "asked"), [("informasi", set()), ("pengaduan", {"unit"}), ("aspirasi", {"unit"})])
def test_information_needs_no_unit(told: Told, jenis: str, asked: set[str]) -> None:
    """Only what goes to a unit asks for one."""
    assert told("klasifikasi", {"jenis": [jenis], "alasan": ["Jelas sekali."]}).keys() == asked


def test_a_unit_posted_with_information_is_dropped(choices: Choices, today: date) -> None:
    """A unit chosen before the officer changed her mind does not move the case."""
    raw = {"jenis": ["informasi"], "alasan": ["Hanya bertanya."], "unit": ["1"]}
    answers = check(load("klasifikasi"), raw, choices, today=today)
    assert sets(load("klasifikasi"), answers) == {}


@pytest.mark.parametrize(
    ("raw", "asked"),
    [
        ({"hasil": ["selesai"]}, {"rating"}),
        ({"hasil": ["selesai"], "rating": ["6"]}, {"rating"}),
        ({"hasil": ["selesai"], "rating": ["4"], "komentar": ["Terima kasih."]}, set()),
        ({"hasil": ["belum_selesai"], "rating": ["1"]}, {"alasan_belum_selesai"}),
        ({"hasil": ["belum_selesai"], "alasan_belum_selesai": ["Lampu mati lagi."]}, set()),
    ],
)
def test_rating_or_reason(told: Told, raw: Raw, asked: set[str]) -> None:
    """Who is done rates from 1 to 5; who is not says what is missing."""
    assert told("penilaian", raw).keys() == asked


def test_the_caller_may_narrow_a_choice(choices: Choices, today: date) -> None:
    """A case that was reopened once does not offer it again."""
    raw = {"hasil": ["belum_selesai"], "alasan_belum_selesai": ["Masih mati juga."]}
    once = {**choices, "outcomes": (Choice("selesai", ""),)}
    with pytest.raises(FieldErrors):
        check(load("penilaian"), raw, once, today=today)


def test_a_carried_value_cannot_be_forged(choices: Choices, today: date) -> None:
    """A readonly or hidden value comes from the document, whatever a browser posts, and is absent where it has none."""
    form = load("klasifikasi")
    document = {"data_pengaduan": {"judul": "Asli", "kerahasiaan": "rahasia"}}
    raw = {"jenis": ["informasi"], "alasan": ["Hanya bertanya."], "judul": ["Palsu"], "kerahasiaan": ["biasa"]}
    raw["uraian"] = ["Palsu juga, cukup panjang."]
    answers = check(form, raw, choices, carried(form, document), today=today)
    assert (answers["judul"], answers["kerahasiaan"]) == ("Asli", "rahasia")
    assert "uraian" not in answers


def test_a_refused_form_shows_the_carried_value(choices: Choices, today: date) -> None:
    """A forged value is not even shown again."""
    form = load("klasifikasi")
    with pytest.raises(FieldErrors) as refused:
        check(form, {"judul": ["Palsu"]}, choices, {"judul": "Asli"}, today=today)
    assert refused.value.values == {"judul": "Asli"}


def test_carrying_takes_the_first_document_that_has_the_value() -> None:
    """Row 6 reads the unit's answer where there is one, else the classified complaint."""
    form = load("jawaban")
    both: dict[str, Any] = {
        "laporan_pengaduan": {"judul": "Lama", "uraian": "Isi"},
        "laporan_tanggapan_pengaduan": {"judul": "Baru", "tanggapan": "Sudah."},
    }
    assert carried(form, both) == {"judul": "Baru", "uraian": "Isi", "jawaban": "Sudah."}
    assert carried(form, {**both, "laporan_tanggapan_pengaduan": None}) == {"judul": "Lama", "uraian": "Isi"}


def test_a_file_carried_into_an_editable_list_may_stay_or_go(choices: Choices, today: date) -> None:
    """The operator passes the unit's file on or not; a file of another field is refused."""
    form = load("jawaban")
    held = carried(form, {"laporan_tanggapan_pengaduan": {"lampiran_tanggapan": ["f3"]}})
    raw = {"jawaban": ["Lampu sudah diganti pada hari Senin."]}
    assert check(form, {**raw, "lampiran_jawaban": ["f3"]}, choices, held, today=today)["lampiran_jawaban"] == ["f3"]
    assert "lampiran_jawaban" not in check(form, raw, choices, held, today=today)
    with pytest.raises(FieldErrors):
        check(form, {**raw, "lampiran_jawaban": ["f1"]}, choices, held, today=today)


def test_a_new_form_starts_with_defaults_and_carried_values() -> None:
    """Defaults and documents fill a form that nobody has touched."""
    assert initial_values(load("pengaduan")) == {"jenis_laporan": "pengaduan", "kerahasiaan": "biasa"}
    assert initial_values(load("jawaban"), {"jawaban": "Sudah."}) == {"jawaban": "Sudah."}


def test_a_draft_wins_over_carried_texts_but_not_over_the_documents() -> None:
    """What a person erased stays erased; what the documents say stays what they say."""
    held = {"jawaban": "Sudah.", "judul": "Asli"}
    assert initial_values(load("jawaban"), held, {"judul": "Palsu"}) == {"judul": "Asli"}


def test_the_whole_sop_hands_its_documents_on(complaint: Raw, choices: Choices, today: date) -> None:
    """From the complaint to the rating each form accepts what the earlier ones wrote, without the identity."""
    steps: list[tuple[str, Raw, str]] = [
        ("pengaduan", {**complaint, "lampiran": ["f1"], "kerahasiaan": ["rahasia"]}, "data_pemberi_aduan"),
        ("penerimaan", {"kategori": ["population"], "sub_kategori": ["lainnya"]}, "data_pengaduan"),
        ("klasifikasi", {"jenis": ["pengaduan"], "alasan": ["Perlu diperbaiki."], "unit": ["1"]}, "laporan_pengaduan"),
        ("tanggapan", {"tanggapan": ["Lampu diganti hari Senin."]}, "laporan_tanggapan_pengaduan"),
        ("pemeriksaan", {"tanggapan": ["Lampu diganti hari Senin."]}, "laporan_tanggapan_pengaduan"),
        ("jawaban", {"jawaban": ["Lampu sudah diganti hari Senin."]}, "laporan_tanggapan_pengaduan"),
        ("penilaian", {"hasil": ["selesai"], "rating": ["5"]}, "laporan_tanggapan_pengaduan"),
    ]
    documents: dict[str, dict[str, Any]] = {}
    for name, raw, output in steps:
        form = load(name)
        documents[output] = check(form, raw, choices, carried(form, documents), today=today)
    assert documents["data_pengaduan"]["lampiran"] == ["f1"]
    assert documents["laporan_pengaduan"]["kategori"] == "population"
    last = documents["laporan_tanggapan_pengaduan"]
    assert last["judul"] == "Lampu jalan depan pasar mati"
    assert last["kerahasiaan"] == "rahasia"
    assert last["jawaban"] == "Lampu sudah diganti hari Senin."
    assert last["rating"] == 5
    later = [documents[name] for name in documents if name != "data_pemberi_aduan"]
    assert not any("Siti" in str(document) or "0812" in str(document) for document in later)
