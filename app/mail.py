"""Send one mail: to the SMTP server of the settings, or into a folder where there is none."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.config import Settings

SECONDS = 20


class MailRefused(Exception):
    """The mail server did not take the message."""


def send(settings: Settings, recipient: str, subject: str, text: str) -> None:
    """Send a plain text mail.

    Raises MailRefused with the server's reason; nothing was sent then.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, recipient, subject
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="tanggap.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    if settings.smtp_url:
        _deliver(settings.smtp_url, message)
    else:
        _file(Path(settings.mail_folder), message)


def _deliver(url: str, message: EmailMessage) -> None:
    parts = urlsplit(url)
    secure = parts.scheme == "smtps"
    context = ssl.create_default_context()
    try:
        with (
            smtplib.SMTP_SSL(parts.hostname or "", parts.port or 465, timeout=SECONDS, context=context)
            if secure
            else smtplib.SMTP(parts.hostname or "", parts.port or 25, timeout=SECONDS)
        ) as server:
            if not secure and server.has_extn("starttls"):
                server.starttls(context=context)
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailRefused(str(error)) from error


def _file(folder: Path, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").split("@")[0]
    (folder / f"{name}.eml").write_bytes(bytes(message))
