"""What a browser has sent beside the answers of a form."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from flask import request

from app.actions.attach_file import Posted


def files() -> list[Posted]:
    """Return the files of this request; a browser sends an empty one where none was chosen."""
    given = request.files.items(multi=True)
    return [Posted(field, file.filename or "", file.read()) for field, file in given if file]


def command_id(item_id: UUID, verb: str) -> UUID:
    """Name the press of a button, so that two of the same page have one effect."""
    return uuid5(item_id, f"{verb}/{request.form.get('perintah') or uuid4()}")
