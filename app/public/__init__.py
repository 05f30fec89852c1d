"""Pages of citizens and visitors."""

from __future__ import annotations

from flask import Flask

from app.public import (
    account,
    adoption,
    attachments,
    case,
    complaint,
    correction,
    download,
    evidence,
    kept_complaint,
    landing,
    letter,
    login,
    notifications,
    receipt,
    service_worker,
    thumbnails,
    tracking,
    withdrawal,
    writing,
)
from app.public.blueprint import bp

__all__ = [
    "account",
    "adoption",
    "attachments",
    "case",
    "complaint",
    "correction",
    "download",
    "evidence",
    "kept_complaint",
    "landing",
    "letter",
    "login",
    "notifications",
    "receipt",
    "register",
    "service_worker",
    "thumbnails",
    "tracking",
    "withdrawal",
    "writing",
]


def register(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
