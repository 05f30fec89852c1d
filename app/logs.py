"""What the processes write to standard error: one line per event, and nothing that people wrote."""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TextIO, cast

import structlog
from flask.logging import wsgi_errors_stream
from structlog.typing import EventDict, Processor, WrappedLogger


def configure(*, readable: bool) -> None:
    """Set logging up for this process, once: JSON for machines, or text for the person at the terminal."""
    if structlog.is_configured():
        return
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        *([] if readable else [without_messages]),
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty()) if readable else structlog.processors.JSONRenderer()
    )
    # This stream finds the standard error of the moment by itself.
    handler = logging.StreamHandler(cast(TextIO, wsgi_errors_stream))
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    # It tells at each look at the migrations which database it sees.
    logging.getLogger("alembic").setLevel(logging.WARNING)


def without_messages(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """Tell of an exception its class and where it was raised, because its message may quote what somebody wrote."""
    told = event.pop("exc_info", None)
    error = sys.exc_info()[1] if told is True else told[1] if isinstance(told, tuple) else told
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["trace"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
    return event
