"""Send one message to a browser that has asked for them: Web Push, RFC 8030, 8291 and 8292."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.config import Settings
from app.delivery import AddressDead, PutOff, Refused

SECONDS = 10
KEPT = 24 * 60 * 60  # Seconds for which the push service keeps a message for a device that is switched off.
LONGEST_ENDPOINT = 1000
# The services of Chrome, Firefox, Safari and Edge. A subscription names the address that this server is going to call,
# so any other name would let a visitor choose where we send requests (SSRF).
KNOWN_HOSTS = frozenset({"fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com"})
KNOWN_DOMAINS = (".push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
LOOPBACK = frozenset({"127.0.0.1", "localhost"})
# RFC 8030, 7.3: the subscription has ended.
ENDED = frozenset({404, 410})


@dataclass(frozen=True)
class Browser:
    """Where the messages for one browser go, and the keys that only it opens them with."""

    endpoint: str
    p256dh: str
    auth: str


def public_key(settings: Settings) -> str:
    """Return the key that browsers are given when they subscribe; empty where the office sends no such messages."""
    return _public(settings.vapid_private_key) if settings.vapid_private_key else ""


def new_private_key() -> str:
    """Make a key pair for TANGGAP_VAPID_PRIVATE_KEY."""
    number = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _encoded(number.to_bytes(32, "big"))


def is_allowed(settings: Settings, endpoint: str) -> bool:
    """Tell whether this server may call the address that a browser has named."""
    own = {name.strip().lower() for name in settings.push_hosts.split(",") if name.strip()}
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = parts.hostname or ""
    if len(endpoint) > LONGEST_ENDPOINT or parts.username or parts.password:
        return False
    if host in LOOPBACK:
        return host in own
    is_known = host in KNOWN_HOSTS or host in own or host.endswith(KNOWN_DOMAINS)
    return is_known and parts.scheme == "https" and port in {None, 443}


def is_key(text: str, size: int) -> bool:
    """Tell whether a text is so many bytes in base64url, as browsers write their keys."""
    try:
        return len(_decoded(text)) == size
    except ValueError:
        return False


def send(settings: Settings, browser: Browser, content: bytes) -> None:
    """Send a message that only this browser can read. Raises AddressDead, Refused or PutOff."""
    # It brings a second HTTP client with it, which the processes that serve pages need not load.
    import pywebpush  # noqa: PLC0415
    import requests  # noqa: PLC0415
    from py_vapid import Vapid  # noqa: PLC0415

    if not is_allowed(settings, browser.endpoint):
        raise Refused("not the address of a known push service")
    session = requests.Session()
    # A service that sends us elsewhere would choose where this server calls.
    session.max_redirects = 0
    try:
        pywebpush.webpush(
            {"endpoint": browser.endpoint, "keys": {"p256dh": browser.p256dh, "auth": browser.auth}},
            content,
            vapid_private_key=Vapid.from_raw(settings.vapid_private_key.encode()),
            vapid_claims={"sub": f"mailto:{settings.mail_from}"},
            headers={"Urgency": "normal"},
            requests_session=session,
            timeout=SECONDS,
            ttl=KEPT,
        )
    except requests.RequestException as error:
        raise PutOff(type(error).__name__) from error
    except pywebpush.WebPushException as error:
        raise _judged(error.status_code or 0) from error


def _judged(status: int) -> Exception:
    if status in ENDED:
        return AddressDead(str(status))
    # Too many at once, or a service that is out of order, says nothing of the message.
    return PutOff(str(status)) if status == 429 or status >= 500 or not status else Refused(str(status))


@lru_cache(maxsize=4)
def _public(private: str) -> str:
    key = ec.derive_private_key(int.from_bytes(_decoded(private), "big"), ec.SECP256R1())
    return _encoded(key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
