"""Count the pages of a PDF without drawing it: its page tree says the number (ISO 32000-2, 7.7.3.2)."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

TREE = re.compile(rb"/Type\s*/Pages(?!\w)")
COUNT = re.compile(rb"/Count\s+(\d{1,5})(?!\d)")
LEAF = re.compile(rb"/Type\s*/Page(?![\w])")
OBJECTS = re.compile(
    rb"/Type\s*/ObjStm(?!\w)[^>]{0,300}>>\s*stream\r?\n|<<[^>]{0,300}/ObjStm[^>]{0,300}>>\s*stream\r?\n"
)
# A tiny file may unpack to an enormous one.
MOST_BYTES = 8_000_000


def pages_of(content: bytes) -> int | None:
    """Return the number of pages; None where the tree is encrypted, or written in a way that this does not read."""
    parts = [content, *_object_streams(content)]
    counts = [count for part in parts for count in _counts(part)]
    if counts:
        return max(counts)
    return sum(len(LEAF.findall(part)) for part in parts) or None


def _counts(part: bytes) -> Iterator[int]:
    """Yield the counts that stand in one dictionary with the mark of a page tree."""
    for mark in TREE.finditer(part):
        begin = max(part.rfind(b"<<", 0, mark.start()), 0)
        end = part.find(b">>", mark.end())
        found = COUNT.search(part, begin, end if end >= 0 else len(part))
        if found and int(found[1]):
            yield int(found[1])


def _object_streams(content: bytes) -> Iterator[bytes]:
    left = MOST_BYTES
    for head in OBJECTS.finditer(content):
        end = content.find(b"endstream", head.end())
        try:
            part = zlib.decompressobj().decompress(content[head.end() : end], left)
        except zlib.error:
            continue
        left -= len(part)
        yield part
        if left <= 0:
            return
