"""How PostgreSQL plans the selects of the inbox: once for each shape."""

from weakref import WeakSet

from sqlalchemy import Connection, Transaction

PLAN_ONCE = "SET LOCAL plan_cache_mode = force_generic_plan"

_told: WeakSet[Transaction] = WeakSet()


def plan_once(connection: Connection) -> None:
    """Keep a plan for all values, until this transaction ends.

    The words of these selects say which index is read, so to plan them anew for each value would take longer than to
    run them. SQLite keeps its plans anyway.
    """
    if connection.dialect.name != "postgresql" or connection.get_transaction() in _told:
        return
    connection.exec_driver_sql(PLAN_ONCE)
    if transaction := connection.get_transaction():
        _told.add(transaction)
