"""The pages of categories: those of the SOP, and those that the office adds."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.save_category import (
    CategoryCodeTaken,
    NoSubcategoryLeft,
    category_stamp,
    change_category,
    create_category,
)
from app.admin.blueprint import SCHEMAS, Errors, Values, bp, seen
from app.admin.category_tree import category_choices, category_tree, stored_facts, stored_values
from app.errors import ChangedMeanwhile, Missing
from app.i18n import gettext
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor
from forms.errors import FieldErrors
from persistence import categories
from persistence.categories import Category

NEW = page_form.load(SCHEMAS, "kategori_baru")
CHANGE = {"office": page_form.load(SCHEMAS, "kategori"), "sop": page_form.load(SCHEMAS, "kategori_sop")}


@bp.get("/kategori")
def list_categories() -> str:
    """List the categories with their sub-categories."""
    return render_template("admin/categories.html", tree=category_tree(current_office()))


@bp.get("/kategori/baru")
def new_category() -> str:
    """Show the form of a new category."""
    return _new_page({"kerahasiaan": "biasa"})


@bp.post("/kategori/baru")
def add_category() -> Response | tuple[str, int]:
    """Add a category of the office."""
    office = current_office()
    try:
        given = page_form.answers(NEW, category_choices(office))
        parent_id = int(given["induk"]) if "induk" in given else None
        treated = _treated(given)
        create_category(
            office,
            current_actor(),
            given["kode"],
            given["nama"],
            parent_id,
            treated["unit_id"],
            treated["visibility"],
        )
    except FieldErrors as refused:
        return _new_page(refused.values, refused.errors), 422
    except CategoryCodeTaken:
        taken = page_form.refusal("kode", gettext("Kode ini sudah dipakai kategori lain di tempat yang sama."))
        return _new_page(given, [taken]), 422
    flash(gettext("Kategori %(name)s ditambahkan.", name=given["nama"]), "success")
    return see_other(url_for("admin.list_categories"))


@bp.get("/kategori/<int:category_id>")
def category(category_id: int) -> str:
    """Show the form of a category."""
    stored = _stored(category_id)
    return _page(stored, stored_values(stored))


@bp.post("/kategori/<int:category_id>")
def save_category(category_id: int) -> Response | tuple[str, int]:
    """Change a category."""
    stored = _stored(category_id)
    try:
        given = page_form.answers(CHANGE[stored.origin], category_choices(current_office(), stored))
        treated = {**_treated(given), "is_active": given.get("aktif", False), "name": given.get("nama", stored.name)}
        change_category(current_office(), current_actor(), category_id, seen(), **treated)
    except FieldErrors as refused:
        return _page(stored, refused.values, refused.errors), 422
    except NoSubcategoryLeft:
        return _page(stored, given, [page_form.refusal("aktif", _no_choice_left(stored))]), 422
    except ChangedMeanwhile:
        return _page(_stored(category_id), given, is_outdated=True), 409
    flash(gettext("Kategori %(name)s disimpan.", name=treated["name"]), "success")
    return see_other(url_for("admin.list_categories"))


def _treated(given: Values) -> dict[str, Any]:
    unit_id = int(given["unit"]) if "unit" in given else None
    return {"unit_id": unit_id, "visibility": given["kerahasiaan"]}


def _no_choice_left(stored: Category) -> str:
    if stored.parent_id is None:
        return gettext("Aktifkan dahulu paling sedikit satu sub kategorinya.")
    return gettext(
        "Ini sub kategori aktif yang terakhir. Nonaktifkan kategori induknya, atau aktifkan yang lain dahulu."
    )


def _stored(category_id: int) -> Category:
    with current_office().database.reading() as connection:
        stored = categories.read(connection, category_id)
    if stored is None:
        raise Missing
    return stored


def _new_page(values: Values, errors: Errors = ()) -> str:
    fields = page_form.shown(NEW, values, category_choices(current_office()), errors)
    return render_template("admin/category_new.html", fields=fields)


def _page(stored: Category, values: Values, errors: Errors = (), *, is_outdated: bool = False) -> str:
    office = current_office()
    fixed = {name: value for name, value in stored_values(stored).items() if name in ("kode", "nama")}
    return render_template(
        "admin/category.html",
        category=stored,
        fields=page_form.shown(CHANGE[stored.origin], {**fixed, **values}, category_choices(office, stored), errors),
        stamp=category_stamp(stored),
        stored=stored_facts(office, stored) if is_outdated else (),
    )
