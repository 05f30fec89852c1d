"""Keep what breaks one case, or one message, from stopping the work after it."""

from __future__ import annotations

from collections.abc import Callable

import structlog

log = structlog.get_logger()


def failure_of(work: Callable[[], object], **about: object) -> Exception | None:
    """Do a piece of work and return what went wrong with it, if anything did.

    `about` says in the log what the work was about, without naming anybody.
    """
    try:
        work()
    except Exception as error:
        # Whatever it is, the others must go on; the caller plans the next try.
        log.warning("work_failed", exc_info=error, **about)
        return error
    return None
