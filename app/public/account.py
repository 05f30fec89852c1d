"""A person's own account: her cases, her password and her sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions import change_password as change
from app.actions.end_session import end_session
from app.actions.guessing import WrongCredentials
from app.i18n import gettext
from app.office import current_office
from app.public import case_list
from app.public.blueprint import SCHEMAS, bp, client_address
from app.public.new_password import check_new_password
from app.redirects import see_other
from app.security.login import current_actor, current_session, own_account, requires
from forms.errors import FieldError, FieldErrors
from persistence import sessions, substitutions

PASSWORD = page_form.load(SCHEMAS, "kata_sandi")


@bp.get("/laporan-saya")
@requires("citizen")
def my_cases() -> str:
    """List the cases of this account."""
    before = case_list.place_of(request.args.get("sebelum", ""))
    page = case_list.of_reporter(current_office(), current_actor(), request.args.get("tampilan", ""), before)
    return render_template("public/my_cases.html", page=page)


@bp.get("/akun")
def account() -> str:
    """Show the account."""
    return _page()


@bp.post("/akun")
def change_password() -> Response | tuple[str, int]:
    """Replace the password; the sessions on other devices end."""
    person = own_account()
    try:
        given = page_form.answers(PASSWORD)
        check_new_password("kata_sandi_baru", person.login, given)
        old, new = given["kata_sandi_lama"], given["kata_sandi_baru"]
        change.change_password(current_office(), current_actor(), old, new, client_address())
    except FieldErrors as refused:
        return _page(refused.values, refused.errors), 422
    except WrongCredentials:
        wrong = page_form.refusal("kata_sandi_lama", gettext("Kata sandi sekarang salah."))
        return _page({}, [wrong]), 422
    current_session().renew(person.id)
    flash(gettext("Kata sandi sudah diganti. Sesi di perangkat lain sudah diakhiri."), "success")
    return see_other(url_for("public.account"))


@bp.post("/akun/sesi/<int:session_id>/akhiri")
def end_own_session(session_id: int) -> Response:
    """End a session on another device."""
    own_account()
    end_session(current_office(), current_actor(), session_id)
    flash(gettext("Sesi itu sudah diakhiri."), "success")
    return see_other(url_for("public.account"))


def _page(values: Mapping[str, Any] | None = None, errors: Sequence[FieldError] = ()) -> str:
    person, office = own_account(), current_office()
    with office.database.reading() as connection:
        live = sessions.live_of(connection, person.id, office.now())
        named = substitutions.current(connection, office.today(), person.id)
    return render_template(
        "public/account.html",
        person=person,
        fields=page_form.shown(PASSWORD, values or {}, errors=errors),
        sessions=live,
        substitutions=named,
        here=current_actor().session_id,
    )
