"""`flask bench`: measure on this machine, in databases of its own."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from app.bench import firing, large_office, race_report
from app.bench.places import places


@click.command()
@click.argument("what", type=click.Choice(["completions", "inbox", "all"]), default="all")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="Turns that each way takes.")
@click.option("--cases", type=click.IntRange(1), default=50, show_default=True, help="Cases in each turn.")
@click.option(
    "--tasks", type=click.IntRange(1000), default=100_000, show_default=True, help="Tasks of the large office."
)
@click.option("--database-url", help="A PostgreSQL server to measure as well, in databases of the bench's own.")
@with_appcontext
def bench(what: str, rounds: int, cases: int, tasks: int, database_url: str | None) -> None:
    """Measure completions, timers, inboxes and the worker, beside bare SQL and SpiffWorkflow as documented."""
    with places(database_url) as found:
        for place in found:
            if what != "inbox":
                _print(race_report.report(place, rounds, cases))
                _print(firing.report(place, rounds, cases))
            # Lists are read from the cache of a database, wherever its file lies.
            if what != "completions" and place.has_disk:
                _print(large_office.report(place, tasks))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
