"""Numbers in addresses: a row's id, or a year; anything that no row can have is at no address."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

# The largest number that an INTEGER column of PostgreSQL takes; a larger one is an error there.
LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """The `int` of a route, kept within what the database can compare."""

    regex = r"[0-9]{1,10}"

    def __init__(self, url_map: Map, **options: Any) -> None:
        super().__init__(url_map, **{"max": LARGEST, **options})


def register(app: Flask) -> None:
    """Let every route read its numbers so; called before the routes are added."""
    app.url_map.converters["int"] = RowNumber
