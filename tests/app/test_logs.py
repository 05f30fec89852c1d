"""What is logged names nobody."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys

from app.logs import without_messages

FAILING = """
import logging, structlog
from app import logs
logs.configure(readable=False)
for log in (structlog.get_logger(), logging.getLogger("flask")):
    try:
        raise ValueError("Siti Rahayu")
    except ValueError:
        log.exception("something_failed")
"""


def test_an_exception_is_told_by_its_class_and_place() -> None:
    """The message of an exception may quote what somebody wrote, so it is left out."""
    error = ValueError("Siti Rahayu")
    told = without_messages(logging.getLogger(), "error", {"event": "failed", "exc_info": error})
    assert told == {"event": "failed", "error": "ValueError", "trace": []}


def test_every_line_is_json_whoever_writes_it() -> None:
    """Our own lines and those of libraries have one form, and neither quotes an exception."""
    done = subprocess.run([sys.executable, "-c", FAILING], capture_output=True, check=True, text=True, env=os.environ)
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    assert [(line["event"], line["error"]) for line in lines] == [("something_failed", "ValueError")] * 2
    assert all(line["trace"][0].startswith("<string>:") for line in lines)
    assert "Siti" not in done.stderr
