"""Pages of staff: the task inbox and the task itself."""

from __future__ import annotations

from flask import Flask

from app.inbox import (
    asking,
    bulk,
    claiming,
    delay,
    hand_over,
    letter_list,
    mentioned,
    message_list,
    messages,
    noting,
    presence,
    saved_filters,
    search,
    snooze,
    task,
    task_list,
    templates,
    whatsapp_list,
)
from app.inbox.blueprint import bp

__all__ = [
    "asking",
    "bulk",
    "claiming",
    "delay",
    "hand_over",
    "letter_list",
    "mentioned",
    "message_list",
    "messages",
    "noting",
    "presence",
    "register",
    "saved_filters",
    "search",
    "snooze",
    "task",
    "task_list",
    "templates",
    "whatsapp_list",
]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
