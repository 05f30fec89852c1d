"""Every text of the schemas reaches the translators."""

import io
import json

from babel.messages.extract import extract

from forms.schema import SCHEMAS


def test_babel_finds_every_text_with_its_line() -> None:
    """Labels, hints, headings and the words of choices are found once, each on the line where it stands."""
    for path in SCHEMAS.glob("*.json"):
        source = path.read_bytes()
        found = list(extract("forms.extract:extract", io.BytesIO(source), {}, [], {}))
        texts = [text for _, text, _, _ in found]
        lines = source.decode().splitlines()
        assert len(texts) == len(set(texts))
        assert json.loads(source)["title"] in texts
        assert all(json.dumps(text, ensure_ascii=False) in lines[line - 1] for line, text, _, _ in found)


def test_a_field_called_title_is_no_text() -> None:
    """Only texts are extracted, whatever the fields are called."""
    schema = {
        "title": "Form",
        "properties": {
            "title": {
                "type": "string",
                "title": "Judul",
                "enum": ["a"],
                "x-labels": {"a": "Satu"},
                "x-hints": {"a": "H"},
            }
        },
    }
    found = extract("forms.extract:extract", io.BytesIO(json.dumps(schema).encode()), {}, [], {})
    assert [text for _, text, _, _ in found] == ["Form", "Judul", "Satu", "H"]
