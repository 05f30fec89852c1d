"""Read the categories of a complaint, which stand as properties on the first row of the diagram."""

import re
from collections.abc import Mapping

from processes.sop import Category

_PREFIX = "kategori."
_VALUE = re.compile(r"(?P<name>.*?)\s*(?:\[(?P<external_id>[0-9, ]+)\])?")


def read_categories(properties: Mapping[str, str]) -> tuple[Category, ...]:
    """Read `kategori.<code>` and `kategori.<code>.<subcode>`, in the order of the file."""
    confidential = set(properties.get("kategori_rahasia", "").split())
    named = {name.removeprefix(_PREFIX): value for name, value in properties.items() if name.startswith(_PREFIX)}
    return tuple(
        _category(
            code,
            value,
            code in confidential,
            tuple(
                _category(child.partition(".")[2], text, code in confidential)
                for child, text in named.items()
                if child.startswith(f"{code}.")
            ),
        )
        for code, value in named.items()
        if "." not in code
    )


def _category(code: str, value: str, is_confidential: bool, children: tuple[Category, ...] = ()) -> Category:
    found = _VALUE.fullmatch(value)
    name, external_id = (found["name"], found["external_id"] or "") if found else (value, "")
    return Category(code, name, external_id, is_confidential, children)
