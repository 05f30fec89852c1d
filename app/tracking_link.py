"""The address that opens a case from its receipt: number and code stand behind the #, which no browser sends."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import url_for

from app.office import Office


def tracking_page(office: Office) -> str:
    """Return the address of the page on which number and code are typed."""
    return f"{office.settings.public_url}{url_for('public.track')}"


def tracking_link(office: Office, number: str, code: str) -> str:
    """Return that address with both in it; neither reaches a log or another site."""
    return f"{tracking_page(office)}#{urlencode({'nomor': number, 'kode': code})}"
