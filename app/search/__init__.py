"""Search in what people may read: the index holds opaque tokens only, of another key for every inbox."""

from app.search.finding import asked_words, matching_tasks, search

__all__ = ["asked_words", "matching_tasks", "search"]
