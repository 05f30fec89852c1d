"""Cells that a spreadsheet would run as a formula, made harmless (OWASP, CSV injection)."""

from __future__ import annotations

BEGINS = ("=", "+", "-", "@", "\t", "\r")


def guarded(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula, and before what looks guarded already."""
    return f"'{cell}" if cell.startswith((*BEGINS, "'")) else cell


def unguarded(cell: str) -> str:
    """Return a cell as it was before it was guarded."""
    is_guarded = cell.startswith("'") and cell[1:].startswith((*BEGINS, "'"))
    return cell[1:] if is_guarded else cell
