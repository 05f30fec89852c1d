"""The internal notes of a case, as its readers see them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection

from app.actions.note_readers import readers
from app.history import Happening
from app.security.actor import Actor
from persistence import accounts, mentions


@dataclass(frozen=True)
class Part:
    """A piece of a note's text; `is_name` where it names a reader."""

    text: str
    is_name: bool


@dataclass(frozen=True)
class Note:
    """One note; a withdrawn one has no `parts` left, `is_new` marks one that names this reader for the first time."""

    id: UUID
    author: str
    at: datetime
    parts: tuple[Part, ...]
    is_mine: bool
    names_me: bool
    is_new: bool
    is_withdrawn: bool


@dataclass(frozen=True)
class Discussion:
    """The notes of a case, oldest first, and the names that a new one may hold."""

    notes: tuple[Note, ...]
    names: tuple[str, ...]

    @property
    def has_news(self) -> bool:
        """Tell whether some note names its reader for the first time."""
        return any(note.is_new for note in self.notes)


def discussion(connection: Connection, actor: Actor, case_id: UUID, happenings: Sequence[Happening]) -> Discussion:
    """Read the notes of a case for somebody who sees one of its tasks."""
    written = [each for each in happenings if each.entry.kind == "note_written"]
    withdrawn = {each.payload["note"] for each in happenings if each.entry.kind == "note_withdrawn"}
    ids = {each.entry.actor_id or 0 for each in written} | {one for each in written for one in each.payload["named"]}
    names = accounts.names(connection, ids)
    unseen = mentions.unseen_notes(connection, actor.account_id or 0, case_id)
    may_read = readers(connection, case_id)
    return Discussion(
        notes=tuple(_note(each, actor, names, unseen, withdrawn) for each in written),
        names=tuple(reader.name for reader in may_read if reader.id != actor.account_id),
    )


def _note(
    written: Happening, actor: Actor, names: Mapping[int, str], unseen: Collection[UUID], withdrawn: Collection[str]
) -> Note:
    payload, author_id = written.payload, written.entry.actor_id or 0
    note_id, is_withdrawn = UUID(payload["note"]), payload["note"] in withdrawn
    named = [names[one] for one in payload["named"] if one in names]
    return Note(
        id=note_id,
        author=names.get(author_id, ""),
        at=written.entry.at,
        parts=() if is_withdrawn else tuple(_parts(payload["text"], named)),
        is_mine=author_id == actor.account_id,
        names_me=actor.account_id in payload["named"],
        is_new=note_id in unseen and not is_withdrawn,
        is_withdrawn=is_withdrawn,
    )


def _parts(text: str, named: Sequence[str]) -> Iterator[Part]:
    """Split a text at the names that it holds, whole ones before first names."""
    if not named:
        yield Part(text, is_name=False)
        return
    words = [*sorted(named, key=len, reverse=True), *(name.split()[0] for name in named)]
    sign = re.compile(rf"((?<![\w@])@(?:{'|'.join(map(re.escape, words))})(?!\w))", re.IGNORECASE)
    for place, piece in enumerate(sign.split(text)):
        if piece:
            yield Part(piece, is_name=place % 2 == 1)
