"""Who a message says that it comes from: name, address, telephone number, NIK, e-mail."""

import re
from collections.abc import Iterator

import phonenumbers

from forms.contacts import HOME, nik, phone

_LABELS = {
    "nama": r"nama(?: lengkap| saya| pelapor)?",
    "alamat": r"alamat(?: lengkap| saya| rumah)?",
    "no_hp": r"(?:no(?:mor)?\.? ?)?(?:hp|wa|whatsapp|telp|telepon|kontak)",
    "nik": r"(?:no(?:mor)?\.? ?)?(?:nik|ktp)",
    "email": r"e-?mail",
}
# Before a number the colon is often left out.
_SIGN = {"no_hp": r"\s*[:=]?\s*(?=[+(\d])", "nik": r"\s*[:=]?\s*(?=\d)"}
_COLON = r"\s*[:=]\s*"
LABELLED = {
    field: re.compile(rf"^\W*{label}{_SIGN.get(field, _COLON)}(?P<value>\S.*)$", re.I | re.M)
    for field, label in _LABELS.items()
}
# A point ends the sentence, unless it stands behind an abbreviated name or title.
_CAPITAL = r"(?:(?:[A-Z]|Hj|Moh|Muh|Dr|Ir)\.|[A-Z][\w'-]*)"
_CAPITALS = rf"{_CAPITAL}(?: (?:(?:bin|binti|al) )?{_CAPITAL}){{0,3}}"
_SAYS_NAME = re.compile(
    r"(?:[Nn]ama saya|[Ss]aya bernama|[Pp]erkenalkan,? (?:nama )?saya|[Dd]engan (?:bapak|ibu|pak|bu|saya)|\b[Ss]aya),? "
    rf"(?P<name>{_CAPITALS})"
)
# Written without capitals, a name ends where one of these words begins.
_SAYS_NAME_SMALL = re.compile(r"(?:nama saya|saya bernama) (?P<name>[a-z' ]{3,60})", re.I)
_NO_NAME = re.compile(
    r"\b(?:dari|warga|alamat|di|rt|rw|desa|dusun|mau|ingin|hendak|melapor\w*|lapor|tinggal|dan|yang|selaku|sebagai|pak|bu)\b.*",
    re.I | re.S,
)
_NOT_NAMED = frozenset(
    {"ingin", "mau", "warga", "melaporkan", "hendak", "sudah", "dan", "minta", "mohon", "adalah", "punya"}
)
_NIK = re.compile(r"(?<!\d)\d(?:[ .]?\d){15}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_LIVES = re.compile(
    r"\b(?:tinggal|rumah(?: saya)?|alamat(?: saya)?|domisili) (?:di |saya )?(?P<value>[^.\n;]{5,120})", re.I
)
_RT_RW = r"RT\W{0,2}\d{1,3}\s*(?:/|,|-|dan)?\s*(?:RW\W{0,2})?\d{1,3}"
_PLACES = (
    re.compile(r"\b(?:Jl\.?|Jalan) [A-Z0-9][\w.]*(?: [A-Z0-9][\w.]*){0,3}"),
    re.compile(r"\b(?:[Dd]usun|[Dd]ukuh|[Dd]sn\.?|[Kk]ampung) [A-Z][a-z]+(?: [A-Z][a-z]+)?"),
    re.compile(rf"\b{_RT_RW}\b", re.I),
    re.compile(r"\b(?:[Dd]esa|[Dd]s\.?|[Kk]elurahan|[Kk]el\.?) [A-Z][a-z]+(?: [A-Z][a-z]+)?"),
)
_PLACE = r"[A-Z][a-z]+(?: [A-Z][a-z]+)?"
_VILLAGE = re.compile(
    rf"\b(?:[Dd][Ee][Ss][Aa]|[Dd]s\.?|[Kk]elurahan|[Kk]el\.?) (?P<name>{_PLACE}|[A-Z]{{4,}}\b|[a-z]{{4,}}\b)"
)
_NO_VILLAGE = frozenset({"saya", "kami", "kita", "yang", "ini", "sini", "setempat", "tersebut", "sebelah"})


def name_in(text: str) -> str:
    """Find how somebody names herself, or nothing."""
    labelled = LABELLED["nama"].search(text)
    if labelled:
        return _trimmed(labelled["value"])
    for found in _SAYS_NAME.finditer(text):
        name = _trimmed(found["name"])
        if name.split(" ")[0].lower() not in _NOT_NAMED and len(name) >= 3:
            return name
    small = _SAYS_NAME_SMALL.search(text)
    return _NO_NAME.sub("", small["name"]).strip().title() if small else ""


def phone_in(text: str) -> str:
    """Find the first number that a telephone here can have, as people write it at home."""
    bare = _NIK.sub(" ", text)
    for found in phonenumbers.PhoneNumberMatcher(bare, HOME):
        if found.number.country_code == 62 and phone(found.raw_string):
            return phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.NATIONAL)
    return ""


def nik_in(text: str) -> str:
    """Find sixteen digits that can be a NIK."""
    return next((known for found in _NIK.finditer(text) if (known := nik(found[0]))), "")


def email_in(text: str) -> str:
    """Find an e-mail address."""
    found = _EMAIL.search(text)
    return found[0].rstrip(".") if found else ""


def address_in(text: str) -> str:
    """Find where somebody says that she lives; else the places that a text names, in the order of an address."""
    for found in (LABELLED["alamat"].search(text), _LIVES.search(text)):
        if found:
            return _trimmed(found["value"])
    return ", ".join(_places(text))


def village_in(text: str) -> str:
    """Find the first village that a text names."""
    for found in _VILLAGE.finditer(text):
        if found["name"].lower() not in _NO_VILLAGE:
            return found["name"] if found["name"].istitle() else found["name"].title()
    return ""


def without_contacts(text: str) -> str:
    """Leave out what says who somebody is: the lines that name it, and numbers and addresses within the text."""
    for label in LABELLED.values():
        text = label.sub("", text)
    for found in [*_NIK.finditer(text), *_EMAIL.finditer(text)]:
        text = text.replace(found[0], "…")
    for known in [*(found.raw_string for found in phonenumbers.PhoneNumberMatcher(text, HOME)), name_in(text)]:
        text = re.sub(re.escape(known), "…", text, flags=re.I) if known else text
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _places(text: str) -> Iterator[str]:
    for form in _PLACES:
        found = form.search(text)
        if found:
            yield found[0]


def _trimmed(text: str) -> str:
    return " ".join(text.split()).strip(" .,;:-")
