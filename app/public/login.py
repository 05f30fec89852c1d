"""Register, log in and log out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import flash, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions import log_in as enter
from app.actions.guessing import Guess, WrongCredentials, slow_down
from app.actions.register_account import LoginTaken, register_account
from app.demo.cast import CAST, PASSWORD
from app.i18n import gettext
from app.office import current_office
from app.public.blueprint import SCHEMAS, bp, client_address, own_target
from app.public.draft_cookie import forget_draft
from app.public.new_password import check_new_password
from app.redirects import see_other
from app.security.login import current_actor, current_session
from app.security.login_name import normal_login
from forms.errors import FieldError, FieldErrors

LOGIN, REGISTER = page_form.load(SCHEMAS, "masuk"), page_form.load(SCHEMAS, "daftar")
# Where each role goes on when it has logged in.
HOMES = {
    "citizen": "public.my_cases",
    "staff": "inbox.tasks",
    "supervisor": "supervision.morning",
    "administrator": "admin.overview",
}


@bp.get("/masuk")
def log_in() -> str | Response:
    """Ask for login and password."""
    if current_actor().is_logged_in:
        return see_other(_next(current_actor().role))
    return _login_page({"nama_masuk": request.args.get("akun", "")})


@bp.post("/masuk")
def start_session() -> Response | tuple[str, int]:
    """Log in, and go on under a new token."""
    try:
        given = page_form.answers(LOGIN)
        login = normal_login(given["nama_masuk"])
        account = enter.log_in(current_office(), login, given["kata_sandi"], client_address())
    except FieldErrors as refused:
        return _login_page(refused.values, refused.errors), 422
    except WrongCredentials:
        wrong = page_form.refusal("nama_masuk", gettext("Nama masuk atau kata sandi salah."))
        return _login_page(given, [wrong]), 422
    current_session().renew(account.id)
    return see_other(_next(account.role))


@bp.get("/daftar")
def register() -> str:
    """Ask for what an account needs."""
    return _register_page({})


@bp.post("/daftar")
def create_account() -> Response | tuple[str, int]:
    """Create a citizen's account and log her in."""
    try:
        given = page_form.answers(REGISTER)
        login = normal_login(given["nama_masuk"])
        check_new_password("kata_sandi", login, given)
        slow_down(current_office(), Guess("register", login, client_address()), current_office().now())
        account_id = register_account(current_office(), login, given["nama"], given["kata_sandi"])
    except FieldErrors as refused:
        return _register_page(refused.values, refused.errors), 422
    except LoginTaken:
        taken = page_form.refusal(
            "nama_masuk", gettext("E-mail atau nomor HP ini sudah mempunyai akun. Silakan masuk.")
        )
        return _register_page(given, [taken]), 422
    current_session().renew(account_id)
    flash(gettext("Akun Anda sudah jadi dan Anda sudah masuk."), "success")
    return see_other(_next("citizen"))


@bp.post("/keluar")
def log_out() -> Response:
    """End the session at once; what it knew of cases and the draft on this computer go with it."""
    language = session.get("language")
    session.clear()
    if language:
        session["language"] = language
    current_session().renew(None)
    forget_draft()
    flash(gettext("Anda sudah keluar."), "success")
    return see_other(url_for("public.landing"))


def _next(role: str) -> str:
    return own_target(request.args.get("lanjut", ""), url_for(HOMES.get(role, "public.landing")))


def _login_page(values: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> str:
    is_demo = current_office().settings.demo
    return render_template(
        "public/login.html",
        fields=page_form.shown(LOGIN, values, errors=errors),
        cast=CAST if is_demo else (),
        password=PASSWORD if is_demo else "",
        target=request.args.get("lanjut"),
    )


def _register_page(values: Mapping[str, Any], errors: Sequence[FieldError] = ()) -> str:
    return render_template(
        "public/register.html",
        fields=page_form.shown(REGISTER, values, errors=errors),
        target=request.args.get("lanjut"),
    )
