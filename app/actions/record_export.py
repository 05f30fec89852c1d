"""Write down that somebody took figures or a register out of the office, and which bytes they were."""

from __future__ import annotations

import hashlib

from app.actions import office_journal
from app.office import Office
from app.security.actor import Actor


def record_export(office: Office, actor: Actor, kind: str, content: bytes, **what: str) -> None:
    """Append an entry of this kind to the office's chain, with the digest of the file and what it covers."""
    digest = hashlib.sha256(content).hexdigest()
    with office.database.transaction() as connection:
        office_journal.record(connection, office, kind, actor, office.now(), sha256=digest, **what)
