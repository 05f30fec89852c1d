"""Settings come from the environment and are checked before anything starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.config import DEMO_SECRET, DEMO_VAPID_KEY, InvalidSetting, read_settings

SECRET = {"TANGGAP_SECRET_KEY": "s" * 32}


def test_a_secret_is_required_outside_the_demo() -> None:
    """Without a secret nothing starts; the demo brings one that guards nothing real."""
    with pytest.raises(InvalidSetting, match="TANGGAP_SECRET_KEY"):
        read_settings({})
    with pytest.raises(InvalidSetting, match="TANGGAP_SECRET_KEY"):
        read_settings({"TANGGAP_SECRET_KEY": "short"})
    assert read_settings({"TANGGAP_DEMO": "1"}).secret_key == DEMO_SECRET
    with pytest.raises(InvalidSetting, match="TANGGAP_SECRET_KEY"):
        read_settings({"TANGGAP_SECRET_KEY": DEMO_SECRET})


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("TANGGAP_DATABSE_URL", "sqlite:///x"),
        ("TANGGAP_DEMO", "maybe"),
        ("TANGGAP_UPLOAD_MAX_MB", "five"),
        ("TANGGAP_TIME_ZONE", "WIB"),
        ("TANGGAP_PUBLIC_URL", "example.org"),
        ("TANGGAP_SMTP_URL", "http://mail"),
        ("TANGGAP_CASE_PREFIX", "K/B"),
        ("TANGGAP_VAPID_PRIVATE_KEY", "short"),
        ("TANGGAP_VAPID_PRIVATE_KEY", DEMO_VAPID_KEY),
        ("TANGGAP_WHATSAPP_GATEWAY", "gerbang.kirim"),
        ("TANGGAP_SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_a_wrong_setting_stops_the_start(variable: str, value: str) -> None:
    """A misspelt name or a value that cannot be read is named."""
    with pytest.raises(InvalidSetting, match=variable):
        read_settings({**SECRET, variable: value})


def test_a_command_says_it_in_one_sentence() -> None:
    """A wrong setting ends a command with the sentence, and no traceback."""
    environment = {**os.environ, "TANGGAP_DATABSE_URL": "sqlite:///x"}
    command = [sys.executable, "-m", "flask", "--app", "app", "doctor"]
    told = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert told.returncode == 1
    assert told.stderr.strip() == "Error: TANGGAP_DATABSE_URL is not a setting of Tanggap"


def test_a_value_can_come_from_a_file(tmp_path: Path) -> None:
    """NAME_FILE reads the value from a file, so that secrets need not stand in the environment."""
    file = tmp_path / "secret"
    file.write_text("f" * 40 + "\n")
    assert read_settings({"TANGGAP_SECRET_KEY_FILE": str(file)}).secret_key == "f" * 40


def test_a_secret_is_never_shown() -> None:
    """Printing the settings prints neither the secret nor the passwords of the database and the mail server."""
    addresses = {
        "TANGGAP_DATABASE_URL": "postgresql://tanggap:kata-sandi@localhost/tanggap",
        "TANGGAP_SMTP_URL": "smtp://tanggap:kata-sandi@localhost",
        "TANGGAP_VAPID_PRIVATE_KEY": "k" * 43,
    }
    shown = repr(read_settings({**SECRET, **addresses}))
    assert "s" * 32 not in shown
    assert "kata-sandi" not in shown
    assert "k" * 43 not in shown


def test_cookies_are_secure_behind_https() -> None:
    """An address with HTTPS makes cookies travel over HTTPS only."""
    assert read_settings({**SECRET, "TANGGAP_PUBLIC_URL": "https://kebakkramat.example"}).secure_cookies
