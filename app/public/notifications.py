"""What a person is told of, where, and in which language."""

from __future__ import annotations

from collections.abc import Sequence

from flask import flash, render_template, request, session, url_for
from werkzeug.wrappers import Response

from app import page_form
from app.actions import change_contact
from app.actions.change_contact import WrongCode
from app.actions.choose_notifications import choose_notifications
from app.actions.subscribe_browser import UnknownBrowser, subscribe_browser, unsubscribe_browser
from app.i18n import LANGUAGES, gettext
from app.office import current_office
from app.public.blueprint import SCHEMAS, bp, client_address
from app.public.browser_name import browser_name
from app.public.notification_choices import choices_posted, page_of
from app.push import Browser
from app.redirects import see_other
from app.security.login import current_actor, own_account
from forms.errors import FieldError, FieldErrors

ADDRESS = page_form.load(SCHEMAS, "surel")
CODE = page_form.load(SCHEMAS, "kode_surel")


@bp.get("/akun/pemberitahuan")
def notifications() -> str:
    """Show what this account is told of, and where."""
    return _page()


@bp.post("/akun/pemberitahuan")
def choose() -> Response:
    """Keep what this account wants to be told of."""
    own_account()
    language = request.form.get("bahasa", "")
    chosen = language if language in LANGUAGES else None
    choose_notifications(current_office(), current_actor(), choices_posted(current_actor().role), chosen)
    if chosen:
        session["language"] = chosen
    flash(gettext("Pilihan pemberitahuan tersimpan."), "success")
    return _back()


@bp.post("/akun/pemberitahuan/surel")
def name_address() -> Response | tuple[str, int]:
    """Mail a code to a new address."""
    account = own_account()
    try:
        address = page_form.answers(ADDRESS)["surel"].strip()
    except FieldErrors as refused:
        return _page(refused.errors), 422
    change_contact.name_address(current_office(), account, address, client_address())
    flash(gettext("Kode sudah dikirim ke %(address)s. Tulis kode itu di bawah.", address=address), "success")
    return _back()


@bp.post("/akun/pemberitahuan/surel/kode")
def prove_address() -> Response | tuple[str, int]:
    """Use the new address once its code is right."""
    account = own_account()
    try:
        code = "".join(page_form.answers(CODE)["kode"].split())
        change_contact.prove_address(current_office(), current_actor(), account, code, client_address())
    except FieldErrors as refused:
        return _page(refused.errors), 422
    except WrongCode:
        wrong = gettext("Kode ini salah atau sudah tidak berlaku. Periksa surat terakhir, atau minta kode baru.")
        return _page([page_form.refusal("kode", wrong)]), 422
    flash(gettext("Alamat surel Anda sudah dipakai untuk pemberitahuan."), "success")
    return _back()


@bp.post("/akun/pemberitahuan/surel/lepas")
def drop_address() -> Response:
    """Use the login again, or give up on a new address."""
    change_contact.drop_address(current_office(), current_actor(), own_account())
    flash(gettext("Alamat surel itu tidak dipakai."), "success")
    return _back()


@bp.post("/akun/pemberitahuan/surel/coba-lagi")
def trust_address() -> Response:
    """Try an address again that did not work."""
    change_contact.trust_address(current_office(), own_account())
    flash(gettext("Alamat itu dipakai lagi mulai pemberitahuan berikutnya."), "success")
    return _back()


@bp.post("/akun/pemberitahuan/browser")
def subscribe() -> Response:
    """Let this browser take messages."""
    own_account()
    given = Browser(*(request.form.get(name, "") for name in ("endpoint", "p256dh", "auth")))
    try:
        name = browser_name(request.user_agent.string)
        subscribe_browser(current_office(), current_actor(), given, name)
    except UnknownBrowser:
        flash(gettext("Layanan push browser ini tidak dikenal, jadi pemberitahuannya tidak dapat dikirim."), "error")
    else:
        flash(gettext("Browser ini sekarang menerima pemberitahuan."), "success")
    return _back()


@bp.post("/akun/pemberitahuan/browser/<int:subscription_id>/lepas")
def unsubscribe(subscription_id: int) -> Response:
    """Send no more messages to a browser."""
    own_account()
    unsubscribe_browser(current_office(), current_actor(), subscription_id)
    flash(gettext("Browser itu tidak menerima pemberitahuan lagi."), "success")
    return _back()


def _back() -> Response:
    return see_other(url_for("public.notifications"))


def _page(errors: Sequence[FieldError] = ()) -> str:
    """Show the page; what was refused stands in its field as it was typed."""
    values = {name: request.form.get(name, "") for name in ("surel", "kode")} if errors else {}
    named = {error.field for error in errors}
    return render_template(
        "public/notifications.html",
        page=page_of(current_office(), current_actor(), own_account()),
        address_fields=page_form.shown(ADDRESS, values, errors=[each for each in errors if each.field == "surel"]),
        code_fields=page_form.shown(CODE, values, errors=[each for each in errors if each.field == "kode"]),
        is_address_refused="surel" in named,
        languages=LANGUAGES,
    )
