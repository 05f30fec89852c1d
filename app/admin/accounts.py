"""The pages of accounts: find, create, change, shut out, give a new password."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions import change_account
from app.actions import end_sessions as end
from app.actions import reset_password as reset
from app.actions.change_account import LastAdministrator
from app.actions.create_account import create_account
from app.actions.register_account import LoginTaken
from app.admin.account_page import CHANGE, account_page, found_account
from app.admin.account_search import searched
from app.admin.blueprint import SCHEMAS, Errors, Values, bp, seen
from app.errors import ChangedMeanwhile
from app.i18n import gettext, ngettext
from app.office import current_office
from app.redirects import see_other
from app.security import passwords
from app.security.login import current_actor
from app.security.login_name import normal_login
from forms.errors import FieldError, FieldErrors

NEW = page_form.load(SCHEMAS, "akun_baru")


@bp.get("/akun")
def list_accounts() -> str:
    """Find accounts by name or login, and by role."""
    return render_template("admin/accounts.html", search=searched(current_office(), request.args))


@bp.get("/akun/baru")
def new_account() -> str:
    """Show the form of a new account."""
    return _new_page({"peran": "staff", "bahasa": "id"})


@bp.post("/akun/baru")
def add_account() -> str | tuple[str, int]:
    """Create an account, and show its first password this once."""
    try:
        given = page_form.answers(NEW)
        login, password = normal_login(given["nama_masuk"]), passwords.generate()
        account_id = create_account(
            current_office(),
            current_actor(),
            login=login,
            name=given["nama"],
            role=given["peran"],
            language=given["bahasa"],
            password=password,
        )
    except FieldErrors as refused:
        return _new_page(refused.values, refused.errors), 422
    except LoginTaken:
        taken = page_form.refusal("nama_masuk", gettext("E-mail atau nomor HP ini sudah mempunyai akun."))
        return _new_page(given, [taken]), 422
    return _password_page(account_id, password, is_new=True)


@bp.get("/akun/<int:account_id>")
def account(account_id: int) -> str:
    """Show an account with everything that can be done to it."""
    return account_page(account_id)


@bp.post("/akun/<int:account_id>")
def save_account(account_id: int) -> Response | tuple[str, int]:
    """Change name, role and language."""
    try:
        given = page_form.answers(CHANGE)
        change_account.change_account(
            current_office(),
            current_actor(),
            account_id,
            seen(),
            name=given["nama"],
            role=given["peran"],
            language=given["bahasa"],
        )
    except FieldErrors as refused:
        return account_page(account_id, values=refused.values, errors=refused.errors), 422
    except LastAdministrator:
        return account_page(account_id, values=given, errors=[_last_administrator()]), 422
    except ChangedMeanwhile:
        return account_page(account_id, values=given, is_outdated=True), 409
    flash(gettext("Akun %(name)s disimpan.", name=given["nama"]), "success")
    return see_other(url_for("admin.account", account_id=account_id))


@bp.get("/akun/<int:account_id>/nonaktif")
def confirm_deactivation(account_id: int) -> str:
    """Ask before an account is shut out."""
    return render_template("admin/account_deactivate.html", account=found_account(account_id))


@bp.post("/akun/<int:account_id>/nonaktif")
def deactivate(account_id: int) -> Response | tuple[str, int]:
    """Shut an account out at once."""
    try:
        change_account.set_active(current_office(), current_actor(), account_id, is_active=False)
    except LastAdministrator:
        return account_page(account_id, errors=[_last_administrator()]), 422
    flash(gettext("Akun dinonaktifkan. Sesinya berakhir dan tugasnya kembali ke kotak tugas."), "success")
    return see_other(url_for("admin.account", account_id=account_id))


@bp.post("/akun/<int:account_id>/aktif")
def activate(account_id: int) -> Response:
    """Let an account in again."""
    change_account.set_active(current_office(), current_actor(), account_id, is_active=True)
    flash(gettext("Akun diaktifkan."), "success")
    return see_other(url_for("admin.account", account_id=account_id))


@bp.get("/akun/<int:account_id>/sandi")
def confirm_password_reset(account_id: int) -> str:
    """Ask before a password is replaced."""
    stored = found_account(account_id)
    stamp = reset.password_stamp(stored)
    return render_template("admin/account_password.html", account=stored, stamp=stamp)


@bp.post("/akun/<int:account_id>/sandi")
def reset_password(account_id: int) -> str:
    """Replace a password, and show the new one this once."""
    password = reset.reset_password(current_office(), current_actor(), account_id, seen())
    return _password_page(account_id, password, is_new=False)


@bp.post("/akun/<int:account_id>/sesi")
def end_sessions(account_id: int) -> Response:
    """Log an account out everywhere."""
    ended = end.end_sessions(current_office(), current_actor(), account_id)
    flash(ngettext("%(num)d sesi diakhiri.", "%(num)d sesi diakhiri.", ended), "success")
    return see_other(url_for("admin.account", account_id=account_id))


def _new_page(values: Values, errors: Errors = ()) -> str:
    return render_template("admin/account_new.html", fields=page_form.shown(NEW, values, errors=errors))


def _password_page(account_id: int, password: str, *, is_new: bool) -> str:
    return render_template(
        "admin/account_password_shown.html", account=found_account(account_id), password=password, is_new=is_new
    )


def _last_administrator() -> FieldError:
    sentence = gettext("Ini administrator aktif yang terakhir. Jadikan orang lain administrator dahulu.")
    return page_form.refusal("peran", sentence)
