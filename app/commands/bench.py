"""`flask bench`: measure on this machine, in databases of its own."""

from __future__ import annotations

from collections.abc import Iterator

import click
from flask.cli import with_appcontext

from app.bench import firing, large_office, race_report
from app.bench.day import report
from app.bench.day.report import Load
from app.bench.places import Place, places


@click.command()
@click.argument("what", type=click.Choice(["completions", "inbox", "day", "all"]), default="all")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="Turns that each way takes.")
@click.option("--cases", type=click.IntRange(1), default=50, show_default=True, help="Cases in each turn.")
@click.option(
    "--tasks", type=click.IntRange(1000), default=100_000, show_default=True, help="Tasks of the large office."
)
@click.option("--staff", type=click.IntRange(1), default=50, show_default=True, help="People at work on the day.")
@click.option(
    "--open-cases", type=click.IntRange(1), default=10_000, show_default=True, help="Open cases when the day begins."
)
@click.option(
    "--minutes", type=click.FloatRange(0.1), default=6, show_default=True, help="Minutes into which its hour goes."
)
@click.option("--database-url", help="A PostgreSQL server to measure as well, in databases of the bench's own.")
@with_appcontext
def bench(  # noqa: PLR0913 (the options of a command)
    *,
    what: str,
    rounds: int,
    cases: int,
    tasks: int,
    staff: int,
    open_cases: int,
    minutes: float,
    database_url: str | None,
) -> None:
    """Measure completions, timers, inboxes, and a day of the whole office."""
    with places(database_url) as found:
        for place in found:
            if what in {"completions", "all"}:
                _print(race_report.report(place, rounds, cases))
                _print(firing.report(place, rounds, cases))
            # Lists are read from the cache of a database, wherever its file lies.
            if what in {"inbox", "all"} and place.has_disk:
                _print(large_office.report(place, tasks))
            if what == "day" and place.has_disk:
                _day(place, Load(staff, open_cases, minutes))


def _day(place: Place, load: Load) -> None:
    try:
        _print(report.report(place, load))
    except report.DayFailed as failed:
        raise click.ClickException("The day did not go well; see what does not hold above.") from failed


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
