"""One spelling per value, so that a hash can be computed again by anybody, in any language."""

import hashlib
from typing import Any

import orjson


class NotCanonical(Exception):
    """Say that a value has no single spelling, such as a float or a key that is no string."""


def canonical(value: Any) -> bytes:
    """Spell JSON with sorted keys, without spaces, in UTF-8. Raises NotCanonical.

    Floats are refused because languages print them differently.
    """
    _check(value)
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError as error:  # An integer beyond 64 bits, or text that is no Unicode.
        raise NotCanonical(str(error)) from error


def sha256_hex(data: bytes) -> str:
    """Give the SHA-256 of bytes in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def _check(value: Any) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, list | tuple):
        for item in value:
            _check(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise NotCanonical(f"the key {key!r} is no string")
            _check(item)
    else:
        raise NotCanonical(f"{type(value).__name__} has no canonical form")
