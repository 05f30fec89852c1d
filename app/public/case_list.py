"""The cases of an account, as a list in a citizen's words."""

from __future__ import annotations

from dataclasses import dataclass

from app.case_file import title_of
from app.office import Office
from app.public.progress import Progress, read_progress
from app.security.actor import Actor
from persistence import cases
from persistence.cases import Case


@dataclass(frozen=True)
class Listed:
    """One case of the list."""

    case: Case
    title: str
    progress: Progress


def of_reporter(office: Office, actor: Actor) -> list[Listed]:
    """List the newest cases of an account; one whose content has been erased keeps its number."""
    with office.database.reading() as connection:
        own = cases.of_reporter(connection, actor.account_id or 0)
        return [
            Listed(
                case,
                title_of(office, case.id, case.sealed_key, case.sealed_title),
                read_progress(office, connection, case),
            )
            for case in own
        ]
