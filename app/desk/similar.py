"""Earlier cases that look like the one being recorded: shown while it is written, and once before it is kept."""

from __future__ import annotations

from flask import render_template
from sqlalchemy import Connection

from app import page_form, search
from app.actions.complete_task import Raw
from app.case_file import open_case
from app.desk.blueprint import bp
from app.desk.earlier import ENDED, EarlierCase
from app.desk.posted import read_posted
from app.office import Office, current_office
from app.search import SimilarCase
from app.security.actor import Actor
from app.security.login import current_actor
from persistence import cases, documents
from persistence.documents import open_document

# What tells one complaint from another; the texts of both kinds of report.
TITLE, TEXTS, PLACE = "judul", ("uraian", "rincian_informasi"), "lokasi_desa"


@bp.post("/mirip")
def alike() -> str:
    """Send the list of earlier cases that are like what has been written so far; desk.js puts it into the page."""
    found = alike_to(current_office(), current_actor(), page_form.posted())
    return render_template("desk/_alike.html", alike=found, posted=read_posted())


def unseen(office: Office, actor: Actor, raw: Raw, seen: frozenset[str]) -> tuple[EarlierCase, ...]:
    """Return the cases like this one, where one of them was not shown yet."""
    found = alike_to(office, actor, raw)
    return found if any(case.number not in seen for case in found) else ()


def alike_to(office: Office, actor: Actor, raw: Raw) -> tuple[EarlierCase, ...]:
    """Find the open or recent cases of this person's inboxes that are like what has been written."""
    title, place = _text(raw, TITLE), _text(raw, PLACE)
    text = " ".join(_text(raw, name) for name in TEXTS)
    if not (title or text.strip()):
        return ()
    with office.database.reading() as connection:
        found = search.near_duplicates(office, connection, actor, title, f"{text} {place}")
        return tuple(_earlier(office, connection, case, place) for case in found)


def _earlier(office: Office, connection: Connection, found: SimilarCase, place: str) -> EarlierCase:
    there = _place_of(office, connection, found)
    return EarlierCase(
        id=found.case_id,
        number=found.number,
        title=found.title,
        submitted_at=found.submitted_at,
        status=ENDED.get(found.status) or (found.row.status if found.row else "") or "received",
        visibility=found.visibility,
        task_id=found.task_id,
        place=there,
        is_same_place=bool(there) and there.casefold() == place.casefold(),
    )


def _place_of(office: Office, connection: Connection, found: SimilarCase) -> str:
    """Read where an earlier case happened, from the document that the SOP hands to the desk."""
    row = cases.read(connection, found.case_id)
    if row is None or row.sealed_key is None:
        return ""
    file = open_case(office, row)
    first = file.diagram.sop.row(file.diagram.sop.first_row)
    newest = documents.latest(connection, row.id, first.outputs)
    return next((str(open_document(file.key, each).get(PLACE, "")) for each in newest.values()), "")


def _text(raw: Raw, name: str) -> str:
    return " ".join(raw.get(name, ())).strip()
