"""The packaged diagram says exactly the seven-row SOP, and any BPMN engine can run it."""

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest

from processes import diagram, lint
from processes.sop import Budget, Sop

MINUTES = "minutes"
TABLE = (
    ("1", "pelapor", ["Form Pengaduan"], (MINUTES, 15), ["Data Pemberi Aduan"]),
    ("2", "operator", ["Data Pemberi Aduan"], (MINUTES, 10), ["Data Pengaduan"]),
    ("3", "operator", ["Data Pengaduan"], (MINUTES, 120), ["Laporan Pengaduan"]),
    ("4", "ppid_pembantu", ["Laporan Pengaduan"], ("days", 2), ["Laporan Tanggapan Pengaduan"]),
    ("5", "ppid_utama", ["Laporan Tanggapan Pengaduan"], (MINUTES, 10), ["Laporan Tanggapan Pengaduan"]),
    ("6", "operator", ["Laporan Tanggapan Pengaduan"], (MINUTES, 30), ["Laporan Tanggapan Pengaduan"]),
    ("7", "pelapor", ["Laporan Tanggapan Pengaduan"], (MINUTES, 5), ["Laporan Tanggapan Pengaduan"]),
)
FORMS = ("pengaduan", "penerimaan", "klasifikasi", "tanggapan", "pemeriksaan", "jawaban", "penilaian")
ANSWERED_AT_ONCE = ["mengajukan", "menerima", "mengklasifikasi", "menginput_tanggapan", "terjawab"]
ANSWERED_BY_THE_UNIT = [*ANSWERED_AT_ONCE[:3], "menanggapi", "memeriksa_tanggapan", *ANSWERED_AT_ONCE[3:]]
SEED = Path(str(files("processes"))) / "diagrams" / "pengaduan.bpmn"
VANILLA = Path(__file__).parent / "vanilla_spiffworkflow.py"


@pytest.fixture(scope="module")
def sop() -> Sop:
    """Read the seed."""
    return diagram.read(diagram.seed()).sop


def test_the_table_is_the_signed_one(sop: Sop) -> None:
    """Number, executor, Kelengkapan, Waktu and Output of every row are those of the SOP."""
    named = {document.id: document.name for document in sop.documents}
    read = tuple(
        (
            row.number,
            row.lane.id,
            [named[document] for document in row.printed_inputs],
            (row.budget.unit, row.budget.amount) if row.budget else None,
            [named[document] for document in row.outputs],
        )
        for row in sop.rows
    )
    assert read == TABLE


def test_the_operator_answers_information_from_the_report(sop: Sop) -> None:
    """Row 6 is handed the Laporan Pengaduan, which its printed Kelengkapan does not list."""
    assert sop.row("menginput_tanggapan").inputs == ("laporan_tanggapan_pengaduan", "laporan_pengaduan")


def test_the_decision_parts_information_from_complaints(sop: Sop) -> None:
    """There is one diamond, after row 3: Ya leads to row 6, Tidak to row 4."""
    (decision,) = sop.decisions
    assert (decision.name, decision.after) == ("Hanya informasi?", "mengklasifikasi")
    assert {flow.label: flow.target for flow in decision.flows} == {"Ya": "menginput_tanggapan", "Tidak": "menanggapi"}
    assert sop.routing_fields == {"laporan_pengaduan": frozenset({"jenis"})}


def test_only_the_answer_closes_by_itself(sop: Sop) -> None:
    """Every row has its one standard time; row 7 also ends after ten working days."""
    limits = [(row.number, timer.id, timer.budget) for row in sop.rows for timer in row.timers if timer.interrupting]
    assert limits == [("7", "tutup_otomatis", Budget("days", 10))]
    assert all(timer.id == f"waktu_{row.element_id}" for row in sop.rows for timer in row.timers[:1])


def test_lanes_know_whose_they_are(sop: Sop) -> None:
    """The four lanes are the reporter's, two of the office and one of the case's unit."""
    assert [(lane.name, lane.kind) for lane in sop.lanes] == [
        ("User/Pelapor", "reporter"),
        ("Operator/Agen", "office"),
        ("PPID Utama", "office"),
        ("PPID Pembantu", "unit"),
    ]


def test_the_identity_is_the_scan_and_invents_nothing(sop: Sop) -> None:
    """What the scan shows is there word for word; what it does not show is an empty field."""
    identity = sop.identity
    assert sop.title == "Pembinaan Pengaduan Masyarakat"
    assert len(identity["dasar_hukum"].splitlines()) == 8
    assert identity["kualifikasi_pelaksana"].splitlines()[1] == "Memiliki kemampuan mengopersikan komputer"
    assert identity["keterkaitan"].splitlines() == ["SOP Surat Masuk", "SOP Surat Keluar", "SOP Pelayanan"]
    empty = {name for name, value in identity.items() if not value}
    dates = {"tanggal_pembuatan", "tanggal_revisi", "tanggal_efektif"}
    assert empty == dates | {"nomor_sop", "disahkan_oleh", "pencatatan_dan_pendataan"}


def test_the_wording_of_the_sop_is_printed_and_a_short_name_listed(sop: Sop) -> None:
    """The table prints the office's own words; lists and forms have room for a short name."""
    assert sop.row("terjawab").activity == "Proses pengaduan/informasi terjawab"
    assert sop.row("mengajukan").activity.startswith("Melakukan registrasi layanan pengaduan, melakukan login")
    assert all(len(row.name) <= 30 for row in sop.rows)


def test_categories_of_the_complaint_stand_in_the_diagram(sop: Sop) -> None:
    """Thirteen categories, each with its sub-categories, SP4N-LAPOR numbers and default secrecy."""
    categories = {category.code: category for category in sop.categories}
    assert len(categories) == 13
    assert all(category.subcategories[-1].code == "lainnya" for category in sop.categories)
    road = categories["infrastructure"].subcategories[0]
    assert (road.code, road.name, road.external_id) == ("jalan_rusak", "Jalan rusak", "928")
    assert {code for code, category in categories.items() if category.is_confidential} == {"integrity", "protection"}


def test_the_linter_has_nothing_to_say() -> None:
    """The seed is without an error and without a warning."""
    assert lint.find_problems(diagram.seed(), FORMS) == []


@pytest.mark.parametrize("options", [(), ("--late",)], ids=["in time", "every row late"])
@pytest.mark.parametrize(("kind", "expected"), [("informasi", ANSWERED_AT_ONCE), ("pengaduan", ANSWERED_BY_THE_UNIT)])
def test_a_plain_spiffworkflow_runs_it(kind: str, expected: list[str], options: tuple[str, ...]) -> None:
    """The default parser and engine, without a line of ours, run both branches to the end, escalations or not."""
    escalated = expected if options else []
    assert run_plainly(kind, *options) == {"tasks": expected, "escalated": escalated, "ends": ["selesai"]}


def test_a_plain_spiffworkflow_closes_a_forsaken_answer() -> None:
    """When nobody takes the answer, the interrupting timer of row 7 ends the case normally."""
    ran = run_plainly("informasi", "--late", "--forsaken")
    assert (ran["tasks"], ran["ends"]) == (ANSWERED_AT_ONCE[:-1], ["ditutup_otomatis"])


def run_plainly(kind: str, *options: str) -> dict[str, list[str]]:
    """Run the seed in a process of its own, by a script that knows nothing of this project."""
    command = [sys.executable, str(VANILLA), str(SEED), kind, *options]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=VANILLA.parent)
    result: dict[str, list[str]] = json.loads(ran.stdout)
    return result
