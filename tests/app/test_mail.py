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
from postbox import Postbox, delivering_to, free_port

from app.actions.letters import Letter
from app.config import DEMO_SECRET, Settings
from app.mail import MailDelayed, MailRefused, send

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
    """Subject, text, sender, time and reference are what was written."""
    send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    (letter,) = postbox.letters
    assert letter["Subject"] == LETTER.subject
    assert (letter["From"], letter["To"]) == ("tanggap@kebakkramat.example", LETTER.recipient)
    assert letter["Message-ID"] == "<pesan-7.20261124030000@kebakkramat.example>"
    assert letter["Date"].datetime == WRITTEN
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter.get_content().splitlines() == LETTER.text.splitlines()


@pytest.mark.parametrize(("answer", "kind"), [("550 No siti@contoh.id here", MailRefused), ("451 Later", MailDelayed)])
def test_a_refusal_tells_its_code_and_quotes_nobody(
    port: int, postbox: Postbox, answer: str, kind: type[Exception]
) -> None:
    """A final refusal and one for now are told apart; the server's text, which may name people, is dropped."""
    postbox.answer = answer
    with pytest.raises(kind) as told:
        send(settings(f"smtp://127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert str(told.value) == answer[:3]


def test_a_server_that_is_down_delays() -> None:
    """Without a connection nothing is wrong with the letter."""
    with pytest.raises(MailDelayed, match="ConnectionRefusedError"):
        send(settings(f"smtp://127.0.0.1:{free_port()}"), LETTER, "pesan-7", WRITTEN)


def test_a_password_is_never_sent_in_the_clear(port: int, postbox: Postbox) -> None:
    """A server without encryption gets neither the password nor the letter."""
    with pytest.raises(MailDelayed, match="encryption"):
        send(settings(f"smtp://nama:rahasia@127.0.0.1:{port}"), LETTER, "pesan-7", WRITTEN)
    assert postbox.letters == []


def test_an_encrypted_connection_needs_a_certificate_that_holds(postbox: Postbox, tmp_path: Path) -> None:
    """A server that cannot prove who it is gets no letter."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(self_signed(tmp_path))
    with delivering_to(postbox, tls_context=context) as port, pytest.raises(MailDelayed, match="SSLCertVerification"):
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
