"""The values that queries give back have the columns of their tables, in order."""

from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import Table

from persistence import tables
from persistence.accounts import Account
from persistence.attachments import Attachment
from persistence.calendars import CalendarDay, CalendarVersion
from persistence.cases import Case
from persistence.categories import Category
from persistence.documents import Document
from persistence.drafts import Draft
from persistence.journal import JournalEntry
from persistence.outbox import Message
from persistence.sessions import AccountSession
from persistence.sop_versions import SopVersion
from persistence.tasks import Task
from persistence.timers import Timer
from persistence.units import Membership, Unit


@pytest.mark.parametrize(
    ("value", "table", "left_out"),
    [
        (Account, tables.accounts, set()),
        (AccountSession, tables.account_sessions, set()),
        (Attachment, tables.attachments, {"sealed"}),
        (CalendarDay, tables.calendar_days, set()),
        (CalendarVersion, tables.working_calendars, set()),
        (Case, tables.cases, set()),
        (Category, tables.categories, set()),
        (Document, tables.documents, set()),
        (Draft, tables.drafts, set()),
        (JournalEntry, tables.journal, set()),
        (Membership, tables.memberships, set()),
        (Message, tables.outbox, set()),
        (SopVersion, tables.sop_versions, {"xml"}),
        (Task, tables.tasks, set()),
        (Timer, tables.timers, set()),
        (Unit, tables.units, set()),
    ],
)
def test_fields_are_columns(value: Any, table: Table, left_out: set[str]) -> None:
    """A row can be unpacked into its value."""
    assert [field.name for field in fields(value)] == [c.name for c in table.c if c.name not in left_out]
