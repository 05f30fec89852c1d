"""Messages for reporters who left only a number: sent by hand by the front desk, or by the office's gateway."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from office_fixtures import Players
from sqlalchemy import select

from app import create_app
from app.actions.deliver_message import deliver_due_messages
from app.case_file import open_case
from app.delivery import PutOff, Refused
from app.demo.cast import LEAD, OPERATOR, UNIT_OFFICER
from app.office import Office
from persistence import cases, journal, outbox
from persistence.outbox import Message
from persistence.tables import outbox as table

PAGE = "/tugas/whatsapp"
PHONE: dict[str, Sequence[str]] = {"cara_dihubungi": ["hp"], "email": [], "no_hp": ["0812-3456 7890"]}
SENT: list[tuple[str, str]] = []
PROBLEM: list[Exception] = []


def send(_office: Office, phone: str, text: str) -> None:
    """Stand for an office's own gateway."""
    if PROBLEM:
        raise PROBLEM[0]
    SENT.append((phone, text))


@pytest.fixture
def with_gateway(players: Players) -> Iterator[Players]:
    """Give the office a gateway."""
    SENT.clear()
    PROBLEM.clear()
    app = create_app(replace(players.office.settings, whatsapp_gateway=f"{__name__}:send"), players.clock)
    yield Players(app, players.clock)
    app.extensions["tanggap"].database.close()


def messages(players: Players) -> list[Message]:
    with players.office.database.reading() as connection:
        return [Message(*row) for row in connection.execute(select(table).order_by(table.c.id))]


def entries(players: Players, message: Message) -> list[tuple[str, dict[str, object]]]:
    """Return what the journal of a message's case says, opened."""
    with players.office.database.reading() as connection:
        case = cases.read(connection, message.case_id) if message.case_id else None
        assert case
        key = open_case(players.office, case).key
        return [(entry.kind, journal.open_payload(entry, key)) for entry in journal.entries_of(connection, case.id)]


def test_a_text_waits_until_somebody_has_sent_it(players: Players) -> None:
    """The operator sees number, text and link, and marks it; the journal says who did."""
    players.submit(**PHONE)
    with players.app.app_context():
        assert deliver_due_messages(players.office) == 0
    client = players.client(OPERATOR)
    page = client.get(PAGE).get_data(as_text=True)
    assert "0812-3456 7890" in page
    link = re.search(r'href="(https://wa\.me/[^"]+)"', page)
    assert link
    target = urlsplit(link[1].replace("&amp;", "&"))
    assert target.path == "/6281234567890"
    assert "sudah kami terima dengan nomor KBK/2026/11/0001" in parse_qs(target.query)["text"][0]
    (message,) = messages(players)
    for _ in range(2):
        answer = client.post(f"{PAGE}/{message.id}/terkirim", data={"perintah": "satu"})
        assert answer.status_code == 303
    (message,) = messages(players)
    assert (message.state, message.sent_by) == ("sent", players.actor(OPERATOR).account_id)
    sent = [payload for kind, payload in entries(players, message) if kind == "whatsapp_sent"]
    assert [(one["message"], one["notice"]) for one in sent] == [(message.id, "received")]
    assert "0812-3456 7890" not in client.get(PAGE).get_data(as_text=True)


def test_a_number_that_cannot_be_reached_is_put_away(players: Players) -> None:
    """It waits no longer; a second person is told that it was dealt with."""
    players.submit(**PHONE)
    (message,) = messages(players)
    client = players.client(OPERATOR)
    client.post(f"{PAGE}/{message.id}/tak-terkirim", data={"perintah": "satu"})
    assert messages(players)[0].state == "dropped"
    assert client.post(f"{PAGE}/{message.id}/terkirim", data={"perintah": "dua"}).status_code == 409


def test_a_confidential_number_opens_for_a_reason(players: Players) -> None:
    """It is covered, with its text; the reason is written down before it shows, in this session only."""
    players.submit(kerahasiaan=["rahasia"], **PHONE)
    (message,) = messages(players)
    client = players.client(OPERATOR)
    page = client.get(PAGE).get_data(as_text=True)
    assert ("3456" in page, "wa.me" in page) == (False, False)
    assert client.post(f"{PAGE}/{message.id}/buka", data={"alasan_membuka": "x"}).status_code == 422
    client.post(f"{PAGE}/{message.id}/buka", data={"alasan_membuka": "Menyampaikan tanda terima"})
    assert "0812-3456 7890" in client.get(PAGE).get_data(as_text=True)
    assert "0812-3456 7890" not in players.client(OPERATOR).get(PAGE).get_data(as_text=True)
    reason = [payload["reason"] for kind, payload in entries(players, message) if kind == "identity_revealed"]
    assert reason == ["Menyampaikan tanda terima"]


@pytest.mark.parametrize("person", [UNIT_OFFICER, LEAD], ids=["unit", "lead"])
def test_nobody_else_sees_numbers(players: Players, person: object) -> None:
    """Whoever does not work at the front desk finds nothing there."""
    players.submit(**PHONE)
    (message,) = messages(players)
    client = players.client(person)  # type: ignore[arg-type]
    assert client.get(PAGE).status_code == 404
    assert client.post(f"{PAGE}/{message.id}/terkirim").status_code == 404


def test_a_gateway_sends_in_place_of_people(with_gateway: Players) -> None:
    """It is given the number in international form and the text; nothing waits for anybody."""
    with_gateway.submit(**PHONE)
    with with_gateway.app.app_context():
        assert deliver_due_messages(with_gateway.office) == 1
    ((phone, text),) = SENT
    assert phone == "6281234567890"
    assert "KBK/2026/11/0001" in text
    assert [message.state for message in messages(with_gateway)] == ["sent"]


@pytest.mark.parametrize(
    ("problem", "state"),
    [(Refused("no WhatsApp"), "by_hand"), (PutOff("busy"), "waiting"), (RuntimeError("0812"), "waiting")],
    ids=["refused", "put off", "broken"],
)
def test_what_a_gateway_refuses_is_left_to_people(with_gateway: Players, problem: Exception, state: str) -> None:
    """A number without WhatsApp is telephoned; a gateway that is busy or broken is tried again, then left to people."""
    PROBLEM.append(problem)
    with_gateway.submit(**PHONE)
    with with_gateway.app.app_context():
        deliver_due_messages(with_gateway.office)
        assert [message.state for message in messages(with_gateway)] == [state]
        for _ in range(40):
            with_gateway.clock.pass_(hours=1)
            deliver_due_messages(with_gateway.office)
    with with_gateway.office.database.reading() as connection:
        (message,) = outbox.by_hand(connection, 10)
    assert "0812" not in (message.last_error or "")
