"""Which rows of the SOP may still come, and which of them come in every case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from processes.sop import Sop


def rows_ahead(sop: Sop, here: Iterable[str]) -> Mapping[str, bool]:
    """Return the rows that can follow these elements; True for one that no way to the end avoids."""
    here = set(here)
    rows = {row.element_id for row in sop.rows}
    ahead = (_reached(sop, here) & rows) - here
    return {row: not _ends(sop, _reached(sop, here, without=row)) for row in ahead}


def _reached(sop: Sop, here: Iterable[str], without: str = "") -> set[str]:
    found, waiting = set(), list(here)
    while waiting:
        element = waiting.pop()
        if element in found or element == without:
            continue
        found.add(element)
        waiting += [flow.target for flow in sop.flows if flow.source == element]
    return found


def _ends(sop: Sop, elements: set[str]) -> bool:
    return bool(elements - {flow.source for flow in sop.flows})
