"""The page on which a person chooses what she is told of, where, and in which language."""

from __future__ import annotations

import re
from dataclasses import replace

from office_fixtures import Players
from werkzeug.test import TestResponse

from app import create_app
from app.actions import letters, mail_address
from app.config import DEMO_VAPID_KEY
from app.demo.cast import CITIZEN, OPERATOR, UNIT_OFFICER, Person
from persistence import accounts, notifications, outbox
from persistence.accounts import Account

PAGE = "/akun/pemberitahuan"
# The receiver's keys of RFC 8291, appendix A.
P256DH = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"


def account_of(players: Players, person: Person) -> Account:
    with players.office.database.reading() as connection:
        account = accounts.read_by_login(connection, person.login)
    assert account
    return account


def with_push(players: Players) -> Players:
    """Return the same office with a key for messages to browsers."""
    settings = replace(players.office.settings, vapid_private_key=DEMO_VAPID_KEY)
    app = create_app(settings, players.clock)
    app.config["WTF_CSRF_ENABLED"] = False
    return Players(app, players.clock)


def mailed_code(players: Players) -> str:
    """Read the code that was mailed last."""
    with players.office.database.transaction() as connection:
        (*_, message) = outbox.take_due(connection, players.clock(), 20)
    with players.app.app_context():
        letter = letters.letter(players.office, message)
    found = re.search(r"\b[0-9]{6}\b", letter.text)
    assert found
    return found[0]


def text_of(answer: TestResponse) -> str:
    return " ".join(answer.get_data(as_text=True).split())


def test_each_role_sees_what_concerns_it(players: Players) -> None:
    """A citizen reads of her cases, staff of tasks; what cannot be switched off says why."""
    citizen = text_of(players.client(CITIZEN).get(PAGE))
    assert "Perkembangan laporan saya" in citizen
    assert "kantor wajib menyampaikan jawaban" in citizen
    assert "Peringatan tenggat" not in citizen
    staff = text_of(players.client(OPERATOR).get(PAGE))
    assert "Peringatan tenggat" in staff
    assert "Perkembangan laporan saya" not in staff


def test_choices_and_language_are_kept(players: Players) -> None:
    """Boxes that were left empty are off, those that cannot be chosen stay on, and the page speaks the language."""
    client = players.client(OPERATOR)
    client.post(PAGE, data={"pilih": ["sebutan/mail", "tugas_baru/mail", "laporan/mail"], "bahasa": "en"})
    account = account_of(players, OPERATOR)
    with players.office.database.reading() as connection:
        chosen = notifications.choices_of(connection, account.id)
    assert chosen[("sebutan", "mail")] is True
    assert chosen[("sebutan", "push")] is False
    assert ("penggantian", "mail") not in chosen
    assert ("laporan", "mail") not in chosen
    assert account.language == "en"
    assert '<html lang="en">' in client.get(PAGE).get_data(as_text=True)
    assert '<html lang="en">' in players.client(OPERATOR).get("/akun").get_data(as_text=True)


def test_an_address_is_used_once_it_is_proved(players: Players) -> None:
    """A code goes to the new address; a wrong one changes nothing, the right one lets mails go there."""
    client, office = players.client(OPERATOR), players.office
    client.post(f"{PAGE}/surel", data={"surel": "dewi.lestari@kantor.example"})
    code = mailed_code(players)
    wrong = client.post(f"{PAGE}/surel/kode", data={"kode": f"{(int(code) + 1) % 1_000_000:06}"})
    assert (wrong.status_code, "Kode ini salah" in text_of(wrong)) == (422, True)
    assert mail_address.of_account(office, account_of(players, OPERATOR)) == OPERATOR.login
    client.post(f"{PAGE}/surel/kode", data={"kode": f"{code[:3]} {code[3:]}"})
    account = account_of(players, OPERATOR)
    assert mail_address.of_account(office, account) == "dewi.lestari@kantor.example"
    assert b"dewi" not in (account.contact_sealed or b"")
    client.post(f"{PAGE}/surel/lepas")
    assert mail_address.of_account(office, account_of(players, OPERATOR)) == OPERATOR.login


