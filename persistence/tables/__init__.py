"""The tables, one module per aggregate."""

from persistence.tables.accounts import account_sessions, accounts, memberships, units
from persistence.tables.calendars import calendar_days, working_calendars
from persistence.tables.cases import case_numbers, cases
from persistence.tables.categories import categories
from persistence.tables.documents import attachments, documents, drafts
from persistence.tables.guards import idempotency_keys, throttles
from persistence.tables.journal import journal
from persistence.tables.metadata import metadata
from persistence.tables.outbox import outbox
from persistence.tables.sop_versions import sop_versions
from persistence.tables.tasks import tasks, timers

__all__ = [
    "account_sessions",
    "accounts",
    "attachments",
    "calendar_days",
    "case_numbers",
    "cases",
    "categories",
    "documents",
    "drafts",
    "idempotency_keys",
    "journal",
    "memberships",
    "metadata",
    "outbox",
    "sop_versions",
    "tasks",
    "throttles",
    "timers",
    "units",
    "working_calendars",
]
