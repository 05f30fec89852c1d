"""Who stands in for whom: look, name somebody, end it early."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from flask import flash, render_template, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions.end_substitution import end_substitution
from app.actions.name_substitute import Wanted, WrongSubstitution, name_substitute
from app.errors import Missing
from app.i18n import gettext, lazy_gettext
from app.office import current_office
from app.redirects import see_other
from app.security.actor import SUBSTITUTED_ROLES
from app.security.authorize import require_appointing
from app.security.login import current_actor, requires
from app.supervision.blueprint import SCHEMAS, bp
from app.supervision.substitution_lines import lines, may_appoint
from forms.choices import Choice, Choices
from forms.errors import FieldErrors
from persistence import accounts, substitutions

FORM = page_form.load(SCHEMAS, "pengganti")
# Beside which field each reason is told, and in which words.
REFUSALS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "same_person": ("pengganti", lazy_gettext("Seseorang tidak dapat menggantikan dirinya sendiri.")),
        "inactive": ("pengganti", lazy_gettext("Akun ini tidak aktif, jadi tidak dapat menggantikan siapa pun.")),
        "past": ("mulai", lazy_gettext("Penggantian tidak dapat dimulai sebelum hari ini.")),
        "backwards": ("sampai", lazy_gettext("Hari terakhir tidak boleh sebelum hari pertama.")),
        "long": ("sampai", lazy_gettext("Penggantian paling lama satu tahun. Periksa tahunnya.")),
        "overlap": ("mulai", lazy_gettext("Keduanya sudah tercatat untuk sebagian hari itu. Akhiri dahulu yang lama.")),
        "lanes": ("lajur", lazy_gettext("Orang yang digantikan tidak mempunyai kursi pada lajur itu.")),
    }
)


@bp.get("/penggantian")
@requires("supervisor", "administrator")
def list_substitutions() -> str:
    """Show who stands in for whom, now, later and before."""
    office = current_office()
    with office.database.reading() as connection:
        current = substitutions.current(connection, office.today())
        past = substitutions.past(connection, office.today())
    return render_template(
        "supervision/substitutions.html",
        current=lines(office, current),
        past=lines(office, past),
        may_appoint=may_appoint(current_actor()),
    )


@bp.get("/penggantian/baru")
@requires("supervisor", "administrator")
def new_substitution() -> str:
    """Show the form that names a substitute."""
    require_appointing(current_actor())
    today = page_form.today().isoformat()
    return _page({"sebagai": "plh", "mulai": today, "sampai": today})


@bp.post("/penggantian/baru")
@requires("supervisor", "administrator")
def add_substitution() -> Response | tuple[str, int]:
    """Name a substitute."""
    try:
        given = page_form.answers(FORM, _choices())
        name_substitute(current_office(), current_actor(), _wanted(given))
    except FieldErrors as refused:
        return _page(refused.values, refused.errors), 422
    except WrongSubstitution as wrong:
        field, sentence = REFUSALS[wrong.why]
        return _page(given, [page_form.refusal(field, str(sentence))]), 422
    flash(gettext("Pengganti ditunjuk. Keduanya diberi tahu."), "success")
    return see_other(url_for("supervision.list_substitutions"))


@bp.get("/penggantian/<int:substitution_id>/akhiri")
@requires("supervisor", "administrator")
def confirm_end_of_substitution(substitution_id: int) -> str:
    """Ask before a substitute's rights are taken back."""
    require_appointing(current_actor())
    office = current_office()
    with office.database.reading() as connection:
        found = substitutions.read(connection, substitution_id)
    if found is None:
        raise Missing
    return render_template("supervision/substitution_end.html", line=lines(office, [found])[0])


@bp.post("/penggantian/<int:substitution_id>/akhiri")
@requires("supervisor", "administrator")
def end_of_substitution(substitution_id: int) -> Response:
    """End a substitution at once."""
    end_substitution(current_office(), current_actor(), substitution_id)
    flash(gettext("Penggantian diakhiri. Tugas yang belum selesai kembali ke kotak tugasnya."), "success")
    return see_other(url_for("supervision.list_substitutions"))


def _wanted(given: Mapping[str, Any]) -> Wanted:
    return Wanted(
        absent_id=int(given["digantikan"]),
        substitute_id=int(given["pengganti"]),
        title=given["sebagai"],
        first_day=date.fromisoformat(given["mulai"]),
        last_day=date.fromisoformat(given["sampai"]),
        lanes=tuple(given.get("lajur", ())),
        basis=given.get("dasar", ""),
    )


def _choices() -> Choices:
    """Offer the staff; a post that nobody holds any more may be that of an account that is shut out."""
    office = current_office()
    with office.database.reading() as connection:
        staff = accounts.with_roles(connection, sorted(SUBSTITUTED_ROLES))
    gone = gettext("(tidak aktif)")
    lanes = office.catalogue.diagram_in_force().sop.lanes
    return {
        "absent": tuple(Choice(str(one.id), one.name if one.is_active else f"{one.name} {gone}") for one in staff),
        "substitutes": tuple(Choice(str(one.id), one.name) for one in staff if one.is_active),
        "lanes": tuple(Choice(lane.id, lane.name) for lane in lanes if lane.kind != "reporter"),
    }


def _page(values: Mapping[str, Any], errors: Any = ()) -> str:
    return render_template(
        "supervision/substitution_new.html", fields=page_form.shown(FORM, values, _choices(), errors)
    )
