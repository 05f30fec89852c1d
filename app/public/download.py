"""Download everything that the office keeps of a person, as one file."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from flask import render_template, send_file, url_for
from werkzeug.wrappers import Response

from app import page_form, times
from app.actions.download_own_data import download_account, download_case
from app.actions.guessing import WrongCredentials
from app.i18n import gettext
from app.office import current_office
from app.public.blueprint import SCHEMAS, bp, client_address
from app.public.own_copy import copy_of
from app.public.own_copy_files import Copy, packed
from app.public.reporters_ways import followed
from app.security.login import current_actor, current_session, requires
from forms.errors import FieldErrors
from persistence import cases
from persistence.accounts import Account

MOST_CASES = 1000
BY_CODE, BY_PASSWORD = (page_form.load(SCHEMAS, name) for name in ("kode_unduh", "kata_sandi_unduh"))


@bp.get("/kasus/<uuid:case_id>/unduh")
def ask_to_download(case_id: UUID) -> str:
    """Ask for the code once more."""
    return _case_page(case_id)


@bp.post("/kasus/<uuid:case_id>/unduh")
def download(case_id: UUID) -> Response | tuple[str, int]:
    """Send the data of one case."""
    try:
        code = page_form.answers(BY_CODE)["kode"]
        download_case(current_office(), current_actor(), case_id, code, client_address())
    except FieldErrors as refused:
        return _case_page(case_id, refused), 422
    except WrongCredentials:
        wrong = page_form.refusal("kode", gettext("Kode akses ini bukan milik laporan ini."))
        return _case_page(case_id, FieldErrors((wrong,), {})), 422
    return _sent(None, [case_id])


@bp.get("/akun/unduh")
@requires("citizen")
def ask_to_download_all() -> str:
    """Ask for the password once more."""
    return _account_page()


@bp.post("/akun/unduh")
@requires("citizen")
def download_all() -> Response | tuple[str, int]:
    """Send the data of an account and all its cases."""
    office, actor = current_office(), current_actor()
    try:
        download_account(office, actor, page_form.answers(BY_PASSWORD)["kata_sandi"], client_address())
    except FieldErrors as refused:
        return _account_page(refused), 422
    except WrongCredentials:
        wrong = page_form.refusal("kata_sandi", gettext("Kata sandi salah."))
        return _account_page(FieldErrors((wrong,), {})), 422
    with office.database.reading() as connection:
        own = cases.of_reporter(connection, actor.account_id or 0, limit=MOST_CASES)
    return _sent(current_session().account, [case.id for case in own])


def _sent(account: Account | None, case_ids: Iterable[UUID]) -> Response:
    office, actor = current_office(), current_actor()
    copies = tuple(copy_of(office, actor, case_id) for case_id in case_ids)
    file = packed(office, Copy(office.now(), account, copies))
    name = f"data-saya-{times.local(office.now()):%Y-%m-%d}.zip"
    response = send_file(file, mimetype="application/zip", as_attachment=True, download_name=name, max_age=0)
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(file.close)
    return response


def _case_page(case_id: UUID, refused: FieldErrors | None = None) -> str:
    case = followed(current_office(), current_actor(), case_id)
    fields = page_form.shown(BY_CODE, errors=refused.errors if refused else ())
    action, back = url_for("public.download", case_id=case_id), url_for("public.case", case_id=case_id)
    return render_template("public/download.html", case=case, fields=fields, action=action, back=back)


def _account_page(refused: FieldErrors | None = None) -> str:
    fields = page_form.shown(BY_PASSWORD, errors=refused.errors if refused else ())
    action, back = url_for("public.download_all"), url_for("public.my_cases")
    return render_template("public/download.html", case=None, fields=fields, action=action, back=back)
