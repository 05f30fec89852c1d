"""The plain facts of a case, as pairs of a term and a value."""

from __future__ import annotations

from markupsafe import Markup

import forms.schema
from app.i18n import gettext
from app.office import Office
from app.public.visibility import visibilities
from app.times import moment
from persistence.cases import Case

Facts = tuple[tuple[str, str], ...]


def facts_of(office: Office, case: Case) -> Facts:
    """Return what a reporter may be reminded of about her case; nothing of it says who she is."""
    sop = office.catalogue.diagram(case.sop_version_id).sop
    seen = visibilities(forms.schema.load(sop.row(sop.first_row).form))[case.visibility]
    facts = [
        (gettext("Nomor laporan"), case.number),
        (gettext("Dikirim"), moment(case.submitted_at)),
        (gettext("Kategori"), _category(office, case)),
        (gettext("Kerahasiaan"), Markup("<strong>{}</strong>. {}").format(seen.label, seen.hint)),
    ]
    return tuple((term, value) for term, value in facts if value)


def _category(office: Office, case: Case) -> str:
    """Name the category and sub-category."""
    known = office.catalogue.edited().categories
    category = known.get(case.category_id or 0)
    names: list[str] = []
    while category is not None:
        names.insert(0, category.name)
        category = known.get(category.parent_id or 0)
    return " – ".join(names)
