"""Who is told of what, by which way; and nothing that identifies anybody stands in a subject."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from app_cases import answered_case
from office_fixtures import Players
from sqlalchemy import select

from app.actions import letters, mail_address, notices
from app.actions.choose_notifications import choose_notifications
from app.actions.notice_kinds import KINDS, MAIL, PUSH, TOPICS
from app.demo.cast import CITIZEN, OPERATOR, Person
from persistence import accounts, cases, notifications, outbox
from persistence.outbox import Message
from persistence.tables import cases as cases_table
from persistence.tables import outbox as table

NUMBER = "KBK/2026/11/0001"
# Everything that somebody might put into the facts of a message, now or later.
HOSTILE: dict[str, Any] = dict.fromkeys(
    ("title", "name", "reason", "unit", "by", "text", "count", "path", "subject", "channel", "link"),
    "Siti Rahayu, NIK 3313012345678901\r\nBcc: semua@contoh.id",
)


def messages(players: Players) -> list[Message]:
    with players.office.database.reading() as connection:
        return [Message(*row) for row in connection.execute(select(table).order_by(table.c.id))]


def tell(players: Players, person: Person, kind: str = "mention", **facts: Any) -> None:
    with players.office.database.transaction() as connection:
        account = accounts.read_by_login(connection, person.login)
        assert account
        told = {"number": NUMBER, **facts}
        notices.to_account(players.office, connection, account.id, kind, told, players.clock())


def tell_reporter(players: Players, kind: str, **changed: Sequence[str]) -> list[Message]:
    """Submit a complaint, write to its reporter, and return the messages after the confirmation."""
    submitted = players.submit(CITIZEN if "akun" in changed else None, **{**changed, "akun": []})
    before = len(messages(players))
    with players.office.database.transaction() as connection:
        case = cases.read(connection, submitted.case_id)
        assert case
        notices.to_reporter(players.office, connection, case, kind, {}, players.clock())
    return messages(players)[before:]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("number", [NUMBER, "Siti Rahayu"])
def test_no_subject_identifies_anybody(players: Players, language: str, number: str) -> None:
    """Whatever the facts hold, a subject has one line with a case's number or a count, in either language."""
    with players.office.database.transaction() as connection:
        account = accounts.read_by_login(connection, OPERATOR.login)
        assert account
        accounts.change(connection, account.id, language=language)
        for kind in KINDS:
            facts = {**HOSTILE, "number": number}
            notices.to_account(players.office, connection, account.id, kind, facts, players.clock(), ways=[MAIL])
    with players.app.app_context():
        subjects = {message.kind: letters.letter(players.office, message).subject for message in messages(players)}
    assert {"received", "mention", "handed_over", "substitution"} <= set(subjects)
    for subject in subjects.values():
        assert not any(word in subject for word in ("Siti", "3313", "Bcc", "\r", "\n", "%"))
        assert number == NUMBER or "Siti" not in subject


def test_every_kind_has_its_letter(players: Players) -> None:
    """Each kind belongs to a topic, and its letter names the office, the link and where to choose."""
    for kind in KINDS:
        assert KINDS[kind].topic in TOPICS
    with players.office.database.transaction() as connection:
        account = accounts.read_by_login(connection, OPERATOR.login)
        assert account
        choices = {(topic, MAIL): True for topic in TOPICS}
        notifications.choose(connection, account.id, choices)
        for kind in KINDS:
            facts = {"number": NUMBER, "count": 3, "code": "123456"}
            notices.to_account(players.office, connection, account.id, kind, facts, players.clock())
    with players.app.app_context():
        written = [letters.letter(players.office, message) for message in messages(players)]
    assert len(written) == len(KINDS)
    for letter in written:
        assert players.office.settings.office_name in letter.text
        assert letter.link in letter.text
        assert "/akun/pemberitahuan" in letter.text
        assert "\n\n\n" not in letter.text


