"""Read the settings from the environment; a wrong or unknown one stops the start."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

import click

DEMO_VAPID_KEY = "3q2-7wAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE"
DEMO_SECRET = "demo-only-secret-key-that-guards-nothing-real"  # noqa: S105 (the demo's data is invented)

_VAPID_KEY = re.compile(r"[A-Za-z0-9_-]{43}=?")
_FUNCTION = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_]\w*")


class InvalidSetting(click.ClickException):
    """A setting is missing, unknown or cannot be read; a command shows the sentence and ends."""


@dataclass(frozen=True)
class Settings:
    """Everything that an installation may choose; each field is the variable TANGGAP_<NAME>."""

    secret_key: str = field(repr=False)
    demo: bool = False
    # Both addresses may hold a password.
    database_url: str = field(default="sqlite:///instance/tanggap.sqlite", repr=False)
    office_name: str = "Kecamatan Kebakkramat"
    office_address: str = "Kabupaten Karanganyar, Jawa Tengah"
    office_place: str = "Kebakkramat"
    signatory_title: str = "Camat Kebakkramat"
    signatory_name: str = ""
    signatory_nip: str = ""
    case_prefix: str = "KBK"
    time_zone: str = "Asia/Jakarta"
    public_url: str = "http://127.0.0.1:5000"
    smtp_url: str = field(default="", repr=False)
    mail_folder: str = "instance/mail"
    mail_from: str = "tanggap@localhost"
    vapid_private_key: str = field(default="", repr=False)
    push_hosts: str = ""
    whatsapp_gateway: str = ""
    trusted_proxies: int = 0
    upload_max_mb: int = 5
    session_idle_minutes: int = 30
    session_hours: int = 12

    @property
    def secure_cookies(self) -> bool:
        """Tell whether cookies may travel over HTTPS only."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Build the settings from TANGGAP_* variables; NAME_FILE reads the value from a file.

    Raises InvalidSetting naming the variable.
    """
    known = {f"TANGGAP_{f.name.upper()}": f.name for f in fields(Settings)}
    values: dict[str, str] = {}
    for variable, value in environment.items():
        if not variable.startswith("TANGGAP_"):
            continue
        name = variable.removesuffix("_FILE")
        if name not in known:
            raise InvalidSetting(f"{variable} is not a setting of Tanggap")
        values[known[name]] = _file(variable, value) if variable.endswith("_FILE") else value
    return _settings(values)


def _file(variable: str, path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise InvalidSetting(f"{variable} names a file that cannot be read: {error.strerror}") from error


def _settings(values: Mapping[str, str]) -> Settings:
    demo = _boolean("demo", values.get("demo", "0"))
    secret = values.get("secret_key") or (DEMO_SECRET if demo else "")
    if len(secret) < 32 or (secret == DEMO_SECRET and not demo):
        raise InvalidSetting("TANGGAP_SECRET_KEY is required: at least 32 characters, kept outside the database")
    texts = {
        f.name: values[f.name]
        for f in fields(Settings)
        if f.type == "str" and f.name != "secret_key" and f.name in values
    }
    texts.setdefault("vapid_private_key", DEMO_VAPID_KEY if demo else "")
    numbers = {
        f.name: _number(f.name, values[f.name]) for f in fields(Settings) if f.type == "int" and f.name in values
    }
    settings = Settings(secret_key=secret, demo=demo, **texts, **numbers)  # type: ignore[arg-type] # built by field type
    _check(settings)
    return settings


def _check(settings: Settings) -> None:
    if settings.time_zone not in zoneinfo.available_timezones():
        raise InvalidSetting(f"TANGGAP_TIME_ZONE is not a time zone: {settings.time_zone}")
    if not settings.public_url.startswith(("http://", "https://")):
        raise InvalidSetting("TANGGAP_PUBLIC_URL must begin with http:// or https://")
    if settings.smtp_url and not settings.smtp_url.startswith(("smtp://", "smtps://")):
        raise InvalidSetting("TANGGAP_SMTP_URL must begin with smtp:// or smtps://")
    if settings.vapid_private_key and not _VAPID_KEY.fullmatch(settings.vapid_private_key):
        raise InvalidSetting("TANGGAP_VAPID_PRIVATE_KEY must be a key as `flask push-keys` makes it")
    if settings.vapid_private_key == DEMO_VAPID_KEY and not settings.demo:
        raise InvalidSetting(
            "TANGGAP_VAPID_PRIVATE_KEY is the demo's, which everybody knows; make one with `flask push-keys`"
        )
    if settings.whatsapp_gateway and not _FUNCTION.fullmatch(settings.whatsapp_gateway):
        raise InvalidSetting("TANGGAP_WHATSAPP_GATEWAY must name a Python function as module:function")
    if not settings.case_prefix.isalnum():
        raise InvalidSetting("TANGGAP_CASE_PREFIX may hold letters and digits only")


def _boolean(name: str, text: str) -> bool:
    if text.lower() in {"1", "true", "yes"}:
        return True
    if text.lower() in {"0", "false", "no", ""}:
        return False
    raise InvalidSetting(f"TANGGAP_{name.upper()} must be 1 or 0, not {text!r}")


def _number(name: str, text: str) -> int:
    if not text.isdigit():
        raise InvalidSetting(f"TANGGAP_{name.upper()} must be a whole number, not {text!r}")
    return int(text)
