"""The engine's door: move a case through its diagram, from bytes and a command to bytes and Progress."""

from processes.commands import cancel, complete, fire, reschedule, start
from processes.progress import ClosedTask, Moment, OpenTask, OpenTimer, Progress
from processes.self_test import self_test
from processes.spiff.state import ENGINE_VERSION

__all__ = [
    "ENGINE_VERSION",
    "ClosedTask",
    "Moment",
    "OpenTask",
    "OpenTimer",
    "Progress",
    "cancel",
    "complete",
    "fire",
    "reschedule",
    "self_test",
    "start",
]
