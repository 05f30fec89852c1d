"""Each rule of the linter has an example that breaks it, and says so in Indonesian at the right element."""

import ast
import inspect
import re

import pytest
from lxml import etree

from processes import bpmn, diagram, lint, lint_drawing, lint_elements, lint_flows, lint_table
from processes.messages import Problem

SEED = diagram.seed().decode()
FORMS = ("pengaduan", "penerimaan", "klasifikasi", "tanggapan", "pemeriksaan", "jawaban", "penilaian")
TIMER = """<bpmn:boundaryEvent id="lagi" name="1 hari" cancelActivity="false" attachedToRef="menerima">
<bpmn:timerEventDefinition><bpmn:timeDuration>P1D</bpmn:timeDuration></bpmn:timerEventDefinition>
</bpmn:boundaryEvent>"""
CIRCLE = """<bpmn:exclusiveGateway id="lagi" name="Lagi?" />
<bpmn:sequenceFlow id="a" name="Ya" sourceRef="lagi" targetRef="hanya_informasi" />
<bpmn:sequenceFlow id="b" name="Ulang" sourceRef="hanya_informasi" targetRef="lagi" />"""


def changed(*pairs: tuple[str, str]) -> str:
    """Return the seed with every occurrence of these texts replaced; none may be missing."""
    xml = SEED
    for old, new in pairs:
        assert old in xml, old
        xml = xml.replace(old, new)
    return xml


def appended(element_id: str, addition: str, path: str = ".") -> str:
    """Return the seed with one more part at the end of an element."""
    root = etree.fromstring(SEED.encode())
    (element,) = root.xpath("//*[@id=$id]", id=element_id)
    part = etree.fromstring(f'<part xmlns:bpmn="{bpmn.MODEL}" xmlns:spiff="{bpmn.SPIFF}">{addition}</part>')
    bpmn.find_all(element, path)[0].extend(part)
    return etree.tostring(root).decode()


def without(*ids: str) -> str:
    """Return the seed without these elements and their drawings."""
    root = etree.fromstring(SEED.encode())
    for element in list(root.iter("*")):
        parent = element.getparent()
        if parent is not None and (element.get("id") in ids or element.get("bpmnElement") in ids):
            parent.remove(element)
    return etree.tostring(root).decode()


def recast(element_id: str, kind: str) -> str:
    """Return the seed with an element made one of another kind."""
    root = etree.fromstring(SEED.encode())
    (element,) = root.xpath("//*[@id=$id]", id=element_id)
    element.tag = f"{{{bpmn.MODEL}}}{kind}"
    return etree.tostring(root).decode()


def moved(step: str, lane: str) -> str:
    """Return the seed with a step in another lane."""
    member = f"        <bpmn:flowNodeRef>{step}</bpmn:flowNodeRef>\n"
    xml = SEED.replace(member, "")
    start = xml.index("<bpmn:flowNodeRef>", xml.index(f'<bpmn:lane id="{lane}"'))
    return xml[:start] + member + xml[start:]


def condition(expression: str) -> str:
    """Return the seed with another condition on Ya."""
    return changed(('laporan_pengaduan["jenis"] == "informasi"', expression))


