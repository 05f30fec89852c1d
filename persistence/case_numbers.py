"""The yearly series that case numbers come from."""

from sqlalchemy import Connection

from persistence.inserting import insert_or
from persistence.tables import case_numbers


def next_serial(connection: Connection, year: int) -> int:
    """Take the next number of the year, from 1, without gaps.

    The row stays locked until the transaction ends, so a rolled back submission gives its number back and
    nobody can have taken the one after it.
    """
    taken = (
        insert_or(connection.dialect.name, case_numbers)
        .values(year=year, last_serial=1)
        .on_conflict_do_update(
            index_elements=[case_numbers.c.year], set_={"last_serial": case_numbers.c.last_serial + 1}
        )
    )
    serial: int = connection.execute(taken.returning(case_numbers.c.last_serial)).scalar_one()
    return serial
