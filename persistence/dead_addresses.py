"""Mail addresses that a server has refused for good; known by their HMAC only."""

from datetime import datetime

from sqlalchemy import Connection, delete, select

from persistence.inserting import insert_or
from persistence.tables import dead_addresses


def since(connection: Connection, address_index: str) -> datetime | None:
    """Find since when an address does not work; None where it does, as far as anybody knows."""
    return connection.scalar(select(dead_addresses.c.at).where(dead_addresses.c.address_index == address_index))


def mark(connection: Connection, address_index: str, reason: str, at: datetime) -> None:
    """Write that an address does not work."""
    values = {"reason": reason, "at": at}
    marked = insert_or(connection.dialect.name, dead_addresses).values(address_index=address_index, **values)
    connection.execute(marked.on_conflict_do_update(index_elements=[dead_addresses.c.address_index], set_=values))


def forget(connection: Connection, address_index: str) -> None:
    """Forget that an address did not work."""
    connection.execute(delete(dead_addresses).where(dead_addresses.c.address_index == address_index))