ELEMENTS = {
    "a script": (recast("menerima", "scriptTask"), "menerima", "Tugas otomatis (scriptTask) ditolak"),
    "a service": (recast("menerima", "serviceTask"), "menerima", "Tugas otomatis (serviceTask) ditolak"),
    "a sub-process": (
        appended("pengaduan", '<bpmn:subProcess id="anak" />'),
        "anak",
        "Unsur subProcess bukan bagian dari SOP",
    ),
    "a loop": (
        appended("menerima", "<bpmn:standardLoopCharacteristics />"),
        "menerima",
        "Unsur standardLoopCharacteristics",
    ),
    "a second pool": (
        appended("kolaborasi", '<bpmn:participant id="luar" name="Luar" />'),
        "luar",
        "lebih dari satu pool",
    ),
    "an end that kills": (
        appended("selesai", "<bpmn:terminateEventDefinition />"),
        "selesai",
        "hanya boleh berupa mulai, selesai",
    ),
    "a start by itself": (
        appended("mulai", "<bpmn:signalEventDefinition />"),
        "mulai",
        "Peristiwa Mulai hanya boleh",
    ),
    "a hidden script": (
        appended("menerima", "<spiff:preScript>1</spiff:preScript>", "bpmn:extensionElements"),
        "menerima",
        "Ekstensi preScript ditolak",
    ),
    "the engine's own id": (changed(('"mulai"', '"Start"')), "Start", "Id Start dipakai oleh mesin"),
    "the engine's own ending": (
        changed(('"hanya_informasi"', '"menerima.BoundaryEventSplit"')),
        "menerima.BoundaryEventSplit",
        "dipakai oleh mesin",
    ),
    "an arrow to nowhere": (
        changed(('targetRef="menanggapi"', 'targetRef="tidak_ada"')),
        "alur_tidak",
        "tidak menghubungkan",
    ),
    "a loose timer": (
        changed(('attachedToRef="menerima"', 'attachedToRef="hanya_informasi"')),
        "waktu_menerima",
        "tidak menempel pada sebuah kegiatan",
    ),
    "an unknown escalation": (
        changed(('<bpmn:escalation id="lewat_waktu"', '<bpmn:escalation id="lain"')),
        "eskalasi_menerima",
        "Eskalasi lewat_waktu tidak ada",
    ),
    "an id that no condition can name": (
        changed(('"data_pengaduan"', '"data-pengaduan"')),
        "data-pengaduan",
        "hanya boleh huruf kecil",
    ),
    "a document of two names": (
        changed(('id="data_pengaduan_masuk_3" name="Data Pengaduan"', 'id="data_pengaduan_masuk_3" name="Berkas"')),
        "data_pengaduan",
        "bernama ganda: Berkas, Data Pengaduan",
    ),
    "a document without a name": (
        changed(('name="Form Pengaduan"', 'name=" "')),
        "form_pengaduan",
        "belum bernama",
    ),
    "an arrow that is not drawn": (
        re.sub(r'<bpmndi:BPMNEdge id="alur_4_5_di".*?</bpmndi:BPMNEdge>', "", SEED, flags=re.DOTALL),
        "alur_4_5",
        "tidak tergambar",
    ),
    "a drawing of nothing": (changed(('bpmnElement="alur_4_5"', 'bpmnElement="hantu"')), None, "menunjuk unsur hantu"),
}
TABLE = {
    "no title": (changed(('name="Pembinaan Pengaduan Masyarakat" ', "")), None, "SOP belum berjudul"),
    "no reporter": (changed(('value="pelapor"', 'value="kantor"')), None, "tepat satu pelaksana dengan sifat pelapor"),
    "two reporters": (changed(('value="unit"', 'value="pelapor"')), None, "sifat pelapor, bukan 2"),
    "first row of the office": (moved("mengajukan", "operator"), "mengajukan", "Baris pertama harus berada pada"),
    "a nameless lane": (changed(('name="PPID Utama"', 'name=""')), "ppid_utama", "ppid_utama belum bernama"),
    "no number": (changed(('name="baris" value="4"', 'name="baris" value=""')), "menanggapi", "belum bernomor"),
    "a number twice": (changed(('name="baris" value="4"', 'name="baris" value="5"')), "menanggapi", "Nomor baris 5"),
    "no name": (changed(('name="Menanggapi pengaduan"', 'name=""')), "menanggapi", "belum beruraian kegiatan"),
    "no Kelengkapan": (without("masuk_menanggapi_laporan_pengaduan"), "menanggapi", "Baris 4 tidak punya Kelengkapan"),
    "no Output": (
        without("keluar_menanggapi_laporan_tanggapan_pengaduan"),
        "menanggapi",
        "Baris 4 tidak punya Output",
    ),
    "no Waktu": (
        without("waktu_menanggapi", "alur_eskalasi_menanggapi", "eskalasi_menanggapi"),
        "menanggapi",
        "Baris 4 harus punya tepat satu Waktu",
    ),
    "two Waktu": (appended("pengaduan", TIMER), "menerima", "Baris 2 harus punya tepat satu Waktu"),
    "an unprinted stranger": (
        changed(('name="tidak_dicetak" value="laporan_pengaduan"', 'name="tidak_dicetak" value="form_pengaduan"')),
        "menginput_tanggapan",
        "form_pengaduan tidak dicetak, tetapi bukan Kelengkapan",
    ),
    "a follow-up to nowhere": (
        changed(('name="lanjutan" value="mengklasifikasi"', 'name="lanjutan" value="hantu"')),
        "terjawab",
        "Kasus lanjutan menuju hantu",
    ),
    "no form": (
        changed(('name="formulir" value="jawaban"', 'name="formulir" value=""')),
        "menginput_tanggapan",
        "(kosong)",
    ),
    "an unknown form": (
        changed(('name="formulir" value="jawaban"', 'name="formulir" value="puisi"')),
        "menginput_tanggapan",
        "Formulir puisi untuk baris 6 tidak ada",
    ),
    "an unknown status": (
        changed(('name="status_pelapor" value="received"', 'name="status_pelapor" value="READY"')),
        "menerima",
        "Status pelapor READY pada baris 2",
    ),
    "no categories": (changed(('name="kategori.', 'name="golongan.')), "mengajukan", "tidak memuat kategori"),
    "a category without choices": (
        changed(('name="kategori.other.lainnya"', 'name="lain"')),
        "mengajukan",
        "Kategori Lainnya tidak punya sub kategori",
    ),
    "a choice without category": (
        changed(('name="kategori.other"', 'name="lain"')),
        "mengajukan",
        "Sub kategori other.lainnya tidak punya kategori",
    ),
}
FLOWS = {
    "no question": (changed(('name="Hanya informasi?" ', "")), "hanya_informasi", "belum memuat pertanyaan"),
    "no answer": (changed(('id="alur_tidak" name="Tidak"', 'id="alur_tidak"')), "alur_tidak", "belum berlabel"),
    "no condition": (
        re.sub(r"<bpmn:conditionExpression.*?</bpmn:conditionExpression>", "", SEED),
        "alur_ya",
        "Cabang “Ya” tidak punya syarat",
    ),
    "no default": (changed((' default="alur_tidak"', "")), "hanya_informasi", "belum punya cabang baku"),
    "a program as condition": (condition('__import__("os").system("true")'), "alur_ya", "Syarat"),
    "a condition that is no expression": (condition("jenis sama dengan informasi"), "alur_ya", "Syarat"),
    "an unknown document": (condition('surat["jenis"] == "x"'), "alur_ya", "Syarat membaca surat"),
    "a document nobody writes": (condition('form_pengaduan["jenis"] == "x"'), "alur_ya", "membaca form_pengaduan"),
    "a condition on a plain arrow": (
        appended("alur_4_5", "<bpmn:conditionExpression>1</bpmn:conditionExpression>"),
        "alur_4_5",
        "Syarat hanya boleh berada pada cabang",
    ),
    "a task that branches": (
        appended("pengaduan", '<bpmn:sequenceFlow id="lagi" sourceRef="menerima" targetRef="terjawab" />'),
        "menerima",
        "Dari Menerima input pengaduan harus keluar tepat satu panah, bukan 2",
    ),
    "a task without a way on": (without("alur_selesai"), "terjawab", "tepat satu panah, bukan 0"),
    "a timer without a way on": (without("alur_eskalasi_menerima"), "waktu_menerima", "tepat satu panah, bukan 0"),
    "no end": (
        re.sub(r"<bpmn:endEvent.*?</bpmn:endEvent>", "", SEED, flags=re.DOTALL),
        None,
        "SOP tidak punya titik selesai",
    ),
    "an unreachable row": (
        changed(
            ('sourceRef="hanya_informasi" targetRef="menanggapi"', 'sourceRef="hanya_informasi" targetRef="terjawab"')
        ),
        "menanggapi",
        "Baris 4 tidak pernah tercapai",
    ),
    "a row that never ends": (
        changed(
            (
                'sourceRef="menginput_tanggapan" targetRef="terjawab"',
                'sourceRef="menginput_tanggapan" targetRef="menerima"',
            )
        ),
        "menginput_tanggapan",
        "Dari baris 6 tidak ada jalan menuju selesai",
    ),
    "a circle of diamonds": (
        appended("pengaduan", CIRCLE),
        "hanya_informasi",
        "kembali ke dirinya sendiri",
    ),
    "an escalation that moves the case": (
        changed(
            (
                'sourceRef="waktu_menerima" targetRef="eskalasi_menerima"',
                'sourceRef="waktu_menerima" targetRef="terjawab"',
            )
        ),
        "waktu_menerima",
        "tidak memindahkan kasus",
    ),
    "an output nobody takes": (
        without("masuk_memeriksa_tanggapan_laporan_tanggapan_pengaduan"),
        "menanggapi",
        "Output baris 4, Laporan Tanggapan Pengaduan, bukan Kelengkapan baris 5",
    ),
    "an output the other branch does not take": (
        without("masuk_menginput_tanggapan_laporan_pengaduan"),
        "mengklasifikasi",
        "Output baris 3, Laporan Pengaduan, bukan Kelengkapan baris 6",
    ),
    "an input nobody makes": (
        changed((">data_pengaduan_masuk_3<", ">form_pengaduan_masuk_1<")),
        "mengklasifikasi",
        "Form Pengaduan, tidak dihasilkan baris mana pun",
    ),
}
WARNINGS = {
    "an idle lane": (
        moved("memeriksa_tanggapan", "operator"),
        "ppid_utama",
        "PPID Utama tidak mengerjakan satu baris pun",
    ),
    "no verb": (changed(('name="Menerima jawaban"', 'name="Jawaban"')), "terjawab", "diawali kata kerja (me-)"),
    "a label that lies": (changed(('"PT120M"', '"PT90M"')), "waktu_mengklasifikasi", "“120 menit” tidak sama"),
    "a label that says nothing": (changed(('name="120 menit"', 'name="segera"')), "waktu_mengklasifikasi", "“segera”"),
    "a parallel gateway": (
        recast("hanya_informasi", "parallelGateway").replace(' default="alur_tidak"', ""),
        "hanya_informasi",
        "tidak dapat dicetak sebagai SOP-AP",
    ),
}


