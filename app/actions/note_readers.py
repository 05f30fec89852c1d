"""Who may read the internal notes of a case, and whom a note names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection

from app.security.authorize import SUPERVISOR
from persistence import accounts, tasks, units

# An address of a mailbox has a letter before its sign, a name of a colleague has none.
AT = re.compile(r"(?<![\w@])@(?=\w)")
WORD = re.compile(r"[\w'.-]+")


class NamesNobody(Exception):
    """A note names somebody who may not read the case; the argument is the word after the sign."""


class NamesSeveral(Exception):
    """A note names somebody by a word that fits several readers; the argument is the word after the sign."""


@dataclass(frozen=True)
class Reader:
    """A colleague who may read the notes of a case."""

    id: int
    name: str


def readers(connection: Connection, case_id: UUID) -> list[Reader]:
    """List who works in an inbox that the case has come to so far, and the supervisors, by name."""
    keys = {task.inbox_key for task in tasks.of_case(connection, case_id) if not task.is_reporters}
    found = {worker.account.id: worker.account.name for worker in units.workers_of(connection, keys)}
    overseeing = accounts.with_roles(connection, [SUPERVISOR])
    found |= {account.id: account.name for account in overseeing if account.is_active}
    return sorted((Reader(*each) for each in found.items()), key=lambda reader: (reader.name, reader.id))


def named_in(text: str, readers: Sequence[Reader]) -> frozenset[int]:
    """Return whom a text names, by whole name (“@Dewi Lestari”) or by a first name that only one reader has.

    Two readers of one name are both named. Raises NamesNobody or NamesSeveral.
    """
    return frozenset(reader.id for match in AT.finditer(text) for reader in _meant(text[match.end() :], readers))


def _meant(rest: str, readers: Sequence[Reader]) -> list[Reader]:
    whole = [reader for reader in readers if _begins(rest, reader.name)]
    if whole:
        longest = max(len(reader.name) for reader in whole)
        return [reader for reader in whole if len(reader.name) == longest]
    found = WORD.match(rest)
    word = found[0].rstrip("'.-") if found else rest
    first = [reader for reader in readers if reader.name.split()[0].casefold() == word.casefold()]
    if not first:
        raise NamesNobody(word)
    if len(first) > 1:
        raise NamesSeveral(word)
    return first


def _begins(rest: str, name: str) -> bool:
    beginning, next_letter = rest[: len(name)], rest[len(name) : len(name) + 1]
    return beginning.casefold() == name.casefold() and not next_letter.isalnum()
