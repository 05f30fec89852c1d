"""Messages to browsers are sealed for one of them, signed by the office, and go to known services only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from push_service import PushService, pushing_to
from py_vapid import Vapid02

from app import push
from app.config import DEMO_SECRET, DEMO_VAPID_KEY, Settings
from app.delivery import AddressDead, PutOff, Refused
from app.push import Browser

SETTINGS = Settings(
    secret_key=DEMO_SECRET,
    vapid_private_key=DEMO_VAPID_KEY,
    push_hosts="127.0.0.1",
    mail_from="tanggap@kebakkramat.example",
)


@pytest.fixture
def service() -> Iterator[PushService]:
    """Run a push service."""
    service = PushService()
    with pushing_to(service):
        yield service


def test_only_the_browser_opens_a_message(service: PushService) -> None:
    """What goes over the wire opens with the browser's keys, and is signed with the office's."""
    push.send(SETTINGS, Browser(**service.subscription), b'{"body": "Laporan dijawab"}')
    assert service.opened() == [{"body": "Laporan dijawab"}]
    assert b"Laporan" not in service.bodies[0]
    (headers,) = service.headers
    assert headers["Content-Encoding"] == "aes128gcm"
    assert int(headers["TTL"]) > 0
    assert Vapid02.verify(headers["Authorization"])
    assert push.public_key(SETTINGS) in headers["Authorization"]


@pytest.mark.parametrize(
    ("status", "kind"), [(404, AddressDead), (410, AddressDead), (413, Refused), (429, PutOff), (503, PutOff)]
)
def test_answers_are_told_apart(service: PushService, status: int, kind: type[Exception]) -> None:
    """A subscription that ended, a message that is refused and a service that is busy differ; none is quoted."""
    service.status = status
    with pytest.raises(kind) as raised:
        push.send(SETTINGS, Browser(**service.subscription), b"{}")
    assert (type(raised.value), str(raised.value)) == (kind, str(status))


@pytest.mark.parametrize("status", [301, 307])
def test_a_redirection_is_not_followed(service: PushService, status: int) -> None:
    """A service cannot send this server elsewhere."""
    service.status = status
    with pytest.raises(PutOff, match="TooManyRedirects"):
        push.send(SETTINGS, Browser(**service.subscription), b"{}")
    assert len(service.bodies) == 1


def test_a_service_that_is_away_is_tried_later(service: PushService) -> None:
    """Without a connection nothing is wrong with the message, and no address is quoted."""
    with pushing_to(PushService()) as port:
        pass
    gone = {**service.subscription, "endpoint": f"http://127.0.0.1:{port}/push/1"}
    with pytest.raises(PutOff, match=r"^ConnectionError$"):
        push.send(SETTINGS, Browser(**gone), b"{}")


@pytest.mark.parametrize(
    ("endpoint", "is_allowed"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc", True),
        ("https://updates.push.services.mozilla.com/wpush/v2/abc", True),
        ("https://web.push.apple.com/abc", True),
        ("https://wns2-sg2p.notify.windows.com/w/?token=abc", True),
        ("https://push.kantor.example/abc", True),
        ("http://fcm.googleapis.com/fcm/send/abc", False),
        ("https://fcm.googleapis.com:8443/fcm/send/abc", False),
        ("https://fcm.googleapis.com@127.0.0.1/", False),
        ("https://127.0.0.1/", False),
        ("http://localhost:5432/", False),
        ("https://169.254.169.254/latest/meta-data/", False),
        ("https://notify.windows.com.attacker.example/", False),
        ("https://[::1/", False),
        ("file:///etc/passwd", False),
        ("", False),
    ],
)
def test_only_known_services_are_called(endpoint: str, is_allowed: bool) -> None:
    """A subscription chooses no address; the settings may name further services, and this machine only by name."""
    settings = replace(SETTINGS, push_hosts="push.kantor.example")
    assert push.is_allowed(settings, endpoint) is is_allowed
    with pytest.raises(Refused):
        push.send(replace(settings, push_hosts=""), Browser("https://127.0.0.1/", "", ""), b"{}")


def test_a_new_key_is_one_that_the_settings_take() -> None:
    """Each key is another, and has a public half of 65 bytes."""
    first, second = push.new_private_key(), push.new_private_key()
    assert first != second
    assert push.is_key(push.public_key(replace(SETTINGS, vapid_private_key=first)), 65)
    assert push.is_key(first, 32)
    assert push.public_key(replace(SETTINGS, vapid_private_key="")) == ""