def test_a_code_holds_half_an_hour_and_few_guesses(players: Players) -> None:
    """An old code is refused, and guessing gets slower until it is refused unread."""
    client = players.client(OPERATOR)
    client.post(f"{PAGE}/surel", data={"surel": "dewi.lestari@kantor.example"})
    code = mailed_code(players)
    players.clock.pass_(minutes=31)
    assert client.post(f"{PAGE}/surel/kode", data={"kode": code}).status_code == 422
    statuses = [client.post(f"{PAGE}/surel/kode", data={"kode": "000000"}).status_code for _ in range(8)]
    assert statuses[-1] == 429


def test_nobody_is_flooded_with_codes(players: Players) -> None:
    """Asking for codes again and again gets slower too."""
    client = players.client(OPERATOR)
    statuses = [client.post(f"{PAGE}/surel", data={"surel": "orang@lain.example"}).status_code for _ in range(8)]
    assert (statuses[0], statuses[-1]) == (303, 429)


def test_an_address_that_came_back_is_shown(players: Players) -> None:
    """Its owner reads since when it does not work, and says when it does again."""
    office, client = players.office, players.client(UNIT_OFFICER)
    with office.database.transaction() as connection:
        mail_address.mark_dead(office, connection, UNIT_OFFICER.login, "AddressDead: 550", players.clock())
    assert "Alamat ini tidak berfungsi" in text_of(client.get(PAGE))
    client.post(f"{PAGE}/surel/coba-lagi")
    assert "Alamat ini tidak berfungsi" not in text_of(client.get(PAGE))


def test_somebody_without_an_address_is_told(players: Players) -> None:
    """Who logs in with a phone number is asked for an address."""
    with players.office.database.transaction() as connection:
        accounts.change(connection, account_of(players, OPERATOR).id, login="081234567890")
    client = players.client(replace(OPERATOR, login="081234567890"))
    assert "kami belum mempunyai alamat surel Anda" in text_of(client.get(PAGE))


def test_an_unknown_service_is_refused(players: Players) -> None:
    """A browser that names an address of its own choice is told so, and nothing is stored."""
    pushing = with_push(players)
    data = {"endpoint": "https://169.254.169.254/latest/", "p256dh": P256DH, "auth": AUTH}
    pushing.client(OPERATOR).post(f"{PAGE}/browser", data=data)
    with players.office.database.reading() as connection:
        assert notifications.subscriptions_of(connection, account_of(players, OPERATOR).id) == []
    pushing.office.database.close()


def test_a_browser_belongs_to_whoever_subscribed_last(players: Players) -> None:
    """On a shared computer the next person takes the browser over; she can also let it go, and nobody else can."""
    pushing = with_push(players)
    data = {"endpoint": "https://fcm.googleapis.com/fcm/send/abc", "p256dh": P256DH, "auth": AUTH}
    firefox = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"}
    pushing.client(OPERATOR).post(f"{PAGE}/browser", data=data)
    pushing.client(UNIT_OFFICER).post(f"{PAGE}/browser", data=data, headers=firefox)
    with players.office.database.reading() as connection:
        assert notifications.subscriptions_of(connection, account_of(players, OPERATOR).id) == []
        (mine,) = notifications.subscriptions_of(connection, account_of(players, UNIT_OFFICER).id)
    assert b"googleapis" not in mine.sealed
    assert "Firefox di Windows" in text_of(pushing.client(UNIT_OFFICER).get(PAGE))
    assert pushing.client(OPERATOR).post(f"{PAGE}/browser/{mine.id}/lepas").status_code == 404
    pushing.client(UNIT_OFFICER).post(f"{PAGE}/browser/{mine.id}/lepas")
    with players.office.database.reading() as connection:
        assert notifications.subscriptions_of(connection, account_of(players, UNIT_OFFICER).id) == []
    pushing.office.database.close()
