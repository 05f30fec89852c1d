"""Judge how the rows of an SOP follow each other: branches, conditions, ends and what is handed over."""

from collections.abc import Callable, Collection, Iterable, Iterator

from processes import conditions
from processes.errors import UnsafeExpression
from processes.messages import N_, Problem
from processes.sop import Decision, Flow, Row, Sop, Timer


def check(sop: Sop, ends: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong between the rows; `ends` are the ids of the end events."""
    decisions = {decision.element_id for decision in sop.decisions}
    for decision in sop.decisions:
        yield from _decision(decision)
    for flow in sop.flows:
        if flow.condition is not None:
            yield from _condition(sop, flow, decisions)
    yield from _ways_out(sop, ends)
    yield from _paths(sop, ends)
    yield from _loops(sop, decisions)
    for row in sop.rows:
        for timer in row.timers:
            yield from _escalation(sop, timer, ends)
        yield from _handing_over(sop, row, decisions)


def _decision(decision: Decision) -> Iterator[Problem]:
    """A diamond asks a question; every branch but one has a condition, and every branch has its answer."""
    if len(decision.flows) < 2:  # A merge asks nothing.
        return
    if not decision.name:
        yield Problem(decision.element_id, N_("Belah ketupat belum memuat pertanyaan"))
    for flow in decision.flows:
        if not flow.label:
            message = N_("Cabang dari “%(question)s” belum berlabel (misalnya Ya atau Tidak)")
            yield Problem(flow.id, message, {"question": decision.name})
        if flow.condition is None and flow.id != decision.default:
            message = N_("Cabang “%(label)s” tidak punya syarat dan bukan cabang baku")
            yield Problem(flow.id, message, {"label": flow.label})
    if decision.default not in {flow.id for flow in decision.flows}:
        message = N_("Belah ketupat “%(question)s” belum punya cabang baku untuk yang tidak memenuhi syarat mana pun")
        yield Problem(decision.element_id, message, {"question": decision.name})


def _condition(sop: Sop, flow: Flow, decisions: Collection[str]) -> Iterator[Problem]:
    if flow.source not in decisions:
        yield Problem(flow.id, N_("Syarat hanya boleh berada pada cabang belah ketupat"))
    try:
        read = conditions.documents_read(flow.condition or "")
    except UnsafeExpression as error:
        yield Problem(flow.id, error.message, error.params)
        return
    written = {document for row in sop.rows for document in row.outputs}
    for document in sorted(read - written):
        message = N_("Syarat membaca %(document)s, yang bukan Output baris mana pun")
        yield Problem(flow.id, message, {"document": document})


def _ways_out(sop: Sop, ends: Collection[str]) -> Iterator[Problem]:
    """Only a diamond branches, and only an end event ends."""
    leaving = {timer.id: timer.name for row in sop.rows for timer in row.timers}
    leaving |= {row.element_id: row.name for row in sop.rows}
    for element_id, name in leaving.items():
        count = sum(flow.source == element_id for flow in sop.flows)
        if count != 1:
            message = N_("Dari %(name)s harus keluar tepat satu panah, bukan %(count)s")
            yield Problem(element_id, message, {"name": name or element_id, "count": count})
    if not ends:
        yield Problem(None, N_("SOP tidak punya titik selesai"))


def _paths(sop: Sop, ends: Collection[str]) -> Iterator[Problem]:
    """Every row is reached from the first one, and reaches a normal end."""
    escalations = {timer.id for row in sop.rows for timer in row.timers if not timer.interrupting}
    attached = [
        Flow("", row.element_id, timer.id, "", None) for row in sop.rows for timer in row.timers if timer.interrupting
    ]
    ways = [flow for flow in (*sop.flows, *attached) if flow.source not in escalations]
    reached = _closure({sop.first_row}, ways, lambda flow: (flow.source, flow.target))
    finishing = _closure(set(ends), ways, lambda flow: (flow.target, flow.source))
    for row in sop.rows:
        if row.element_id not in reached:
            yield Problem(row.element_id, N_("Baris %(number)s tidak pernah tercapai"), {"number": row.number})
        if row.element_id not in finishing:
            message = N_("Dari baris %(number)s tidak ada jalan menuju selesai")
            yield Problem(row.element_id, message, {"number": row.number})


def _closure(seeds: Collection[str], ways: Iterable[Flow], step: Callable[[Flow], tuple[str, str]]) -> set[str]:
    """Return everything that can be reached from the seeds along flows taken as (from, to) pairs."""
    pairs = [step(flow) for flow in ways]
    found: set[str] = set()
    pending = list(seeds)
    while pending:
        here = pending.pop()
        if here not in found:
            found.add(here)
            pending.extend(target for source, target in pairs if source == here)
    return found


def _loops(sop: Sop, decisions: Collection[str]) -> Iterator[Problem]:
    """A circle of diamonds without a row would turn for ever."""
    between = [flow for flow in sop.flows if flow.source in decisions and flow.target in decisions]
    for decision in sorted(decisions):
        after = [flow.target for flow in between if flow.source == decision]
        if decision in _closure(after, between, lambda flow: (flow.source, flow.target)):
            yield Problem(decision, N_("Belah ketupat ini kembali ke dirinya sendiri tanpa satu kegiatan pun"))


def _escalation(sop: Sop, timer: Timer, ends: Collection[str]) -> Iterator[Problem]:
    """A standard time that has passed reminds people; it never moves the case."""
    targets = {flow.target for flow in sop.flows if flow.source == timer.id}
    if not timer.interrupting and not targets <= set(ends):
        message = N_("Waktu %(name)s hanya boleh menuju titik eskalasi, tidak memindahkan kasus")
        yield Problem(timer.id, message, {"name": timer.name or timer.id})


def _handing_over(sop: Sop, row: Row, decisions: Collection[str]) -> Iterator[Problem]:
    """The output of each row is the Kelengkapan of the next; nothing is needed that nobody made."""
    through = [flow for flow in sop.flows if flow.source == row.element_id or flow.source in decisions]
    next_ids = _closure({row.element_id}, through, lambda flow: (flow.source, flow.target)) - {row.element_id}
    for following in sop.rows:
        for document in row.outputs:
            if following.element_id in next_ids and document not in following.inputs:
                message = N_("Output baris %(row)s, %(document)s, bukan Kelengkapan baris %(next)s")
                params = {"row": row.number, "document": sop.document(document).name, "next": following.number}
                yield Problem(row.element_id, message, params)
    written = {document for each in sop.rows for document in each.outputs}
    for document in row.inputs:
        if row.element_id != sop.first_row and document not in written:
            message = N_("Kelengkapan baris %(number)s, %(document)s, tidak dihasilkan baris mana pun")
            yield Problem(row.element_id, message, {"number": row.number, "document": sop.document(document).name})
