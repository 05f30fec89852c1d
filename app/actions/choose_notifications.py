"""Choose what an account is told of, and in which language."""

from __future__ import annotations

from collections.abc import Mapping

from app.actions import office_journal
from app.actions.notice_kinds import MAIL, PUSH, TOPICS
from app.errors import NotAllowed
from app.office import Office
from app.security.actor import Actor
from persistence import accounts, notifications

Choices = Mapping[tuple[str, str], bool]


def choose_notifications(office: Office, actor: Actor, choices: Choices, language: str | None = None) -> None:
    """Write what an account wants to be told of, by topic and channel; what cannot be chosen is left as it is."""
    if actor.account_id is None:
        raise NotAllowed
    now = office.now()
    free = {key: is_on for key, is_on in choices.items() if is_free(*key, role=actor.role)}
    with office.database.transaction() as connection:
        notifications.choose(connection, actor.account_id, free)
        if language is not None:
            accounts.change(connection, actor.account_id, language=language)
        office_journal.record(connection, office, "notifications_chosen", actor, now)


def is_free(topic_id: str, channel: str, *, role: str) -> bool:
    """Tell whether this role may choose a topic's way."""
    topic = TOPICS.get(topic_id)
    is_possible = topic is not None and role in topic.roles and channel in {MAIL, PUSH}
    return is_possible and topic is not None and channel not in topic.always and channel in topic.ways
