"""Find the texts of a form's schema for the translation catalogue; Babel calls `extract`."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import IO, Any

TEXTS = frozenset({"title", "description", "x-section", "x-pattern-message"})
LISTS_OF_TEXTS = frozenset({"x-labels", "x-hints"})


def extract(
    fileobj: IO[bytes],
    keywords: Collection[str],
    comment_tags: Sequence[str],
    options: Mapping[str, Any],
) -> Iterator[tuple[int, None, str, list[str]]]:
    """Yield (line, no function, text, no comments) for every text that a person reads."""
    source = fileobj.read().decode("utf-8")
    lines = source.splitlines()
    for text in dict.fromkeys(_texts(json.loads(source))):
        written = json.dumps(text, ensure_ascii=False)
        yield next((n for n, line in enumerate(lines, 1) if written in line), 1), None, text, []


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for item in node:
            yield from _texts(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key in TEXTS and isinstance(value, str):
                yield value
            elif key in LISTS_OF_TEXTS:
                yield from value.values()
            else:
                yield from _texts(value)
