"""The name with which a person logs in: an e-mail address, or a mobile number however it was typed."""

from __future__ import annotations

import re

_PHONE = re.compile(r"(?:\+?62|0)(8[0-9]{7,13})")
_BETWEEN_DIGITS = re.compile(r"[\s.()-]")


def normal_login(text: str) -> str:
    """Return the one spelling of a login name: +62 812-3456-7890 and 0812 3456 7890 are the same person."""
    text = text.strip().lower()
    found = _PHONE.fullmatch(_BETWEEN_DIGITS.sub("", text))
    return f"0{found[1]}" if found else text
