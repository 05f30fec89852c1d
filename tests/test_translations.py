"""The English catalogue has every text of the pages, forms and messages, and nothing else."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask
from office_fixtures import Clock, settings_for

from app import create_app

ROOT = Path(__file__).parents[1]
ENGLISH = ROOT / "app" / "translations" / "en" / "LC_MESSAGES" / "messages.po"
# What must stay as it is: a place for a value, a tag, a line's end.
FIXED = re.compile(r"%\(\w+\)[sd]|</?\w+[^>]*>|\n")


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="en")


def _texts(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


MESSAGES = [message for message in _read(ENGLISH) if message.id]


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> set[tuple[str, ...]]:
    """Extract the texts as `make messages` does."""
    (options,) = re.findall(r"^EXTRACTION := ((?:.*\\\n)*.*)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    template = tmp_path_factory.mktemp("messages") / "messages.pot"
    command = f"{sys.executable} -m babel.messages.frontend --quiet extract {options} --output-file {template} ."
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)  # noqa: S602 (the options are the Makefile's own)
    assert ran.returncode == 0, ran.stderr
    return {_texts(message.id) for message in _read(template) if message.id}


def test_the_catalogue_is_up_to_date(extracted: set[tuple[str, ...]]) -> None:
    """No text was added, changed or dropped since `make messages` was last run."""
    assert {_texts(message.id) for message in MESSAGES} == extracted


def test_every_text_is_translated() -> None:
    """No text is missing in English, and none is only guessed."""
    missing = [message.id for message in MESSAGES if not all(_texts(message.string)) or message.fuzzy]

    assert missing == []


def test_translations_have_the_same_places() -> None:
    """What is filled in, marked up or put on a line of its own is the same in both languages."""
    different = [
        message.id
        for message in MESSAGES
        if len({frozenset(FIXED.findall(text)) for text in (*_texts(message.id), *_texts(message.string))}) > 1
    ]

    assert different == []


def test_pages_speak_both_languages(app: Flask) -> None:
    """A visitor reads Indonesian, and English once she has chosen it."""
    client = app.test_client()
    indonesian = client.get("/lacak").get_data(as_text=True)
    client.post("/bahasa", data={"language": "en"})
    english = client.get("/lacak").get_data(as_text=True)

    assert '<html lang="id"' in indonesian
    assert "Nomor laporan" in indonesian
    assert '<html lang="en"' in english
    assert "Report number" in english


@pytest.fixture
def app(sqlite_office_url: str, tmp_path: Path) -> Flask:
    """Give an office whose forms need no CSRF token."""
    app = create_app(settings_for(sqlite_office_url, tmp_path), Clock())
    app.config["WTF_CSRF_ENABLED"] = False
    return app
