"""From a pasted message to proposals for the fields of a complaint. Nothing is stored here, and nothing is decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.choices import Choices
from forms.contacts import phone
from forms.pasted import what, who
from forms.pasted.chat import Chat, read_chat
from forms.pasted.dates import day_in
from forms.schema import Form

# A few patterns look back from every place of a text, so an endless one would take minutes.
LONGEST_PASTED = 8_000


@dataclass(frozen=True)
class Proposal:
    """A value that a field might have, as a browser would post it."""

    field: str
    value: str


def propose(form: Form, pasted: str, choices: Choices, today: date) -> tuple[Proposal, ...]:
    """Read a pasted message; returns at most one proposal a field, in the order of the form.

    A value longer than its field, and a field that the form does not have, are left out.
    """
    chat = read_chat(pasted[:LONGEST_PASTED])
    found = {name: value for name, value in _found(chat, choices, today) if value}
    return tuple(
        Proposal(name, found[name])
        for name, rule in form.properties.items()
        if name in found and rule.get("minLength", 0) <= len(found[name]) <= rule.get("maxLength", LONGEST_PASTED)
    )


def _found(chat: Chat, choices: Choices, today: date) -> Iterator[tuple[str, str]]:
    yield from _channel(chat, today)
    # “Kemarin” is the day before the message was sent, not before it is recorded.
    yield from _what(chat.text, choices, min(chat.sent_on or today, today))
    yield from _who(chat)


def _channel(chat: Chat, today: date) -> Iterator[tuple[str, str]]:
    if chat.writer:
        yield "kanal", "whatsapp"
    if chat.sent_on and chat.sent_on < today:
        yield "tanggal_diterima", chat.sent_on.isoformat()


def _what(text: str, choices: Choices, today: date) -> Iterator[tuple[str, str]]:
    told = what.told(text)
    yield "judul", what.title_in(text)
    yield "uraian", told
    yield "penyelesaian", what.wish_in(told)
    yield "lokasi_desa", who.village_in(text)
    category = what.category_in(told, choices.get("subcategories", ()))
    if category:
        yield "kategori", category[0]
        yield "sub_kategori", category[1]
    day = day_in(text, today)
    if day:
        yield "tanggal_kejadian", day[0].isoformat()


def _who(chat: Chat) -> Iterator[tuple[str, str]]:
    is_number = phone(chat.writer) is not None
    number, email = who.phone_in(chat.text) or (who.phone_in(chat.writer) if is_number else ""), who.email_in(chat.text)
    yield "nama", who.name_in(chat.text) or ("" if is_number else chat.writer)
    yield "alamat", who.address_in(chat.text)
    yield "cara_dihubungi", "hp" if number else "email" if email else ""
    yield "no_hp", number
    yield "email", email
    yield "nik", who.nik_in(chat.text)