def test_a_choice_decides(players: Players) -> None:
    """What was switched off is not written; what cannot be switched off is."""
    tell(players, OPERATOR)
    assert [message.channel for message in messages(players)] == [MAIL]
    with players.app.test_request_context():
        choose_notifications(players.office, players.actor(OPERATOR), {("sebutan", MAIL): False})
    tell(players, OPERATOR)
    assert len(messages(players)) == 1
    with players.app.test_request_context():
        choose_notifications(players.office, players.actor(OPERATOR), {("penggantian", MAIL): False})
    tell(players, OPERATOR, "substitution")
    assert [message.kind for message in messages(players)] == ["mention", "substitution"]


def test_nothing_goes_where_nothing_arrives(players: Players) -> None:
    """Neither an address that does not work nor an account that was shut out is written to."""
    office = players.office
    with office.database.transaction() as connection:
        mail_address.mark_dead(office, connection, "DEWI@contoh.id ", "AddressDead: 550", players.clock())
    tell(players, OPERATOR)
    with office.database.transaction() as connection:
        mail_address.revive(office, connection, OPERATOR.login)
        account = accounts.read_by_login(connection, OPERATOR.login)
        assert account
        accounts.change(connection, account.id, is_active=False)
    tell(players, OPERATOR)
    assert messages(players) == []


@pytest.mark.parametrize(
    ("changed", "channels"),
    [
        ({}, ["mail"]),
        ({"cara_dihubungi": ["hp"], "email": [], "no_hp": ["0812 3456 7890"]}, ["whatsapp"]),
        ({"cara_dihubungi": ["loket"], "email": []}, []),
        (
            {"kerahasiaan": ["anonim"], "nama": [], "alamat": [], "cara_dihubungi": [], "email": []},
            [],
        ),
    ],
    ids=["mail", "phone", "counter", "anonymous"],
)
def test_a_reporter_is_reached_as_she_asked(
    players: Players, changed: dict[str, Sequence[str]], channels: list[str]
) -> None:
    """By mail or WhatsApp, or not at all: somebody without a contact gets nothing."""
    written = tell_reporter(players, "message", **changed)
    assert [message.channel for message in written] == channels
    assert all(message.account_id is None for message in written)
    assert [message.state for message in written] == [
        "by_hand" if each == "whatsapp" else "waiting" for each in channels
    ]


def test_a_reporter_with_an_account_is_told_by_its_choices(players: Players) -> None:
    """Her account decides on news of her case, while the answer always goes to what she left in it."""
    with players.app.test_request_context():
        choose_notifications(players.office, players.actor(CITIZEN), {("laporan", MAIL): False})
    assert tell_reporter(players, "message", akun=["ya"]) == []
    (told,) = tell_reporter(players, "answered", akun=["ya"], email=["lain@contoh.id"])
    with players.app.app_context():
        assert letters.letter(players.office, told).recipient == "lain@contoh.id"


def test_a_letter_speaks_the_language_of_its_reader(players: Players) -> None:
    """An answer is told in the language in which the complaint was made."""
    case_id = answered_case(players)
    with players.office.database.transaction() as connection:
        connection.execute(table.delete())
        connection.execute(cases_table.update().where(cases_table.c.id == case_id).values(language="en"))
        case = cases.read(connection, case_id)
        assert case
        notices.to_reporter(players.office, connection, case, "answered", {}, players.clock())
    (told,) = messages(players)
    with players.app.app_context():
        assert letters.letter(players.office, told).subject == f"Report {case.number} was answered"


def test_the_outbox_is_sealed(players: Players) -> None:
    """Neither the address nor what is told stands readable in the database."""
    tell(players, OPERATOR, title="Lampu jalan")
    with players.office.database.reading() as connection:
        row = connection.execute(select(table)).one()
    assert all(OPERATOR.login.encode() not in bytes(value) for value in row if isinstance(value, bytes))
    assert outbox.CHANNELS == (MAIL, PUSH, "whatsapp")
