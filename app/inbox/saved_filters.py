"""The filters that somebody keeps: saved from a list, renamed, shared with a unit, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.save_filter import (
    FilterNameTaken,
    TooManyFilters,
    change_filter,
    drop_filter,
    save_filter,
    shareable_units,
)
from app.errors import Missing
from app.i18n import gettext
from app.inbox import list_address
from app.inbox.blueprint import SCHEMAS, bp
from app.inbox.listing import units_of
from app.inbox.task_list import list_url
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires
from forms.choices import Choice, Choices
from forms.errors import FieldError, FieldErrors
from persistence import inbox_choices
from persistence.inbox_choices import SavedFilter

FORM = page_form.load(SCHEMAS, "saringan")
NAME, UNIT = "nama_saringan", "dilihat_unit"
Page = str | AnyResponse | tuple[str, int]


@bp.get("/saringan")
@requires("staff", "supervisor")
def saved_filters() -> str:
    """List the filters of this person and those that are shared with her unit."""
    actor = current_actor()
    with current_office().database.reading() as connection:
        every = inbox_choices.filters_for(connection, actor.account_id or 0, units_of(actor))
    return render_template("inbox/saved_filters.html", every=every, own_id=actor.account_id, list_url=list_url)


@bp.get("/saringan/baru")
@requires("staff", "supervisor")
def new_filter() -> str:
    """Ask for the name of the filter of the list that stands in the address."""
    return _page(url_for("inbox.add_filter"), list_address.read(request.args).kept)


@bp.post("/saringan/baru")
@requires("staff", "supervisor")
def add_filter() -> Page:
    """Keep a filter."""
    query = list_address.read_kept(request.form.get("alamat", ""))
    here = url_for("inbox.add_filter")
    try:
        given = page_form.answers(FORM, _choices())
        save_filter(current_office(), current_actor(), given[NAME], query, _unit(given))
    except FieldErrors as refused:
        return _page(here, query, refused.values, refused.errors), 422
    except FilterNameTaken:
        return _page(here, query, given, [_taken()]), 422
    except TooManyFilters:
        return _page(here, query, given, [page_form.refusal(NAME, gettext("Hapus dahulu saringan lama."))]), 422
    flash(gettext("Saringan “%(name)s” tersimpan.", name=given[NAME]), "success")
    return see_other(list_url(query))


@bp.get("/saringan/<int:filter_id>")
@requires("staff", "supervisor")
def saved_filter(filter_id: int) -> str:
    """Show a filter of this person, to be renamed or shared."""
    stored = _stored(filter_id)
    values = {NAME: stored.name, UNIT: str(stored.unit_id or "")}
    return _page(url_for("inbox.save_filter_page", filter_id=filter_id), stored.query, values)


@bp.post("/saringan/<int:filter_id>")
@requires("staff", "supervisor")
def save_filter_page(filter_id: int) -> Page:
    """Rename a filter, or say who sees it."""
    stored, here = _stored(filter_id), url_for("inbox.save_filter_page", filter_id=filter_id)
    try:
        given = page_form.answers(FORM, _choices())
        change_filter(current_office(), current_actor(), filter_id, given[NAME], _unit(given))
    except FieldErrors as refused:
        return _page(here, stored.query, refused.values, refused.errors), 422
    except FilterNameTaken:
        return _page(here, stored.query, given, [_taken()]), 422
    return see_other(url_for("inbox.saved_filters"))


@bp.post("/saringan/<int:filter_id>/hapus")
@requires("staff", "supervisor")
def delete_filter(filter_id: int) -> AnyResponse:
    """Delete a filter of this person."""
    drop_filter(current_office(), current_actor(), filter_id)
    flash(gettext("Saringan dihapus."), "success")
    return see_other(url_for("inbox.saved_filters"))


def _stored(filter_id: int) -> SavedFilter:
    with current_office().database.reading() as connection:
        found = inbox_choices.read_filter(connection, filter_id, current_actor().account_id or 0)
    if found is None:
        raise Missing
    return found


def _choices() -> Choices:
    offered = shareable_units(current_office(), current_actor())
    return {"shareable_units": tuple(Choice(str(unit), name) for unit, name in offered.items())}


def _unit(given: Mapping[str, Any]) -> int | None:
    return int(given[UNIT]) if given.get(UNIT) else None


def _taken() -> FieldError:
    return page_form.refusal(NAME, gettext("Anda sudah mempunyai saringan dengan nama ini."))


def _page(
    action: str, query: str, values: Mapping[str, Any] = page_form.NOTHING, errors: Sequence[FieldError] = ()
) -> str:
    choices = _choices()
    # Who works in no unit has nobody to share with, and is not asked.
    asked = (
        field for field in page_form.shown(FORM, values, choices, errors) if field.name != UNIT or any(choices.values())
    )
    fields = tuple(asked)
    return render_template(
        "inbox/saved_filter.html", fields=fields, action=action, query=query, list_url=list_url(query)
    )
