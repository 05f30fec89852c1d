"""The pages and actions that a person can reach from anywhere, and which of them a text means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import url_for

from app import layout
from app.i18n import gettext
from app.security.actor import Actor
from persistence.sort_keys import fold

CASE, PAGE, ACTION = "kasus", "halaman", "tindakan"


@dataclass(frozen=True)
class Offer:
    """One line of the palette: `kirim` means that choosing it posts to `alamat`; `kata` are other words for it."""

    jenis: str
    judul: str
    alamat: str
    keterangan: str = ""
    kirim: bool = False
    kata: str = ""


def offers(actor: Actor) -> tuple[Offer, ...]:
    """List the pages and actions of a person; what she may not do is not in it."""
    return (*_actions(actor), *_pages(actor), _log_out())


def matching(every: Iterable[Offer], text: str) -> list[Offer]:
    """Return those in which every word of the text begins a word; those whose title begins with it come first."""
    wanted = fold(text)
    words = wanted.split()
    found = [offer for offer in every if _fits(offer, words)]
    return sorted(found, key=lambda offer: not fold(offer.judul).startswith(wanted))


def _fits(offer: Offer, words: list[str]) -> bool:
    told = f"{offer.judul} {offer.keterangan} {offer.kata}".replace("/", " ")
    known = [fold(word) for word in told.split()]
    return all(any(one.startswith(word) for one in known) for word in words)


def _actions(actor: Actor) -> Iterator[Offer]:
    if "staff" in actor.roles:
        hint = gettext("Tugas yang paling dekat tenggatnya menjadi milik Anda")
        url = url_for("inbox.claim_most_urgent")
        yield Offer(ACTION, gettext("Ambil berikutnya"), url, hint, kirim=True, kata="next claim tugas")


def _pages(actor: Actor) -> Iterator[Offer]:
    for endpoint, label, _ in layout.entries(actor):
        yield Offer(PAGE, label, url_for(endpoint))
    if actor.roles & {"staff", "supervisor"}:
        yield from _views(actor)
    for endpoint, label, _ in layout.admin_tabs(actor):
        yield Offer(PAGE, label, url_for(endpoint), gettext("Pengelolaan"))


def _views(actor: Actor) -> Iterator[Offer]:
    own = [] if actor.role == "supervisor" else [("saya", gettext("Tugas saya")), ("lajur", gettext("Lajur saya"))]
    for view, label in [*own, ("terlambat", gettext("Terlambat"))]:
        yield Offer(PAGE, label, url_for("inbox.tasks", tampilan=view), gettext("Kotak tugas"))


def _log_out() -> Offer:
    return Offer(ACTION, gettext("Keluar"), url_for("public.log_out"), kirim=True, kata="logout log out")
