"""The tables, one module per aggregate."""

from persistence.tables.accounts import account_sessions, accounts, memberships, units
from persistence.tables.answer_templates import answer_template_versions, answer_templates
from persistence.tables.calendars import calendar_days, working_calendars
from persistence.tables.cases import case_numbers, cases
from persistence.tables.categories import categories
from persistence.tables.contacts import contact_hashes
from persistence.tables.documents import attachments, documents, drafts
from persistence.tables.guards import idempotency_keys, throttles
from persistence.tables.inbox import inbox_columns, saved_filters
from persistence.tables.journal import journal
from persistence.tables.mentions import mentions
from persistence.tables.messages import letters, messages
from persistence.tables.metadata import metadata
from persistence.tables.notifications import (
    contact_checks,
    dead_addresses,
    notification_choices,
    push_subscriptions,
    sweep_marks,
)
from persistence.tables.outbox import outbox
from persistence.tables.search import search_entries, search_frequencies, search_progress
from persistence.tables.sop_versions import sop_versions
from persistence.tables.substitutions import substitutions
from persistence.tables.task_viewers import task_viewers
from persistence.tables.tasks import tasks, timers
from persistence.tables.warnings import digests, warned, warnings

__all__ = [
    "account_sessions",
    "accounts",
    "answer_template_versions",
    "answer_templates",
    "attachments",
    "calendar_days",
    "case_numbers",
    "cases",
    "categories",
    "contact_checks",
    "contact_hashes",
    "dead_addresses",
    "digests",
    "documents",
    "drafts",
    "idempotency_keys",
    "inbox_columns",
    "journal",
    "letters",
    "memberships",
    "mentions",
    "messages",
    "metadata",
    "notification_choices",
    "outbox",
    "push_subscriptions",
    "saved_filters",
    "search_entries",
    "search_frequencies",
    "search_progress",
    "sop_versions",
    "substitutions",
    "sweep_marks",
    "task_viewers",
    "tasks",
    "throttles",
    "timers",
    "units",
    "warned",
    "warnings",
    "working_calendars",
]
