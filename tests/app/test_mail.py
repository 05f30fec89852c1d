"""Mails go to a real SMTP server, or into files; what goes wrong is told without quoting anybody."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from postbox import Postbox, delivering_to, dying, free_port

from app.actions.letters import Letter
from app.config import DEMO_SECRET, Settings
from app.delivery import AddressDead, PutOff, Refused, WayClosed
from app.mail import send

LETTER = Letter("siti@contoh.id", "Laporan KBK/2026/11/0001 sudah dijawab", "Yth. Ibu,\n\nSudah – terima kasih.\n")
WRITTEN = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def postbox() -> Postbox:
    """Give what the server keeps."""
    return Postbox()


@pytest.fixture
def port(postbox: Postbox) -> Iterator[int]:
    """Run a real SMTP server on a free port."""
    with delivering_to(postbox) as port:
        yield port


def settings(url: str = "", folder: str = "") -> Settings:
    return Settings(secret_key=DEMO_SECRET, smtp_url=url, mail_folder=folder, mail_from="tanggap@kebakkramat.example")


def test_a_letter_arrives(port: int, postbox: Postbox) -> None:
    """Subject, text, sender, time and Message-ID are what was written."""
    send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    (letter,) = postbox.letters
    assert letter["Subject"] == LETTER.subject
    assert (letter["From"], letter["To"]) == ("tanggap@kebakkramat.example", LETTER.recipient)
    assert letter["Message-ID"] == "<pesan-7@kebakkramat.example>"
    assert letter["Date"].datetime == WRITTEN
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


@pytest.mark.parametrize(
    ("answer", "kind", "told"),
    [
        ("550 No siti@contoh.id here", AddressDead, "550"),
        ("550 5.1.1 No siti@contoh.id here", AddressDead, "550 5.1.1"),
        ("554 5.7.1 Relaying denied for siti@contoh.id", Refused, "554 5.7.1"),
        ("552 Too much for siti@contoh.id", Refused, "552"),
        ("451 Later", PutOff, "451"),
        ("421 Closing", WayClosed, "421"),
    ],
)
def test_a_refusal_tells_its_code_and_quotes_nobody(
    port: int, postbox: Postbox, answer: str, kind: type[Exception], told: str
) -> None:
    """No such address, a rule, "not now" and a closing server are told apart; the server's words are dropped."""
    postbox.answer = answer
    with pytest.raises(Exception, match=told) as raised:
        send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert (type(raised.value), str(raised.value)) == (kind, told)


@pytest.mark.parametrize(("answer", "kind"), [("554 Looks like spam", Refused), ("452 Disk full", PutOff)])
def test_a_letter_may_be_refused_after_it_was_read(
    port: int, postbox: Postbox, answer: str, kind: type[Exception]
) -> None:
    """What is said to the letter says nothing of the address."""
    postbox.verdict = answer
    with pytest.raises(kind) as raised:
        send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert type(raised.value) is kind


@pytest.mark.parametrize("last_words", [b"", b"250 Welcome\r\n250 Sender\r\n"], ids=["at once", "in the middle"])
def test_a_server_that_dies_delays(last_words: bytes) -> None:
    """A connection that breaks off says nothing of the letter, and is no traceback."""
    with dying(last_words) as port, pytest.raises(WayClosed, match="SMTPServerDisconnected"):
        send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)


def test_a_letter_that_was_taken_is_not_sent_again(port: int, postbox: Postbox) -> None:
    """A server that answers our farewell with an error has the letter all the same."""
    postbox.farewell = "451 Not so fast"
    send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert len(postbox.letters) == 1


def test_a_server_that_is_down_delays() -> None:
    """Without a connection nothing is wrong with the letter."""
    with pytest.raises(WayClosed, match="ConnectionRefusedError"):
        send(settings(f"smtp://127.0.0.1:{free_port()}"), LETTER, "pesan-7", WRITTEN)


def test_a_password_is_never_sent_in_the_clear(port: int, postbox: Postbox) -> None:
    """A server without encryption gets neither the password nor the letter."""
    with pytest.raises(WayClosed, match="encryption"):
        send(settings(f"smtp://nama:rahasia@127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert postbox.letters == []


def test_an_encrypted_connection_needs_a_certificate_that_holds(postbox: Postbox, tmp_path: Path) -> None:
    """A server that cannot prove who it is gets no letter."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with delivering_to(postbox, tls_context=context) as port, pytest.raises(WayClosed, match="SSLCertVerification"):
        send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert postbox.letters == []


def test_without_a_server_letters_are_files(tmp_path: Path) -> None:
    """Each letter is one file that a mail program opens; sending it again replaces it."""
    for _ in range(2):
        send(settings(folder=str(tmp_path / "mail")), LETTER, "pesan-7", WRITTEN)
    (file,) = (tmp_path / "mail").iterdir()
    letter = message_from_bytes(file.read_bytes(), policy=default)
    assert (file.name, letter["Subject"]) == ("pesan-7.eml", LETTER.subject)


def self_signed(folder: Path) -> Path:
    """Write a certificate that nobody vouches for, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key(), serial_number=1)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2120, 1, 1, tzinfo=UTC))
        .sign(key, hashes.SHA256())
    )
    file = folder / "certificate.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem + certificate.public_bytes(Encoding.PEM))
    return file
