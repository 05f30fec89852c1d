"""The answer templates, for the lead of the lane whose rows they begin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app import page_form
from app.actions.save_answer_template import Saved, TooLong, UnknownPlaceholder, led_rows, save_answer_template
from app.errors import ChangedMeanwhile, Missing
from app.i18n import gettext
from app.inbox.blueprint import SCHEMAS, bp
from app.office import current_office
from app.redirects import see_other
from app.security.login import current_actor, requires
from forms.choices import Choice, Choices
from forms.errors import FieldErrors
from persistence import answer_templates
from persistence.answer_templates import TemplateText, TemplateVersion
from persistence.categories import Category
from processes.sop import Row

FORM = page_form.load(SCHEMAS, "templat")
Page = str | AnyResponse | tuple[str, int]


@bp.get("/templat")
@requires("staff")
def list_templates() -> str:
    """List the templates of the rows that this person leads."""
    rows = _led()
    with current_office().database.reading() as connection:
        found = answer_templates.every(connection, rows)
    return render_template("inbox/templates.html", templates=found, rows=rows, categories=_category_names())


@bp.get("/templat/baru")
@requires("staff")
def new_template() -> str:
    """Show the form of a new template."""
    return _page(None, {"langkah": next(iter(_led())), "dipakai": True})


@bp.post("/templat/baru")
@requires("staff")
def add_template() -> Page:
    """Write a template."""
    return _save(None)


@bp.get("/templat/<int:template_id>")
@requires("staff")
def edit_template(template_id: int) -> str:
    """Show a template with every version of it."""
    stored = _versions(template_id)
    return _page(stored, _values(stored[0]))


@bp.post("/templat/<int:template_id>")
@requires("staff")
def change_template(template_id: int) -> Page:
    """Write the next version of a template."""
    return _save(_versions(template_id))


def _save(stored: list[TemplateVersion] | None) -> Page:
    given: dict[str, Any] = {}
    try:
        given = page_form.answers(FORM, _choices())
        seen = Saved(stored[0].template_id, int(request.form.get("dilihat", "0"))) if stored else None
        press = request.form.get("perintah") or str(uuid4())
        saved = save_answer_template(current_office(), current_actor(), _wanted(given), seen, press)
    except FieldErrors as refused:
        return _page(stored, refused.values, refused), 422
    except (UnknownPlaceholder, TooLong) as error:
        return _page(stored, given, _refusal(error, given)), 422
    except ChangedMeanwhile:
        return _page(stored, given, is_outdated=True), 409
    flash(
        gettext("“%(title)s” disimpan sebagai versi %(version)d.", title=given["nama_templat"], version=saved.version),
        "success",
    )
    return see_other(url_for("inbox.list_templates"))


def _wanted(given: dict[str, Any]) -> TemplateText:
    return TemplateText(
        form=given["langkah"],
        category_id=int(given["kategori_templat"]) if given.get("kategori_templat") else None,
        title=given["nama_templat"],
        text=given["isi_templat"],
        is_active=given.get("dipakai", False),
    )


def _values(stored: TemplateVersion) -> dict[str, Any]:
    return {
        "nama_templat": stored.title,
        "langkah": stored.form,
        "kategori_templat": str(stored.category_id or ""),
        "isi_templat": stored.text,
        "dipakai": stored.is_active,
    }


def _refusal(error: UnknownPlaceholder | TooLong, given: dict[str, Any]) -> FieldErrors:
    if isinstance(error, TooLong):
        sentence = gettext("Paling banyak %(num)d huruf untuk langkah ini.", num=int(str(error)))
    else:
        sentence = gettext("Tidak ada yang mengisi {%(name)s}.", name=str(error))
    return FieldErrors((page_form.refusal("isi_templat", sentence),), given)


def _page(
    stored: list[TemplateVersion] | None,
    values: Mapping[str, Any],
    refused: FieldErrors | None = None,
    *,
    is_outdated: bool = False,
) -> str:
    return render_template(
        "inbox/template.html",
        versions=stored or [],
        fields=page_form.shown(FORM, values, _choices(), refused.errors if refused else ()),
        rows=_led(),
        categories=_category_names(),
        command=uuid4(),
        is_outdated=is_outdated,
    )


def _led() -> dict[str, Row]:
    """Return the rows whose templates this person edits. Raises Missing where there are none."""
    rows = led_rows(current_office(), current_actor())
    if not rows:
        raise Missing
    return rows


def _versions(template_id: int) -> list[TemplateVersion]:
    with current_office().database.reading() as connection:
        stored = answer_templates.versions(connection, template_id)
    if not stored or stored[0].form not in _led():
        raise Missing
    return stored


def _choices() -> Choices:
    rows = tuple(Choice(form, f"{row.number}. {row.name}") for form, row in _led().items())
    categories = tuple(Choice(str(category_id), name) for category_id, name in _category_names().items())
    return {"rows": rows, "template_categories": categories}


def _category_names() -> dict[int, str]:
    """Name each category, a sub-category after the one above it."""
    every = current_office().catalogue.edited().categories
    named = {category.id: _named(category, every) for category in every.values()}
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def _named(category: Category, every: dict[int, Category]) -> str:
    above = every.get(category.parent_id or 0)
    return f"{above.name} – {category.name}" if above else category.name
