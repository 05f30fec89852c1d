"""What the tests of the search share: an index that is up to date, and what a person finds in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from office_fixtures import Players

from app.actions.index_cases import index_changed_cases
from app.demo.cast import Person
from app.search import search

Find = Callable[[Person, str], list[str]]


def bring_up_to_date(players: Players) -> int:
    """Do what the worker does until nothing is left; return how many cases were read."""
    total = 0
    for _ in range(20):
        number = index_changed_cases(players.office)
        total += number
        if not number:
            return total
    raise AssertionError("the index is never up to date")


@pytest.fixture
def find(players: Players) -> Find:
    """Give a search in an index that is up to date; it returns the numbers of the cases found, in their order."""

    def found(person: Person, text: str) -> list[str]:
        bring_up_to_date(players)
        with players.office.database.reading() as connection:
            return [case.number for case in search(players.office, connection, players.actor(person), text, 20)]

    return found
