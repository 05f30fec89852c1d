"""Write as one process among several, and print when each turn came."""

import sys
import time
from pathlib import Path

from persistence import case_numbers
from persistence.database import connect

WRITES = 40


def main(url: str, start: Path) -> None:
    """Announce readiness, wait for the starting file, then write without a pause."""
    database = connect(url)
    print("ready", flush=True)  # noqa: T201 (the test reads it)
    while not start.exists():
        time.sleep(0.005)
    for _ in range(WRITES):
        with database.transaction() as connection:
            serial = case_numbers.next_serial(connection, 2026)
        print(serial, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
