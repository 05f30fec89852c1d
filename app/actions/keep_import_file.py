"""Keep a file between its trial and its import, sealed, at a place of the operator's desk of its own."""

from __future__ import annotations

from app.complaint_draft import desk_token
from app.errors import Missing
from app.office import Office
from app.security.actor import Actor
from app.security.sessions import digest
from persistence import drafts, sealing

# The places from 1 on hold complaints.
PLACE = 0
SEALED_AS = b"import-file"


def keep_import_file(office: Office, actor: Actor, content: bytes) -> None:
    """Keep the file, over the one before."""
    token = _token(office, actor)
    sealed = sealing.seal(_key(office, token), content, SEALED_AS)
    with office.database.transaction() as connection:
        drafts.save(connection, digest(token), actor.account_id, sealed, office.now())


def kept_import_file(office: Office, actor: Actor) -> bytes | None:
    """Return the file that this person tried last, or None when it is gone."""
    token = _token(office, actor)
    with office.database.reading() as connection:
        kept = drafts.read(connection, digest(token))
    return sealing.open_(_key(office, token), kept.sealed, SEALED_AS) if kept else None


def drop_import_file(office: Office, actor: Actor) -> None:
    """Delete the file once it has been brought in."""
    with office.database.transaction() as connection:
        kept = drafts.read(connection, digest(_token(office, actor)))
        if kept is not None:
            drafts.discard(connection, kept.id)


def _token(office: Office, actor: Actor) -> str:
    if actor.account_id is None:
        raise Missing
    return desk_token(office, actor.account_id, PLACE)


def _key(office: Office, token: str) -> bytes:
    return sealing.derive(office.settings.secret_key, f"draft/{token}")
