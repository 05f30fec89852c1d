"""The pages of the office's units."""

from __future__ import annotations

from collections import Counter

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.save_unit import UnitCodeTaken, change_unit, create_unit, unit_stamp
from app.admin.blueprint import SCHEMAS, Errors, Values, bp, seen
from app.errors import ChangedMeanwhile, Missing
from app.i18n import gettext
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor
from forms.errors import FieldErrors
from persistence import units
from persistence.units import Unit

NEW, CHANGE = page_form.load(SCHEMAS, "unit_baru"), page_form.load(SCHEMAS, "unit")


@bp.get("/unit")
def list_units() -> str:
    """List the units."""
    with current_office().database.reading() as connection:
        every, memberships = units.every(connection), units.every_membership(connection)
    return render_template("admin/units.html", units=every, seats=Counter(seat.unit_id for seat in memberships))


@bp.get("/unit/baru")
def new_unit() -> str:
    """Show the form of a new unit."""
    return _new_page()


@bp.post("/unit/baru")
def add_unit() -> Response | tuple[str, int]:
    """Create a unit."""
    try:
        given = page_form.answers(NEW)
        create_unit(current_office(), current_actor(), given["kode"], given["nama"])
    except FieldErrors as refused:
        return _new_page(refused.values, refused.errors), 422
    except UnitCodeTaken:
        return _new_page(given, [page_form.refusal("kode", gettext("Kode ini sudah dipakai unit lain."))]), 422
    flash(gettext("Unit %(name)s ditambahkan.", name=given["nama"]), "success")
    return see_other(url_for("admin.list_units"))


@bp.get("/unit/<int:unit_id>")
def unit(unit_id: int) -> str:
    """Show the form of a unit."""
    stored = _stored(unit_id)
    return _page(stored, {"nama": stored.name, "aktif": stored.is_active})


@bp.post("/unit/<int:unit_id>")
def save_unit(unit_id: int) -> Response | tuple[str, int]:
    """Change a unit."""
    try:
        given = page_form.answers(CHANGE)
        is_active = given.get("aktif", False)
        change_unit(current_office(), current_actor(), unit_id, seen(), name=given["nama"], is_active=is_active)
    except FieldErrors as refused:
        return _page(_stored(unit_id), refused.values, refused.errors), 422
    except ChangedMeanwhile:
        return _page(_stored(unit_id), given, is_outdated=True), 409
    flash(gettext("Unit %(name)s disimpan.", name=given["nama"]), "success")
    return see_other(url_for("admin.list_units"))


def _stored(unit_id: int) -> Unit:
    with current_office().database.reading() as connection:
        stored = units.read(connection, unit_id)
    if stored is None:
        raise Missing
    return stored


def _new_page(values: Values = page_form.NOTHING, errors: Errors = ()) -> str:
    return render_template("admin/unit_new.html", fields=page_form.shown(NEW, values, errors=errors))


def _page(stored: Unit, values: Values, errors: Errors = (), *, is_outdated: bool = False) -> str:
    return render_template(
        "admin/unit.html",
        unit=stored,
        fields=page_form.shown(CHANGE, {**values, "kode": stored.code}, errors=errors),
        stamp=unit_stamp(stored),
        is_outdated=is_outdated,
    )
