"""Send one mail: to the SMTP server of the settings, or into a folder where there is none."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import closing, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from app.config import Settings
from app.delivery import AddressDead, PutOff, Refused, WayClosed

SECONDS = 10
CLOSING = 421  # RFC 5321, 4.2.3: the server is shutting down.
_STATUS = re.compile(r"\b5\.[0-9]{1,3}\.[0-9]{1,3}\b")


class Written(Protocol):
    """Hold what a mail says, and to whom."""

    @property
    def recipient(self) -> str: ...
    @property
    def subject(self) -> str: ...
    @property
    def text(self) -> str: ...


def send(settings: Settings, letter: Written, message_id: str, at: datetime) -> None:
    """Send a plain text mail that was written at this instant.

    Two mails with one Message-ID are the same one, sent twice. Raises Refused, AddressDead, PutOff or WayClosed;
    nothing was sent then, as far as anybody can know.
    """
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = settings.mail_from, letter.recipient, letter.subject
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{message_id}@{settings.mail_from.rpartition('@')[2]}>"
    # RFC 3834: programs that answer for people who are away do not answer this.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if settings.smtp_url:
        _deliver(settings.smtp_url, message)
    else:
        _file(Path(settings.mail_folder), f"{message_id.partition('.')[0]}.eml", message)


def is_dead(status: str) -> bool:
    """Tell whether an enhanced status (RFC 3463) says that there is no such address: 5.1.x, or a mailbox that is shut.

    5.7.x is a policy of the server, and other codes are about the message or the way to it.
    """
    return status.startswith("5.1.") or status == "5.2.1"


def _deliver(url: str, message: EmailMessage) -> None:
    try:
        with closing(_connected(url)) as server:
            server.send_message(message)
            # It has gone out: what the server says to our farewell must not send it a second time.
            with suppress(OSError, smtplib.SMTPException):
                server.quit()
    except smtplib.SMTPNotSupportedError as error:
        raise Refused("address or login not supported by the server") from error
    except smtplib.SMTPRecipientsRefused as error:
        raise _of_recipient(*next(iter(error.recipients.values()))) from error
    except (OSError, smtplib.SMTPException) as error:
        raise _of_server(error) from error


def _of_recipient(code: int, answer: bytes | str) -> Exception:
    """Judge what a server said to the one recipient."""
    if code == CLOSING:
        return WayClosed(str(code))
    if not 500 <= code < 600:
        return PutOff(str(code))
    found = _STATUS.search(answer.decode(errors="replace") if isinstance(answer, bytes) else answer)
    if found is None:
        # RFC 5321, 4.2.2: these say in themselves that there is no such mailbox.
        return AddressDead(str(code)) if code in {550, 551, 553} else Refused(str(code))
    return AddressDead(f"{code} {found[0]}") if is_dead(found[0]) else Refused(f"{code} {found[0]}")


def _of_server(error: Exception) -> Exception:
    """Judge what went wrong apart from the recipient: only a refusal of the letter itself is final."""
    code = error.smtp_code if isinstance(error, smtplib.SMTPResponseException) else 0
    told = str(code) if code else type(error).__name__
    if code == CLOSING or not isinstance(error, smtplib.SMTPDataError):
        # A greeting, a login or a sender that is refused is a matter of the settings, not of this letter.
        return WayClosed(told)
    return Refused(told) if 500 <= code < 600 else PutOff(told)


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
        raise WayClosed("the server offers no encryption, and the password is not sent without")
    server.login(name, password)


def _file(folder: Path, name: str, message: EmailMessage) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(bytes(message))
