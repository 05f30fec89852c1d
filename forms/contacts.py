"""Telephone numbers and NIKs, written in one way so that two spellings of one are found to be the same."""

import re
from datetime import date

import phonenumbers

HOME = "ID"
WOMAN = 40  # A woman's NIK counts her day of birth from 41 on.
_BETWEEN_DIGITS = re.compile(r"[\s.\-]")
_NIK = re.compile(r"[0-9]{16}")


def phone(text: str) -> str | None:
    """Return a telephone number as E.164 writes it (+6281234567890), or None for what cannot be one."""
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def nik(text: str) -> str | None:
    """Return a NIK as 16 digits, or None where a part of it cannot be: region, day of birth, serial."""
    digits = _BETWEEN_DIGITS.sub("", text)
    return digits if _NIK.fullmatch(digits) and is_born(digits[6:12]) and int(digits[:2]) >= 11 else None


def is_born(part: str) -> bool:
    """Tell whether six digits of a NIK are a day of birth; the century is not written."""
    day, month, year = int(part[:2]), int(part[2:4]), int(part[4:])
    try:
        # 1904 to 1996 and 2004 to 2096 have their leap days in the same two digits; 1900 alone differs.
        date(2000 + year, month, day - WOMAN if day > WOMAN else day)
    except ValueError:
        return False
    return True
