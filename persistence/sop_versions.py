"""The SOP's diagrams: drafts that change, and published versions that never do."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from persistence.inserting import insert_row
from persistence.tables import sop_versions

_LISTED = [column for column in sop_versions.c if column.name != "xml"]


@dataclass(frozen=True)
class SopVersion:
    """Hold a row of `sop_versions` without its XML."""

    id: int
    number: int
    title: str
    sha256: str
    status: str
    created_at: datetime
    published_at: datetime | None
    published_by: int | None


def add_draft(connection: Connection, title: str, sha256: str, xml: bytes, now: datetime) -> int:
    """Write a draft with the next number, and give its id."""
    number = select(func.coalesce(func.max(sop_versions.c.number), 0) + 1).scalar_subquery()
    return insert_row(
        connection,
        sop_versions,
        number=number,
        title=title,
        sha256=sha256,
        xml=xml,
        status="draft",
        created_at=now,
    )


def save_draft(connection: Connection, version_id: int, title: str, sha256: str, xml: bytes) -> bool:
    """Change a draft. Returns False when it was published or thrown away."""
    draft = (sop_versions.c.id == version_id) & (sop_versions.c.status == "draft")
    changed = connection.execute(update(sop_versions).where(draft).values(title=title, sha256=sha256, xml=xml))
    return changed.rowcount == 1


def delete_draft(connection: Connection, version_id: int) -> bool:
    """Throw a draft away. Returns False when it was published."""
    draft = (sop_versions.c.id == version_id) & (sop_versions.c.status == "draft")
    return connection.execute(delete(sop_versions).where(draft)).rowcount == 1


def publish(connection: Connection, version_id: int, now: datetime, account_id: int | None) -> bool:
    """Make a draft the version that new cases follow. Returns False when it is no draft any more."""
    status = select(sop_versions.c.status).where(sop_versions.c.id == version_id).with_for_update()
    if connection.scalar(status) != "draft":
        return False
    published = sop_versions.c.status == "published"
    connection.execute(update(sop_versions).where(published).values(status="retired"))
    connection.execute(
        update(sop_versions)
        .where(sop_versions.c.id == version_id)
        .values(status="published", published_at=now, published_by=account_id)
    )
    return True


def current(connection: Connection) -> SopVersion | None:
    """Find the version that new cases follow."""
    row = connection.execute(select(*_LISTED).where(sop_versions.c.status == "published")).one_or_none()
    return SopVersion(*row) if row else None


def read(connection: Connection, version_id: int) -> SopVersion | None:
    """Find a version by its id."""
    row = connection.execute(select(*_LISTED).where(sop_versions.c.id == version_id)).one_or_none()
    return SopVersion(*row) if row else None


def every(connection: Connection) -> list[SopVersion]:
    """List all versions, newest first."""
    rows = connection.execute(select(*_LISTED).order_by(sop_versions.c.number.desc()))
    return [SopVersion(*row) for row in rows]


def read_xml(connection: Connection, version_id: int) -> bytes:
    """Read the diagram of a version, byte for byte."""
    wanted = select(sop_versions.c.xml).where(sop_versions.c.id == version_id)
    xml: bytes = connection.execute(wanted).scalar_one()
    return xml
