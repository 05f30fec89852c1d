"""Save an answer template: each save is a version of its own, and the older ones stay readable."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

import forms.schema
from app.actions import office_journal
from app.errors import ChangedMeanwhile, Missing
from app.office import Office
from app.security.actor import Actor
from persistence import answer_templates, idempotency
from persistence.answer_templates import TemplateText
from processes.sop import Row

# What is put in the place of {nomor} and the others when a template goes into a form.
PLACEHOLDERS = ("nomor", "judul", "kategori", "unit", "tanggal", "kantor")
MARKED = re.compile(r"\{(\w*)\}")


class UnknownPlaceholder(Exception):
    """A template holds a placeholder that nothing fills; the argument is its name."""


class TooLong(Exception):
    """A template is longer than the field that it begins; the argument is the most letters."""


@dataclass(frozen=True)
class Saved:
    """Say which template was saved, as which version."""

    template_id: int
    version: int


def led_rows(office: Office, actor: Actor) -> dict[str, Row]:
    """Return the rows of the running SOP whose templates this person edits, by form."""
    rows = office.catalogue.diagram_in_force().sop.rows
    return {
        row.form: row for row in rows if row.lane.id in actor.led_lanes and forms.schema.load(row.form).starting_field
    }


def save_answer_template(office: Office, actor: Actor, wanted: TemplateText, seen: Saved | None, press: str) -> Saved:
    """Write a new template, or the next version of the one that was seen; `press` names the press of the button.

    Raises Missing for whoever does not lead the lane, ChangedMeanwhile, UnknownPlaceholder or TooLong.
    """
    _check(office, actor, wanted)
    key = f"answer-template/{actor.account_id}/{press}"
    with office.database.reading() as connection:
        answered = idempotency.find_answer(connection, key)
        former = answer_templates.versions(connection, seen.template_id) if seen else []
    if answered:
        return Saved(*answered)
    if seen and (not former or former[0].form not in led_rows(office, actor)):
        raise Missing
    try:
        return _write(office, actor, wanted, seen, key)
    except IntegrityError as error:
        raise ChangedMeanwhile from error


def _check(office: Office, actor: Actor, wanted: TemplateText) -> None:
    if wanted.form not in led_rows(office, actor):
        raise Missing
    unknown = [name for name in MARKED.findall(wanted.text) if name not in PLACEHOLDERS]
    if unknown:
        raise UnknownPlaceholder(unknown[0])
    form = forms.schema.load(wanted.form)
    most = form.properties[form.starting_field]["maxLength"]
    if len(wanted.text) > most:
        raise TooLong(most)


def _write(office: Office, actor: Actor, wanted: TemplateText, seen: Saved | None, key: str) -> Saved:
    now, by = office.now(), actor.account_id or 0
    with office.database.transaction() as connection:
        if seen is None:
            saved = Saved(answer_templates.add(connection, wanted, by, now), 1)
        elif answer_templates.add_version(connection, seen.template_id, seen.version, wanted, by, now):
            saved = Saved(seen.template_id, seen.version + 1)
        else:
            raise ChangedMeanwhile
        idempotency.remember(connection, key, [saved.template_id, saved.version], now)
        facts = {"template": saved.template_id, "version": saved.version, "form": wanted.form}
        office_journal.record(connection, office, "answer_template_saved", actor, now, **facts)
    return saved
