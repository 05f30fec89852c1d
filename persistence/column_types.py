"""Column types that give the same values on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import DateTime, Dialect, String, Text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import TypeDecorator, TypeEngine

NEVER_DUE = datetime(9999, 12, 31, tzinfo=UTC)


def key_text(length: int) -> String:
    """Keep a text that both databases sort byte by byte; PostgreSQL would else ask the server's language."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """Keep an instant: aware datetimes go in, UTC-aware datetimes come out.

    SQLite has no time zones, so the instant is written there as fixed-width UTC text, which sorts by time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"An instant without a time zone cannot be stored: {value!r}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class DueDateTime(UtcDateTime):
    """Keep a due instant where None means never due and sorts last.

    NULL sorts differently on the two databases and breaks a key (due_at, id) for paging, so None is stored
    as the far future and read back as None. Compare with `<` and `>` only; `IS NULL` finds nothing.
    """

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return super().process_bind_param(NEVER_DUE if value is None else value, dialect)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        instant = super().process_result_value(value, dialect)
        return None if instant == NEVER_DUE else instant


class TokenSet(TypeDecorator[frozenset[str]]):
    """Keep a set of tokens of letters and digits: a tsvector on PostgreSQL, words in a text on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(TSVECTOR() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: frozenset[str] | None, dialect: Dialect) -> str | None:
        # Sorted, so that nothing is left of the order in which the words stood.
        return None if value is None else " ".join(sorted(value))

    def process_result_value(self, value: str | None, dialect: Dialect) -> frozenset[str] | None:
        return None if value is None else frozenset(value.replace("'", "").split())
