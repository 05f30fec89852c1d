"""Tables for the terminal."""

from __future__ import annotations

from collections.abc import Sequence

Row = Sequence[str]


def lines(title: str, head: Row, rows: Sequence[Row]) -> list[str]:
    """Return a table as lines: the first column to the left, numbers to the right."""
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(len(head))]
    return ["", title, _line(head, widths), _line(["-" * width for width in widths], widths)] + [
        _line(row, widths) for row in rows
    ]


def _line(row: Row, widths: Sequence[int]) -> str:
    first, *rest = [
        cell.rjust(width) if column else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join((first, *rest)).rstrip()
