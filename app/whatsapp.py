"""The port for a WhatsApp gateway: one function, named by TANGGAP_WHATSAPP_GATEWAY as “module:function”.

Without one, messages wait in a list until somebody has sent them by hand.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Protocol, cast
from urllib.parse import quote

from app.config import Settings
from app.office import Office

_NOT_DIGIT = re.compile(r"[^0-9]")


class Gateway(Protocol):
    """Send a text to a phone number in international form (6281234567890), or raise.

    `app.delivery` says what may be raised: Refused (somebody sends it by hand), PutOff or WayClosed (tried again
    later). After any other exception it is tried a few times, and left to people then.
    """

    def __call__(self, office: Office, phone: str, text: str) -> None: ...


def gateway(settings: Settings) -> Gateway:
    """Return the function that the settings name. Raises ImportError or AttributeError."""
    return _load(settings.whatsapp_gateway)


def international(phone: str) -> str:
    """Write a number of Indonesia as the gateways and wa.me want it: digits only, the country first."""
    digits = _NOT_DIGIT.sub("", phone)
    return f"62{digits.removeprefix('0')}" if digits.startswith("0") else digits


def link(phone: str, text: str) -> str:
    """Return the address at which WhatsApp opens with this text, ready to be sent."""
    return f"https://wa.me/{international(phone)}?text={quote(text, safe='')}"


@cache
def _load(name: str) -> Gateway:
    module, _, function = name.partition(":")
    return cast(Gateway, getattr(import_module(module), function))