@pytest.mark.parametrize(
    ("xml", "element_id", "sentence"),
    [*ELEMENTS.values(), *TABLE.values(), *FLOWS.values()],
    ids=[*ELEMENTS, *TABLE, *FLOWS],
)
def test_an_error_is_told_at_its_element(xml: str, element_id: str | None, sentence: str) -> None:
    """What may not be published is an error, with the element and the line."""
    problem = the_problem(xml, element_id, sentence)
    assert problem.severity == "error"
    assert (problem.line is None) == (element_id is None)


@pytest.mark.parametrize(("xml", "element_id", "sentence"), WARNINGS.values(), ids=WARNINGS)
def test_a_warning_is_told_and_does_not_forbid(xml: str, element_id: str | None, sentence: str) -> None:
    """What reads badly but runs well is a warning."""
    assert the_problem(xml, element_id, sentence).severity == "warning"


def the_problem(xml: str, element_id: str | None, sentence: str) -> Problem:
    """Return the one problem with this sentence at this element."""
    found = lint.find_problems(xml.encode(), FORMS)
    matching = [problem for problem in found if sentence in str(problem) and problem.element_id == element_id]
    assert len(matching) == 1, [(problem.element_id, str(problem)) for problem in found]
    return matching[0]


def test_every_rule_has_an_example() -> None:
    """No sentence of the linter goes without an example above that makes it appear."""
    examples = [*ELEMENTS.values(), *TABLE.values(), *FLOWS.values(), *WARNINGS.values()]
    told = {problem.message for xml, *_ in examples for problem in lint.find_problems(xml.encode(), FORMS)}
    sources = (inspect.getsource(module) for module in (lint_elements, lint_drawing, lint_table, lint_flows))
    calls = (node for source in sources for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    marked = {ast.literal_eval(call.args[0]) for call in calls if ast.unparse(call.func) == "N_"}
    assert marked - told == set()


def test_a_time_may_be_labelled_in_any_unit() -> None:
    """The label “2 jam” states the same standard time as 120 minutes."""
    assert lint.find_problems(changed(('name="120 menit"', 'name="2 jam"')).encode()) == []


def test_errors_come_before_warnings() -> None:
    """The list begins with what forbids the publication."""
    xml = changed(
        ('name="Menerima input pengaduan"', 'name="Input"'), ('name="baris" value="7"', 'name="baris" value=""')
    )
    assert [problem.severity for problem in lint.find_problems(xml.encode())] == ["error", "warning"]


def test_an_unreadable_file_is_judged_too() -> None:
    """The linter takes any file: what keeps it from being read is what it reports."""
    (problem,) = lint.find_problems(b"bukan diagram")
    assert "bukan XML" in str(problem)
