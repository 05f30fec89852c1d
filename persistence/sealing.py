"""Keys and sealed bytes: AES-256-GCM, one key per case under a master key. Keys are always arguments.

Sealed form: one version byte (1), a nonce of 12 bytes, the ciphertext with its tag of 16 bytes. A 96-bit random
nonce is safe for 2**32 messages per key (NIST SP 800-38D, 8.3), and a case has a few dozen.
"""

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF, HKDFExpand

VERSION = b"\x01"
NONCE_BYTES = 12
KEY_BYTES = 32
_KEY_WRAP = b"case key"


class WrongKey(Exception):
    """Say that bytes do not open: another key, another place (`aad`), or a changed byte."""


class UnknownSeal(Exception):
    """Say that bytes are not in a sealed form that this version reads."""


def new_key() -> bytes:
    """Make a random key of 32 bytes."""
    return AESGCM.generate_key(bit_length=8 * KEY_BYTES)


def derive(secret: str, purpose: str) -> bytes:
    """Derive the key of 32 bytes for one purpose from the application's secret (HKDF-SHA256)."""
    hkdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"tanggap/{purpose}".encode())
    return hkdf.derive(secret.encode())


def subkey(key: bytes, purpose: str) -> bytes:
    """Derive from a key the key of 32 bytes for one narrower purpose (HKDF-Expand, RFC 5869)."""
    return HKDFExpand(algorithm=SHA256(), length=KEY_BYTES, info=f"tanggap/{purpose}".encode()).derive(key)


def seal(key: bytes, plain: bytes, aad: bytes = b"") -> bytes:
    """Encrypt and authenticate. `aad` names the place where the result belongs; it opens nowhere else."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, plain, VERSION + aad)


def open_(key: bytes, sealed: bytes, aad: bytes = b"") -> bytes:
    """Decrypt what `seal` made. Raises WrongKey or UnknownSeal."""
    if sealed[:1] != VERSION:
        raise UnknownSeal(f"sealed form {sealed[:1].hex() or 'empty'} is unknown")
    nonce, ciphertext = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, VERSION + aad)
    except (InvalidTag, ValueError) as error:
        raise WrongKey from error


def wrap(master: bytes, key: bytes) -> bytes:
    """Seal a case key with the master key, to be kept beside the case."""
    return seal(master, key, _KEY_WRAP)


def unwrap(master: bytes, wrapped: bytes) -> bytes:
    """Open a case key. Raises WrongKey or UnknownSeal."""
    return open_(master, wrapped, _KEY_WRAP)


def blind_index(key: bytes, text: str) -> str:
    """Give an HMAC-SHA256 (hex) to find a sealed text by equality; the caller normalises the text first."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
