"""Search in what people may read: the index holds opaque tokens only, of another key for every inbox."""

from app.search.finding import asked_words, matching_tasks, search
from app.search.similar import SimilarCase, near_duplicates, similar, told

__all__ = ["SimilarCase", "asked_words", "matching_tasks", "near_duplicates", "search", "similar", "told"]
