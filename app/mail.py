"""Send one mail: to the SMTP server of the settings, or into a folder where there is none."""

from __future__ import annotations

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from app.config import Settings

SECONDS = 10


class MailRefused(Exception):
    """The server will never take this message; the argument is its code, and quotes nobody."""


class MailDelayed(Exception):
    """The server takes no message now; the argument is its code or what the connection died of."""


class Written(Protocol):
    """Hold what a mail says, and to whom."""

    @property
    def recipient(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...


def send(settings: Settings, letter: Written, reference: str, at: datetime) -> None:
    """Send a plain text mail that was written at this instant.

    Two mails with one reference are the same one, sent twice. Raises MailRefused or MailDelayed; nothing was sent.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, letter.recipient, letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{reference}.{at:%Y%m%d%H%M%S}@{settings.mail_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if settings.smtp_url:
        _deliver(settings.smtp_url, message)
    else:
        _file(Path(settings.mail_folder), f"{reference}.eml", message)


def _deliver(url: str, message: EmailMessage) -> None:
    try:
        with _connected(url) as server:
            server.send_message(message)
    except smtplib.SMTPNotSupportedError as error:
        raise MailRefused("address or login not supported by the server") from error
    except (OSError, smtplib.SMTPException) as error:
        code = _code(error)
        is_final = 500 <= code < 600 and not isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPHeloError)
        kind = MailRefused if is_final else MailDelayed
        raise kind(str(code) if code else type(error).__name__) from error


def _connected(url: str) -> smtplib.SMTP:
    parts = urlsplit(url)
    context = ssl.create_default_context()
    host = parts.hostname or ""
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, parts.port or 465, timeout=SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, parts.port or 25, timeout=SECONDS)
        server.ehlo_or_helo_if_needed()
        if server.has_extn("starttls"):
            server.starttls(context=context)
    if parts.username:
        _log_in(server, unquote(parts.username), unquote(parts.password or ""))
    return server


def _log_in(server: smtplib.SMTP, name: str, password: str) -> None:
    if not isinstance(server.sock, ssl.SSLSocket):
        server.close()
        raise MailDelayed("the server offers no encryption, and the password is not sent without")
    server.login(name, password)


def _code(error: Exception) -> int:
    """Return the server's code; of several recipients there is only the one."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return next(iter(error.recipients.values()))[0]
    return error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0


def _file(folder: Path, name: str, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(bytes(message))
