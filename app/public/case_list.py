"""The cases of an account, as a list in a citizen's words: newest first, page by page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from uuid import UUID

from flask import url_for

from app.case_file import title_of
from app.i18n import lazy_gettext
from app.office import Office
from app.public.standing import Standing, read_standing
from app.security.actor import Actor
from persistence import cases, messages
from persistence.cases import Case

PAGE = 20
ALL, RUNNING, ENDED = "semua", "berjalan", "selesai"
FILTERS: Mapping[str, str] = MappingProxyType(
    {ALL: lazy_gettext("Semua"), RUNNING: lazy_gettext("Berjalan"), ENDED: lazy_gettext("Selesai")}
)
Place = tuple[datetime, UUID]


@dataclass(frozen=True)
class Listed:
    """One case of the list; `is_asked` tells that the office waits for an answer."""

    case: Case
    title: str
    standing: Standing
    is_asked: bool


@dataclass(frozen=True)
class Tab:
    """One filter of the list."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class CaseList:
    """A page of the list; an empty address is an end of it."""

    tabs: tuple[Tab, ...]
    cases: tuple[Listed, ...]
    wanted: str
    first_url: str
    next_url: str


def of_reporter(office: Office, actor: Actor, wanted: str, before: Place | None) -> CaseList:
    """List cases of an account; one whose content has been erased keeps its number."""
    wanted = wanted if wanted in FILTERS else ALL
    is_running = {RUNNING: True, ENDED: False}.get(wanted)
    with office.database.reading() as connection:
        own = cases.of_reporter(connection, actor.account_id or 0, is_running=is_running, before=before, limit=PAGE + 1)
        asked = messages.unanswered_cases(connection, [case.id for case in own if case.status == "running"])
        listed = tuple(
            Listed(
                case,
                title_of(office, case.id, case.sealed_key, case.sealed_title),
                read_standing(office, connection, case),
                case.id in asked,
            )
            for case in own[:PAGE]
        )
    return CaseList(
        tabs=tuple(Tab(str(label), _url(name), name == wanted) for name, label in FILTERS.items()),
        cases=listed,
        wanted=wanted,
        first_url=_url(wanted) if before else "",
        next_url=_url(wanted, _written(own[PAGE - 1])) if len(own) > PAGE else "",
    )


def place_of(text: str) -> Place | None:
    """Read a place of the list from an address; anything else is its beginning."""
    at, _, case_id = text.rpartition("_")
    try:
        moment = datetime.fromisoformat(at)
        return (moment.astimezone(UTC), UUID(case_id)) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def _written(case: Case) -> str:
    return f"{case.submitted_at.isoformat()}_{case.id.hex}"


def _url(wanted: str, before: str | None = None) -> str:
    return url_for("public.my_cases", tampilan=None if wanted == ALL else wanted, sebelum=before)
